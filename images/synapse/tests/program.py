"""Runs a program of tchap_operations within the test, with its settings in a file."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How a run ended, and its log lines."""

    code: int
    lines: list[dict]

    def said(self, event: str) -> list[dict]:
        return [line for line in self.lines if line["event"] == event]

    @property
    def text(self) -> str:
        return json.dumps(self.lines)


def run(main: Callable[[list[str]], int], folder: Path, settings: object, *arguments: str) -> Ran:
    file = folder / "settings.json"
    file.write_text(json.dumps(settings))
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        code = main([*arguments, "--config", str(file)])
    return Ran(code, [json.loads(line) for line in output.getvalue().splitlines()])
