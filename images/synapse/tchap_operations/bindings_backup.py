"""Copies the identity server's database to the backup store while it runs, and brings it back on an empty volume.

    python -m tchap_operations.bindings_backup run --config <backup.json>
    python -m tchap_operations.bindings_backup restore --config <backup.json>

`run` makes a copy each time that something changed, and one a day; a failed round is told, counted and tried again.
`restore` does nothing where a whole database is there. Where none is, it fetches the newest copy that is whole, and only
a store that was asked and holds none makes it a first start: nothing starts empty because the store did not answer.
"""

import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from tchap_operations.bindings_backup_copy import bring_back, checked_rows, make_copy
from tchap_operations.bindings_backup_store import BackupStore, Stored, StoreError, StoreSettings, store_of
from tchap_operations.log import log
from tchap_operations.metrics import Metrics
from tchap_operations.program import DONE, Refused, run
from tchap_operations.settings import Fields, read_settings

FIGURES = (
    ("tchap_bindings_backup_success_timestamp_seconds", "gauge", "End of the last round after which the store has it."),
    ("tchap_bindings_backup_timestamp_seconds", "gauge", "When the newest copy in the store was made."),
    ("tchap_bindings_backup_age_seconds", "gauge", "Age of that copy at the end of the last round."),
    ("tchap_bindings_backup_bytes", "gauge", "Bytes of that copy, packed."),
    ("tchap_bindings_backup_rows", "gauge", "Bindings, invitations and accounts in it."),
    ("tchap_bindings_backup_failures_total", "counter", "Failed rounds."),
)


@dataclass(frozen=True)
class Settings:
    database: Path
    work: Path
    store: StoreSettings
    every_seconds: int
    at_least_seconds: int
    metrics_port: int


def settings(fields: Fields) -> Settings:
    return Settings(
        database=fields.path("database"),
        work=fields.path("workPath"),
        store=fields.one("store", store_of),
        every_seconds=fields.integer("everySeconds", 1),
        at_least_seconds=fields.integer("atLeastSeconds", 1),
        metrics_port=fields.integer("metricsPort", 1),
    )


def now() -> datetime:
    return datetime.now(timezone.utc)


def back_up(given: Settings, clock: Callable[[], datetime] = now) -> Stored:
    """One round: the newest copy in the store, made just now where something changed or a day has passed."""
    # The key is read at each round: a rotated one needs no restart.
    store = BackupStore(given.store)
    copies = store.copies()
    made = clock()
    copy = make_copy(given.database, given.work)
    newest = copies[0] if copies else None
    if newest is not None:
        if copy.rows == 0 and newest.rows > 0:
            raise Refused(f"the database is empty, and {newest.key} is not: restore it first")
        if copy.sha256 == newest.sha256 and (made - newest.time).total_seconds() < given.at_least_seconds:
            return newest
    stored = store.store(copy, made)
    log("copy stored", key=stored.key, rows=stored.rows, bytes=stored.bytes)
    return stored


def show(metrics: Metrics, stored: Stored, at: datetime) -> None:
    metrics.set("tchap_bindings_backup_success_timestamp_seconds", at.timestamp())
    metrics.set("tchap_bindings_backup_timestamp_seconds", stored.time.timestamp())
    metrics.set("tchap_bindings_backup_age_seconds", (at - stored.time).total_seconds())
    metrics.set("tchap_bindings_backup_bytes", stored.bytes)
    metrics.set("tchap_bindings_backup_rows", stored.rows)


def one_round(given: Settings, metrics: Metrics, clock: Callable[[], datetime] = now) -> None:
    """A round that fails must not end the next ones."""
    try:
        show(metrics, back_up(given, clock), clock())
    except Exception as problem:
        metrics.add("tchap_bindings_backup_failures_total", 1)
        log("round failed", error=type(problem).__name__, reason=str(problem).strip())


def keep_backed_up(given: Settings) -> int:
    metrics = Metrics()
    for figure in FIGURES:
        metrics.declare(*figure)
    metrics.add("tchap_bindings_backup_failures_total", 0)
    # From the start on, so that its age is known although no copy ever succeeds.
    metrics.set("tchap_bindings_backup_success_timestamp_seconds", now().timestamp())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = metrics.serve(given.metrics_port)
    log("started", every_seconds=given.every_seconds)
    while not stop.is_set():
        one_round(given, metrics)
        stop.wait(given.every_seconds)
    server.shutdown()
    log("stopped")
    return DONE


def restore(given: Settings) -> int:
    if given.database.exists():
        # A damaged one is refused, not replaced: whoever looks at it decides what is lost.
        log("nothing to restore", rows=checked_rows(given.database))
        return DONE
    try:
        store = BackupStore(given.store)
        copies = store.copies()
        if not copies:
            log("first start", reason="the store was asked and holds no copy")
            return DONE
        packed = given.work / "fetched.db.gz"
        for stored in copies:
            store.fetch(stored, packed)
            try:
                rows = bring_back(packed, stored.sha256, given.database)
            except Refused as reason:
                log("copy passed over", key=stored.key, reason=str(reason))
                continue
            finally:
                packed.unlink(missing_ok=True)
            log("restored", key=stored.key, made=stored.time.isoformat(), rows=rows)
            return DONE
    except StoreError as problem:
        raise Refused(f"the backup store cannot be asked, and the volume is empty: {problem}") from None
    raise Refused(f"none of {len(copies)} copies is whole, and the volume is empty")


def work(file: Path, command: str) -> int:
    given = read_settings(file, settings)
    return restore(given) if command == "restore" else keep_backed_up(given)


def main(arguments: list[str]) -> int:
    return run(arguments, "bindings_backup", work, ("run", "restore"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
