"""E-mail addresses, read so strictly that no two programs can understand one differently."""

import re
from dataclasses import dataclass

# A narrow part of RFC 5322's dot-atom: no quotes, comments or spaces, and no %, ! or /, with which mail is routed on.
_LOCAL = re.compile(r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")

LONGEST_LOCAL = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""

LONGEST_ADDRESS = 254
"""Characters of a whole address (RFC 5321, 4.5.3.1.3, erratum 1690)."""

LONGEST_LABEL = 63
"""Characters between two dots of a domain (RFC 1035, 2.3.4)."""


class NotAnAddress(ValueError):
    """The text is not one plain e-mail address; the message never repeats it."""


@dataclass(frozen=True)
class EmailAddress:
    """One address in lower case: agents' mail systems do not tell A from a before the @ either (assumption)."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def parse_domain(text: object) -> str:
    """A domain of at least two labels in ASCII, in lower case; internationalised ones (xn--) are refused."""
    if not isinstance(text, str) or not text.isascii():
        raise NotAnAddress("the domain is not plain ASCII text")
    domain = text.lower()
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) and len(label) <= LONGEST_LABEL for label in labels):
        raise NotAnAddress("the domain is not a plain domain name")
    if any(label[2:4] == "--" for label in labels):
        raise NotAnAddress("the domain is an internationalised one")
    if not labels[-1].isalpha():
        raise NotAnAddress("the domain ends in something that is no top-level domain")
    return domain


def parse_email_address(text: object) -> EmailAddress:
    """The one address that the whole text is; nothing is trimmed, repaired or skipped."""
    if not isinstance(text, str) or not text.isascii():
        raise NotAnAddress("the address is not plain ASCII text")
    if text.count("@") != 1:
        raise NotAnAddress("the address does not have exactly one @")
    local, domain = text.split("@")
    if len(text) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL:
        raise NotAnAddress("the address is too long")
    # fullmatch, because $ would accept a line break at the end.
    if not _LOCAL.fullmatch(local):
        raise NotAnAddress("the part before the @ is not plain")
    return EmailAddress(local.lower(), parse_domain(domain))
