"""Keeps the local media volume bounded: what was not used lately is removed once the store has it."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tchap_operations.log import log
from tchap_operations.store import Store, StoreError

FOLDERS = ("local_content", "local_thumbnails", "remote_content", "remote_thumbnail")
"""Folders whose files Synapse gives to its storage providers (synapse/media/filepath.py); previews of links are not."""

HOUR = 3600

LEAST_AGE = HOUR
"""Seconds in which a file is never removed: it may still be written, or its upload be under way. Assumption."""


MOST_FAILURES_IN_A_ROW = 20
"""Files that may fail one after the other before a pass is given up: then it is the store that fails. Assumption."""


@dataclass(frozen=True)
class LocalFile:
    """A file of the volume; `used` is when it was last written or read, in seconds since 1970."""

    path: str
    size: int
    used: float


@dataclass
class Pass:
    """What one pass over the volume found and did."""

    files: int = 0
    bytes: int = 0
    uploaded: int = 0
    removed: int = 0
    removed_bytes: int = 0
    mismatched: int = 0
    failed: int = 0


def files(base: Path) -> Iterator[LocalFile]:
    """Every media file; links are not followed, and what vanishes meanwhile is left out."""
    for folder in FOLDERS:
        for directory, _, names in os.walk(base / folder):
            for name in names:
                file = Path(directory, name)
                try:
                    found = file.lstat()
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(found.st_mode):
                    # A volume that is mounted as usual (relatime) notes a reading once a day.
                    used = max(found.st_mtime, found.st_atime)
                    yield LocalFile(str(file.relative_to(base)), found.st_size, used)


def removal_age(volume: Iterator[LocalFile], now: float, most_seconds: float, most_bytes: int) -> tuple[float, Pass]:
    """From which age on files go, so that none is older than `most_seconds` and the others are within `most_bytes`."""
    bytes_by_hour: Counter[int] = Counter()
    seen = Pass()
    for file in volume:
        # By the hour: a volume has more files than memory should hold.
        bytes_by_hour[max(0, int((now - file.used) // HOUR))] += file.size
        seen.files += 1
        seen.bytes += file.size
    kept = 0
    for hour in sorted(bytes_by_hour):
        kept += bytes_by_hour[hour]
        if kept > most_bytes:
            return max(LEAST_AGE, min(most_seconds, hour * HOUR)), seen
    return max(LEAST_AGE, most_seconds), seen


def move(base: Path, store: Store, now: float, most_seconds: float, most_bytes: int) -> Pass:
    """One pass: uploads what the store lacks, and removes what it holds with the same size."""
    age, result = removal_age(files(base), now, most_seconds, most_bytes)
    in_a_row = 0
    for file in files(base):
        if now - file.used < age:
            continue
        try:
            move_one(base, store, file, result)
            in_a_row = 0
        except (OSError, *StoreError) as problem:
            result.failed += 1
            in_a_row += 1
            log("media not moved", path=file.path, error=type(problem).__name__, reason=str(problem))
            if in_a_row == MOST_FAILURES_IN_A_ROW:
                log("pass given up", failures_in_a_row=in_a_row)
                break
    remove_empty_folders(base, now - LEAST_AGE)
    result.files -= result.removed
    result.bytes -= result.removed_bytes
    return result


def move_one(base: Path, store: Store, file: LocalFile, result: Pass) -> None:
    """Removes one file if the store then holds as many bytes, and it did not change meanwhile."""
    local = base / file.path
    size = store.size(file.path)
    if size is None:
        store.upload(local, file.path)
        result.uploaded += 1
        size = store.size(file.path)
    if size != file.size:
        result.mismatched += 1
        log("sizes differ", path=file.path, local=file.size, store=size)
        return
    found = local.lstat()
    if found.st_size != file.size or found.st_mtime > file.used:
        # Written meanwhile: another pass sees to it.
        return
    local.unlink()
    result.removed += 1
    result.removed_bytes += file.size


def remove_empty_folders(base: Path, before: float) -> None:
    """Removes folders that became empty some time ago; Synapse may be about to write into a younger one."""
    for folder in FOLDERS:
        for directory, _, _ in os.walk(base / folder, topdown=False):
            if directory == str(base / folder):
                continue
            try:
                if os.lstat(directory).st_mtime < before:
                    os.rmdir(directory)
            except OSError:
                # Not empty, most often.
                continue
