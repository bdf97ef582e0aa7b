"""Reads a program's settings, a JSON file, and tells all of its mistakes at once."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, cast

T = TypeVar("T")


class BadSettings(Exception):
    """The settings cannot be used; every mistake is a sentence of its own."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = list(mistakes)


class Fields:
    """An object of the settings: each question notes a mistake and answers with a stand-in when a field is wrong."""

    def __init__(self, document: object, place: str, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        self._place = place
        self._asked: set[str] = set()
        if isinstance(document, dict):
            self._values = cast(dict[str, object], document)
        else:
            self._values = {}
            self.mistakes.append(f"{place or 'the file'}: must be an object")

    def has(self, key: str) -> bool:
        """Whether an optional field is given; null is the same as absent."""
        self._asked.add(key)
        return self._values.get(key) is not None

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._value(key)
        return value if isinstance(value, str) and value else self._wrong(key, "a text", "")

    def path(self, key: str) -> Path:
        """An absolute path: no program depends on the folder that it is started in."""
        value = Path(self.text(key))
        return value if value.is_absolute() else self._wrong(key, "an absolute path", value)

    def integer(self, key: str, least: int = 0) -> int:
        """A whole number, from `least` up."""
        value = self._value(key)
        is_fit = isinstance(value, int) and not isinstance(value, bool) and value >= least
        return cast(int, value) if is_fit else self._wrong(key, f"a whole number from {least} up", least)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        return value if isinstance(value, bool) else self._wrong(key, "true or false", False)

    def texts(self, key: str) -> list[str]:
        """A list of texts, empty where the field is absent."""
        value = self._values.get(key, []) if self.has(key) else []
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return cast(list[str], value)
        return self._wrong(key, "a list of texts", [])

    def one(self, key: str, parse: Callable[["Fields"], T]) -> T:
        """An object below."""
        return parsed(self._value(key), self._at(key), self.mistakes, parse)

    def many(self, key: str, parse: Callable[["Fields"], T]) -> list[T]:
        """A list of objects, empty where the field is absent."""
        value = self._values.get(key, []) if self.has(key) else []
        if not isinstance(value, list):
            return self._wrong(key, "a list", [])
        return [
            parsed(each, f"{self._at(key)}[{position}]", self.mistakes, parse) for position, each in enumerate(value)
        ]

    def refuse_others(self) -> None:
        """Notes every field that nobody asked for: a misspelt one would silently have no effect."""
        self.mistakes += [f"{self._at(key)}: unknown" for key in self._values if key not in self._asked]

    def _value(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def _wrong(self, key: str, what: str, instead: T) -> T:
        missing = self._values.get(key) is None
        self.mistakes.append(f"{self._at(key)}: {'missing, ' if missing else ''}must be {what}")
        return instead

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key


def parsed(document: object, place: str, mistakes: list[str], parse: Callable[[Fields], T]) -> T:
    """One object of a document, with nothing in it that `parse` does not know."""
    fields = Fields(document, place, mistakes)
    value = parse(fields)
    fields.refuse_others()
    return value


def read_settings(file: Path, parse: Callable[[Fields], T]) -> T:
    """The settings in a file, or BadSettings with every mistake."""
    try:
        document: object = json.loads(file.read_text("utf-8"))
    except OSError as problem:
        raise BadSettings([f"{file}: {problem.strerror}"]) from None
    except ValueError as problem:
        raise BadSettings([f"{file}: not JSON: {problem}"]) from None
    mistakes: list[str] = []
    settings = parsed(document, "", mistakes, parse)
    if mistakes:
        raise BadSettings([f"{file}: {mistake}" for mistake in mistakes])
    return settings


def read_secret(file: Path) -> str:
    """The one line of a secret's file; messages name the file, never its content."""
    try:
        secret = file.read_text("utf-8").removesuffix("\n")
    except OSError as problem:
        raise BadSettings([f"{file}: {problem.strerror}"]) from None
    except UnicodeDecodeError:
        raise BadSettings([f"{file}: not UTF-8"]) from None
    if not secret or "\n" in secret:
        raise BadSettings([f"{file}: must hold one line"])
    return secret
