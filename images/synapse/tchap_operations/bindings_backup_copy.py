"""A consistent copy of the identity server's database, made while it is used, and what tells a good one."""

import gzip
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tchap_operations.program import Refused

ROWS = ("local_threepid_associations", "invite_tokens", "accounts")
"""Tables of Sydent that hold what nobody can make again (branch dinsic, sydent/db)."""

BLOCK = 1024 * 1024
"""Bytes read at a time."""


@dataclass(frozen=True)
class Copy:
    """One copy, packed: what it holds, and how it is known again."""

    file: Path
    sha256: str
    """Of the database as it was, so that two copies of the same are told to be."""
    rows: int
    bytes: int


def _opened(database: Path, mode: str) -> sqlite3.Connection:
    # Never made: an empty file would pass for a database.
    return sqlite3.connect(f"{database.as_uri()}?mode={mode}", uri=True, timeout=30)


def checked_rows(database: Path) -> int:
    """Rows of a database that is whole, or why it is none."""
    try:
        with closing(_opened(database, "ro")) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if found != ("ok",):
                raise Refused(f"{database}: damaged: {found[0]}")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            missing = [name for name in ROWS if name not in tables]
            if missing:
                raise Refused(f"{database}: no database of Sydent: without {', '.join(missing)}")
            return sum(int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ROWS)
    except sqlite3.Error as problem:
        raise Refused(f"{database}: not readable as a database: {problem}") from None


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def make_copy(database: Path, work: Path) -> Copy:
    """A copy of what is committed at one instant, in `work`, whose former copy goes."""
    plain, packed = work / "copy.db", work / "copy.db.gz"
    for former in (plain, packed):
        former.unlink(missing_ok=True)
    try:
        # For writing, though nothing is written: what a killed server left half done must first be rolled back.
        with closing(_opened(database, "rw")) as source, closing(sqlite3.connect(plain)) as target:
            # In one step, so that no writer comes between two and makes it start again.
            source.backup(target)
    except sqlite3.Error as problem:
        raise Refused(f"{database}: cannot be copied: {problem}") from None
    rows = checked_rows(plain)
    with plain.open("rb") as content, packed.open("wb") as file:
        # Without time and name: the same database gives the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=6, mtime=0) as target_file:
            shutil.copyfileobj(content, target_file, BLOCK)
    copy = Copy(file=packed, sha256=digest(plain), rows=rows, bytes=packed.stat().st_size)
    plain.unlink()
    return copy


def bring_back(packed: Path, sha256: str, database: Path) -> int:
    """Puts a copy where the database belongs, whole or not at all; its rows. The place must be empty."""
    plain = database.with_name(f".{database.name}.restored")
    try:
        try:
            with gzip.open(packed, "rb") as content, plain.open("wb") as file:
                shutil.copyfileobj(content, file, BLOCK)
                file.flush()
                os.fsync(file.fileno())
        except (EOFError, gzip.BadGzipFile, OSError) as problem:
            raise Refused(f"{packed}: cannot be unpacked: {problem}") from None
        if digest(plain) != sha256:
            raise Refused(f"{packed}: not what was stored: another checksum")
        rows = checked_rows(plain)
        os.replace(plain, database)
    finally:
        plain.unlink(missing_ok=True)
    folder = os.open(database.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return rows
