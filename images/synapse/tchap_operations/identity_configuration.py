"""Puts secrets into the identity server's configuration, which it takes from one file and from nowhere else.

    python -m tchap_operations.identity_configuration <sydent.conf> <target> [<section>:<option>=<file> …]

The target holds what was judged, with those options added to their sections, and is its owner's alone to read. Called
with arguments, so that the file and what becomes of it stand side by side where the pod is declared.
"""

import configparser
import io
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tchap_operations.log import log
from tchap_operations.program import BAD_SETTINGS, DONE, FAILED, Refused
from tchap_operations.settings import BadSettings, read_secret


@dataclass(frozen=True)
class Secret:
    """One option whose value is a file's line."""

    section: str
    option: str
    file: Path


def parse(argument: str) -> Secret:
    """Reads one `<section>:<option>=<file>`."""
    name, _, file = argument.partition("=")
    section, _, option = name.partition(":")
    if not (section and option and file):
        raise BadSettings([f"{argument}: write <section>:<option>=<file>"])
    return Secret(section, option, Path(file))


def completed(source: Path, secrets: Sequence[Secret]) -> str:
    """The configuration with the secrets; what is set already, or in a section that is not there, is refused."""
    # Read and written as it stands: only Sydent itself resolves references.
    parser = configparser.ConfigParser(interpolation=None, default_section="")
    try:
        parser.read_string(source.read_text("utf-8"))
    except OSError as problem:
        raise Refused(f"{source}: {problem.strerror}") from None
    except (configparser.Error, UnicodeDecodeError):
        # The parser's message quotes the file.
        raise Refused(f"{source}: no configuration in sections") from None
    for secret in secrets:
        if not parser.has_section(secret.section):
            parser.add_section(secret.section)
        if parser.has_option(secret.section, secret.option):
            raise Refused(f"{secret.section}:{secret.option}: set already")
        value = read_secret(secret.file)
        if value != value.strip() or not value.isprintable():
            raise Refused(f"{secret.file}: begins or ends with a space, or has a character that no line shows")
        # Sydent's parser takes a percent sign for the beginning of a reference, and two for one.
        parser.set(secret.section, secret.option, value.replace("%", "%%"))
    text = io.StringIO()
    parser.write(text)
    return text.getvalue()


def write_private(target: Path, text: str) -> None:
    """Writes the file whole or not at all, readable by its owner only."""
    # mkstemp makes it with mode 0600.
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def main(arguments: Sequence[str]) -> int:
    """Runs the command; 0 when the file is written, 1 when something is refused, 2 when it is called wrongly."""
    if len(arguments) < 2:
        log("settings refused", program="identity_configuration", mistakes=["give a configuration and a target"])
        return BAD_SETTINGS
    source, target, *rest = arguments
    try:
        write_private(Path(target), completed(Path(source), [parse(each) for each in rest]))
    except BadSettings as problem:
        log("settings refused", program="identity_configuration", mistakes=problem.mistakes)
        return BAD_SETTINGS
    except (Refused, OSError) as reason:
        log("refused", program="identity_configuration", reason=str(reason))
        return FAILED
    log("configuration written", program="identity_configuration", secrets=len(rest))
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
