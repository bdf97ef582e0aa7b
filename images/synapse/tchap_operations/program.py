"""What every program here has in common: its `--config`, and how it tells that it failed."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from tchap_operations.log import log
from tchap_operations.settings import BadSettings

DONE = 0
FAILED = 1
BAD_SETTINGS = 2


class Refused(Exception):
    """Why nothing more was done: a sentence for whoever must put it right, without a secret."""


def run(arguments: Sequence[str], name: str, work: Callable[[Path, str], int], commands: Sequence[str] = ()) -> int:
    """Runs `work` with the settings' file and the command: 0 done, 1 failed or refused, 2 called or set wrongly."""
    parser = argparse.ArgumentParser(prog=f"tchap_operations.{name}")
    if commands:
        parser.add_argument("command", choices=commands)
    parser.add_argument("--config", type=Path, required=True, help="the settings, a JSON file")
    given = parser.parse_args(arguments)
    try:
        return work(given.config, given.command if commands else "")
    except BadSettings as problem:
        log("settings refused", program=name, mistakes=problem.mistakes)
        return BAD_SETTINGS
    except Refused as reason:
        log("refused", program=name, reason=str(reason))
        return FAILED
