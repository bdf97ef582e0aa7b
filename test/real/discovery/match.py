"""Says where addresses lead, as Sydent's branch dinsic does: sydent/http/info.py at commit 27d27ed1 (2022-04-04).

Standard input: {"info": <text of info.yaml>, "addresses": [...]}. Standard output: for each address in its order what the
file has for it, or {} where nothing matches.
"""

import json
import re
import sys

import yaml


def lead(email: dict, address: str) -> dict:
    """An exact entry first; then pattern after pattern, each between ^ and $, until one has something to say."""
    if address in email["entries"]:
        return email["entries"][address]
    for group in email["patterns"]:
        for pattern, found in group.items():
            if re.match("^" + pattern + "$", address) and found:
                return found
    return {}


given = json.load(sys.stdin)
email = yaml.safe_load(given["info"])["medium"]["email"]
json.dump([lead(email, address) for address in given["addresses"]], sys.stdout)
