"""Prepares a restored database once, before Synapse starts on it.

    python -m tchap_operations.restore_gate --config <gate.json>

One-time keys that were handed out since the moment of the restore would be handed out again: two devices would then
encrypt with the same key, and a message would be lost. Without them, devices make new ones. Exit code: 0 when the
database is prepared, now or before; 1 when it is no restored one or cannot be reached; 2 when the settings are wrong.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from tchap_operations.database import connect_within, homeserver_database
from tchap_operations.log import log
from tchap_operations.program import DONE, Refused, run
from tchap_operations.settings import Fields, read_settings

LOCK = 0x7265_7374_6F72_65
"""The number, "restore" in ASCII, of the lock under which one pod at a time prepares."""

WAIT_SECONDS = 300
"""Seconds in which the database must answer, when the settings name none. Assumption."""

MAKE = """
CREATE SCHEMA IF NOT EXISTS footprint;
CREATE TABLE IF NOT EXISTS footprint.restores (
    recovery text PRIMARY KEY,
    prepared_at timestamptz NOT NULL DEFAULT now(),
    one_time_keys bigint NOT NULL
)
"""


@dataclass(frozen=True)
class Settings:
    homeserver: Path
    recovery: str
    wait_seconds: int


def settings(fields: Fields) -> Settings:
    return Settings(
        homeserver=fields.path("homeserverConfig"),
        recovery=fields.text("recovery"),
        wait_seconds=fields.integer("waitSeconds") if fields.has("waitSeconds") else WAIT_SECONDS,
    )


def prepare(connection: Connection, recovery: str) -> int | None:
    """Removes the one-time keys, once for each recovery; how many there were, None when it was done before."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            removed = prepare_locked(cursor, recovery)
            # All or nothing: keys that are gone are noted, and noted ones are gone.
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
    return removed


def prepare_locked(cursor: Cursor, recovery: str) -> int | None:
    """The same within a transaction; every pod of the shard comes here at the same time."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
    cursor.execute("SELECT to_regclass('schema_version'), to_regclass('e2e_one_time_keys_json')")
    if None in (cursor.fetchone() or [None]):
        # Synapse would make a new, empty homeserver of it: all accounts and rooms would seem lost.
        raise Refused("the database holds no Synapse: nothing was restored into it")
    cursor.execute(MAKE)
    cursor.execute("SELECT 1 FROM footprint.restores WHERE recovery = %s", (recovery,))
    if cursor.fetchone() is not None:
        return None
    cursor.execute("SELECT count(*) FROM e2e_one_time_keys_json")
    row = cursor.fetchone()
    removed = 0 if row is None else int(row[0])
    cursor.execute("TRUNCATE e2e_one_time_keys_json")
    cursor.execute("INSERT INTO footprint.restores (recovery, one_time_keys) VALUES (%s, %s)", (recovery, removed))
    return removed


def work(file: Path, _command: str) -> int:
    given = read_settings(file, settings)
    connection = connect_within(homeserver_database(given.homeserver), "restore-gate", given.wait_seconds)
    try:
        removed = prepare(connection, given.recovery)
    finally:
        connection.close()
    if removed is None:
        log("prepared before", recovery=given.recovery)
    else:
        log("prepared", recovery=given.recovery, one_time_keys_removed=removed)
    return DONE


def main(arguments: list[str]) -> int:
    return run(arguments, "restore_gate", work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
