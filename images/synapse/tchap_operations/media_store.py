"""Sets the media store up: nodes that know each other, one layout, and a bucket with keys for each shard.

    python -m tchap_operations.media_store setup|connect --config <setup.json>

Running it twice changes nothing more, and nothing is ever deleted. Exit code: 0 when all is as declared, 1 when
something was refused or could not be reached, 2 when the settings are wrong.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tchap_operations.credentials import S3Key, read_credentials
from tchap_operations.garage import Node, Patience
from tchap_operations.json_api import ApiError
from tchap_operations.log import log
from tchap_operations.media_store_buckets import KEY_ID, KEY_SECRET, Bucket, Grant, set_bucket, set_key
from tchap_operations.media_store_layout import Role, Wanted, set_layout
from tchap_operations.program import DONE, FAILED, Refused, run
from tchap_operations.settings import BadSettings, Fields, read_secret, read_settings

WAIT_SECONDS = 300
"""Seconds in which the nodes must be up, when the settings name none: pulling the image included. Assumption."""


@dataclass(frozen=True)
class NodeSettings:
    host: str
    role: Role


@dataclass(frozen=True)
class KeySettings:
    name: str
    file: Path
    read: bool
    write: bool


@dataclass(frozen=True)
class BucketSettings:
    name: str
    quota_bytes: int
    keys: list[KeySettings]


@dataclass(frozen=True)
class Settings:
    admin_port: int
    rpc_port: int
    token_file: Path
    nodes: list[NodeSettings]
    zone_redundancy: int
    leaving: list[str]
    allow_shrink: bool
    buckets: list[BucketSettings]
    readers: list[KeySettings]
    wait_seconds: int


def node_settings(fields: Fields) -> NodeSettings:
    # 1024 bytes: below it Garage takes no capacity.
    return NodeSettings(fields.text("host"), Role(fields.text("zone"), fields.integer("capacityBytes", 1024)))


def key_settings(fields: Fields) -> KeySettings:
    return KeySettings(fields.text("name"), fields.path("credentialsFile"), fields.flag("read"), fields.flag("write"))


def reader_settings(fields: Fields) -> KeySettings:
    return KeySettings(fields.text("name"), fields.path("credentialsFile"), read=True, write=False)


def bucket_settings(fields: Fields) -> BucketSettings:
    return BucketSettings(fields.text("bucket"), fields.integer("quotaBytes", 1), fields.many("keys", key_settings))


def settings(fields: Fields) -> Settings:
    read = Settings(
        admin_port=fields.integer("adminPort", 1),
        rpc_port=fields.integer("rpcPort", 1),
        token_file=fields.path("adminTokenFile"),
        nodes=fields.many("nodes", node_settings),
        zone_redundancy=fields.integer("zoneRedundancy", 1),
        leaving=fields.texts("leavingNodes"),
        allow_shrink=fields.has("allowShrink") and fields.flag("allowShrink"),
        buckets=fields.many("buckets", bucket_settings),
        readers=fields.many("readers", reader_settings),
        wait_seconds=fields.integer("waitSeconds") if fields.has("waitSeconds") else WAIT_SECONDS,
    )
    zones = {node.role.zone for node in read.nodes}
    if len(zones) < read.zone_redundancy:
        fields.mistakes.append(f"nodes: are in {len(zones)} zones, fewer than zoneRedundancy {read.zone_redundancy}")
    for what, names in (("host", [node.host for node in read.nodes]), ("bucket", [each.name for each in read.buckets])):
        twice = sorted({name for name in names if names.count(name) > 1})
        fields.mistakes += [f"{what} {name}: named twice" for name in twice]
    return read


def read_keys(given: Settings) -> dict[Path, S3Key]:
    """The key in every file that is named, or all that is wrong with them."""
    keys: dict[Path, S3Key] = {}
    mistakes: list[str] = []
    files = [key.file for bucket in given.buckets for key in bucket.keys] + [reader.file for reader in given.readers]
    for file in dict.fromkeys(files):
        try:
            keys[file] = read_credentials(file)
        except BadSettings as problem:
            mistakes += problem.mistakes
            continue
        if not KEY_ID.fullmatch(keys[file].id) or not KEY_SECRET.fullmatch(keys[file].secret):
            mistakes.append(f"{file}: Garage takes an id of GK and 24 hexadecimal digits, and a secret of 64")
    if mistakes:
        raise BadSettings(mistakes)
    return keys


def reach(nodes: list[Node]) -> tuple[dict[str, Node], list[str]]:
    """The nodes that answer, by their ids, and the problems of the others."""
    ids: dict[str, Node] = {}
    problems: list[str] = []
    for node in nodes:
        try:
            node_id = node.id()
        except ApiError as error:
            problems.append(f"{node.host}: {error}")
            continue
        if node_id in ids:
            problems.append(f"{ids[node_id].host} and {node.host} lead to the same node")
        ids.setdefault(node_id, node)
    return ids, problems


def connect(ids: dict[str, Node]) -> list[str]:
    """Makes every node known to every other; what could not be done."""
    problems: list[str] = []
    for own, node in ids.items():
        others = [other.address(each) for each, other in ids.items() if each != own]
        try:
            if not ids.keys() <= node.connected():
                problems += [f"{node.host} does not reach {problem}" for problem in node.connect(others)]
        except ApiError as error:
            problems.append(f"{node.host}: {error}")
    return problems


def set_buckets(node: Node, given: Settings, keys: dict[Path, S3Key]) -> list[str]:
    """Sets up every bucket, whatever becomes of the others; what was refused."""
    declared = [key for bucket in given.buckets for key in bucket.keys] + given.readers
    problems = []
    for name, file in dict.fromkeys((key.name, key.file) for key in declared):
        problems += attempt(lambda: set_key(node, name, keys[file]), f"{name}: ")
    for bucket in given.buckets:
        grants = [Grant(key.name, keys[key.file], key.read, key.write) for key in bucket.keys + given.readers]
        declared_bucket = Bucket(bucket.name, bucket.quota_bytes, grants)
        problems += attempt(lambda: set_bucket(node, declared_bucket), f"{bucket.name}: ")
    return problems


def attempt(step: Callable[[], object], what: str = "") -> list[str]:
    """Does a step at once; the reason when it fails."""
    try:
        step()
    except (Refused, ApiError) as problem:
        return [f"{what}{problem}"]
    return []


def wait_until_available(node: Node, patience: Patience) -> None:
    """Waits for a quorum of every partition: a layout takes a moment to be known to all nodes."""
    while not node.is_available():
        if not patience.pause():
            raise Refused("the store has no quorum for writes")


def wanted_layout(given: Settings, ids: dict[str, Node]) -> Wanted:
    """The declared layout, with the nodes' own ids."""
    roles = {each.host: each.role for each in given.nodes}
    return Wanted(
        roles={each: roles[node.host] for each, node in ids.items()},
        hosts={each: node.host for each, node in ids.items()},
        zone_redundancy=given.zone_redundancy,
        leaving=frozenset(given.leaving),
        allow_shrink=given.allow_shrink,
    )


def set_up(
    given: Settings, keys: dict[Path, S3Key], ids: dict[str, Node], patience: Patience, whole: bool
) -> list[str]:
    """Layout and buckets by the first node that answers; what was refused."""
    # The first one always: there the second of two runs finds what the first one applied.
    first = next(iter(ids.values()))
    problems = attempt(lambda: set_layout(first, wanted_layout(given, ids))) if whole else ["not every node is reached"]
    if problems:
        # A node that is away changes no layout, but must not keep a new shard from its bucket.
        problems = [f"the layout was left as it is: {problem}" for problem in problems]
    return problems + (attempt(lambda: wait_until_available(first, patience)) or set_buckets(first, given, keys))


def work(file: Path, command: str) -> int:
    given = read_settings(file, settings)
    # To know each other, nodes need no key; where that alone is done, none is mounted.
    keys = read_keys(given) if command == "setup" else {}
    token = read_secret(given.token_file)
    patience = Patience(given.wait_seconds)
    nodes = [Node(each.host, given.admin_port, given.rpc_port, token, patience) for each in given.nodes]
    ids, problems = reach(nodes)
    problems += connect(ids)
    if command == "setup" and ids:
        problems += set_up(given, keys, ids, patience, whole=not problems)
    for problem in problems:
        log("refused", program="media_store", reason=problem)
    log("ended", command=command, nodes=len(ids), problems=len(problems))
    return FAILED if problems else DONE


def main(arguments: list[str]) -> int:
    return run(arguments, "media_store", work, commands=("setup", "connect"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
