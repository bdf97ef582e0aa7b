"""Completes Synapse's configuration with secrets that it takes from no file of their own.

Synapse merges several configuration files at their top level only, so the second file must repeat a whole block.
This program takes each block from the judged file and adds the secret values to it, and nothing else:

    python -m tchap_synapse.secret_settings <homeserver.yaml> <target> [<dotted.path>=<file> …]
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

Block = dict[str, object]


class Refused(Exception):
    """Why nothing was written; the message names paths and files, never a value."""


@dataclass(frozen=True)
class Setting:
    """A setting whose value is a file's content, such as `email.smtp_pass=/run/secrets/mail-relay/password`."""

    path: tuple[str, ...]
    file: Path

    @property
    def name(self) -> str:
        return ".".join(self.path)


def parse_setting(argument: str) -> Setting:
    """Reads one `<dotted.path>=<file>`; a path of one key has no block that was judged."""
    name, equals, file = argument.partition("=")
    path = tuple(name.split("."))
    if not equals or not file or len(path) < 2 or not all(path):
        raise Refused(f"{name}: write <block>.<key>=<file>")
    return Setting(path, Path(file))


def read_secret(file: Path) -> str:
    """The file's text without the one line break at its end; empty, or with a control character, it is refused."""
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as problem:
        raise Refused(f"{file}: {problem.strerror}") from None
    except UnicodeDecodeError:
        raise Refused(f"{file}: not UTF-8") from None
    secret = text.removesuffix("\n")
    if not secret:
        raise Refused(f"{file}: empty")
    if any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in secret):
        raise Refused(f"{file}: a control character, or more than one line")
    return secret


def read_configuration(file: Path) -> Block:
    """The judged configuration, a mapping at its top level."""
    try:
        configuration = yaml.safe_load(file.read_text("utf-8"))
    except OSError as problem:
        raise Refused(f"{file}: {problem.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        # The parser's message quotes the file.
        raise Refused(f"{file}: not YAML") from None
    if not isinstance(configuration, dict):
        raise Refused(f"{file}: not a mapping")
    return configuration


def secret_blocks(configuration: Block, settings: Sequence[Setting]) -> Block:
    """The blocks that the settings name, whole, with those leaf values added."""
    for setting in settings:
        place = configuration
        for depth, key in enumerate(setting.path[:-1], start=1):
            inner = place.get(key)
            if not isinstance(inner, dict):
                state = "not a mapping" if key in place else "not in the configuration"
                raise Refused(f"{setting.name}: {'.'.join(setting.path[:depth])} is {state}")
            place = inner
        leaf = setting.path[-1]
        if leaf in place:
            raise Refused(f"{setting.name}: set already")
        place[leaf] = read_secret(setting.file)
    return {name: configuration[name] for name in dict.fromkeys(setting.path[0] for setting in settings)}


def write_private(target: Path, text: str) -> None:
    """Writes the file at once or not at all, readable by its owner only."""
    # mkstemp makes it with mode 0600.
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def main(arguments: Sequence[str]) -> int:
    """Runs the command; 0 when the file is written, 1 when something is refused, 2 when it is called wrongly."""
    if len(arguments) < 2:
        print("usage: secret_settings <homeserver.yaml> <target> [<dotted.path>=<file> …]", file=sys.stderr)
        return 2
    source, target, *rest = arguments
    try:
        settings = [parse_setting(argument) for argument in rest]
        blocks = secret_blocks(read_configuration(Path(source)), settings)
        write_private(Path(target), yaml.safe_dump(blocks, allow_unicode=True, sort_keys=False))
    except Refused as reason:
        print(f"secret_settings: {reason}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"secret_settings: {target}: {problem.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
