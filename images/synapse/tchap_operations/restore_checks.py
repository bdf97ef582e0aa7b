"""What is asked of a restored homeserver before anyone trusts it: each check by its name."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection

from tchap_operations.marker import read_marker
from tchap_operations.store import Store, StoreError

WHOLE_TABLE_BYTES = 1024**3
"""Tables up to this size are also searched for rows that an index lacks: that reads the whole table, and 1 GiB takes
seconds. Of all others, the structure of each index is checked, which reads the index once. Assumption."""

MOST_REASONS = 10
"""Reasons that one check names: the first ones say enough."""

CHUNK = 1024**2
"""Bytes of an object in memory at once."""

BTREES = """
SELECT class.oid, class.oid::regclass::text, pg_table_size(indrelid) <= %s
FROM pg_index JOIN pg_class class ON class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
WHERE amname = 'btree' AND relkind = 'i' AND relpersistence = 'p' AND indisvalid AND indisready
ORDER BY class.oid
"""

COUNTED = ("users", "devices", "rooms", "events", "local_media_repository")
"""Tables whose rows are counted: one scan of each."""

ORPHANS = """
SELECT count(*) FROM (SELECT event_id FROM events ORDER BY stream_ordering DESC LIMIT 1000) latest
WHERE NOT EXISTS (SELECT 1 FROM event_json WHERE event_json.event_id = latest.event_id)
"""

SAMPLE = """
SELECT media_id, media_length, sha256 FROM local_media_repository
WHERE url_cache IS NULL AND media_length IS NOT NULL ORDER BY random() LIMIT %s
"""


@dataclass(frozen=True)
class Restored:
    """A restored homeserver, and what is expected of it."""

    connection: Connection
    # The moment that was asked for; or, where none was, the one from which the loss counts.
    reference: datetime
    has_target: bool
    rpo_seconds: int
    one_time_keys_empty: bool
    # Whether a homeserver without accounts and events may be sound.
    may_be_empty: bool
    store: Store | None
    sample: int

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return list(cursor.fetchall())


@dataclass(frozen=True)
class Outcome:
    """Whether a check passed, and the figures that say why."""

    name: str
    passed: bool
    facts: dict[str, object]


Check = Callable[[Restored], tuple[bool, dict[str, object]]]


def schema(restored: Restored) -> tuple[bool, dict[str, object]]:
    """Synapse's own schema is there."""
    versions = [row[0] for row in restored.rows("SELECT version FROM schema_version")]
    return len(versions) == 1, {"schema_version": versions[0] if versions else None}


def indexes(restored: Restored) -> tuple[bool, dict[str, object]]:
    """Every B-tree index is sound (amcheck's bt_index_check)."""
    found = restored.rows(BTREES, WHOLE_TABLE_BYTES)
    reasons: list[str] = []
    for index, name, whole in found:
        try:
            restored.rows("SELECT bt_index_check(%s::oid::regclass, %s)", index, whole)
        except (psycopg2.errors.UndefinedFunction, psycopg2.errors.InsufficientPrivilege) as problem:
            return False, {"reasons": [first_line(problem)]}
        except psycopg2.errors.UndefinedTable:
            # Dropped meanwhile.
            continue
        except psycopg2.Error as problem:
            reasons.append(f"{name}: {first_line(problem)}")
    whole_tables = sum(1 for _, _, whole in found if whole)
    facts: dict[str, object] = {"indexes": len(found), "with_all_rows": whole_tables}
    return bool(found) and not reasons, {**facts, "unsound": len(reasons), "reasons": reasons[:MOST_REASONS]}


def rows(restored: Restored) -> tuple[bool, dict[str, object]]:
    """Rows of the main tables: there are accounts and events, at least where there are rooms."""
    counts = {table: int(restored.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in COUNTED}
    required = () if restored.may_be_empty and counts["rooms"] == 0 else ("users", "events")
    reasons = [f"{table}: no rows" for table in required if counts[table] == 0]
    return not reasons, {**counts, "reasons": reasons}


def stream(restored: Restored) -> tuple[bool, dict[str, object]]:
    """There is a last event, it is whole, and no number of an event will be given twice."""
    last = restored.rows("SELECT max(stream_ordering) FROM events")[0][0]
    given = restored.rows("SELECT last_value FROM events_stream_seq")[0][0]
    orphans = restored.rows(ORPHANS)[0][0]
    reasons = []
    # Numbers from 0 down are of events that were fetched from the past.
    if (last is None or last <= 0) and not (last is None and restored.may_be_empty):
        reasons.append("no event has a number above 0")
    if last is not None and last > given:
        reasons.append(f"the sequence is at {given}, behind the last event")
    if orphans > 0:
        reasons.append(f"{orphans} of the last events have no content")
    facts = {"last_stream_ordering": last, "sequence": given, "events_without_content": orphans}
    return not reasons, {**facts, "reasons": reasons}


def marker(restored: Restored) -> tuple[bool, dict[str, object]]:
    """The marker is not later than the moment that was asked for, and not older than may be lost."""
    written = read_marker(restored.connection)
    if written is None:
        return False, {"reasons": ["there is no marker"]}
    age = (restored.reference - written).total_seconds()
    is_late = restored.has_target and age < 0
    facts: dict[str, object] = {"written_at": written.isoformat(), "age_seconds": round(age, 3)}
    return age <= restored.rpo_seconds and not is_late, {**facts, "rpo_seconds": restored.rpo_seconds}


def one_time_keys(restored: Restored) -> tuple[bool, dict[str, object]]:
    """No one-time key is left to be handed out a second time."""
    count = int(restored.rows("SELECT count(*) FROM e2e_one_time_keys_json")[0][0])
    return count == 0 or not restored.one_time_keys_empty, {"one_time_keys": count}


def media(restored: Restored) -> tuple[bool, dict[str, object]]:
    """The store has what the database knows: the same bytes, or as many where Synapse noted no checksum."""
    if restored.store is None:
        return True, {"sampled": 0}
    sampled = restored.rows(SAMPLE, restored.sample)
    reasons = []
    if not sampled and restored.rows("SELECT EXISTS (SELECT 1 FROM local_media_repository)")[0][0]:
        reasons.append("local_media_repository has rows, and none of a file that could be compared")
    hashed = 0
    for media_id, length, checksum in sampled:
        path = f"local_content/{media_id[:2]}/{media_id[2:4]}/{media_id[4:]}"
        size, digest = measured(restored.store, path, checksum is not None)
        hashed += digest is not None
        if size is None:
            reasons.append(f"{media_id}: not in the store")
        elif size != length:
            reasons.append(f"{media_id}: {size} bytes instead of {length}")
        elif digest is not None and digest != checksum:
            reasons.append(f"{media_id}: other content")
    return not reasons, {"sampled": len(sampled), "hashed": hashed, "reasons": reasons[:MOST_REASONS]}


def measured(store: Store, path: str, hashing: bool) -> tuple[int | None, str | None]:
    """Bytes of an object, and its SHA-256 where that is asked for."""
    if not hashing:
        return store.size(path), None
    body = store.read(path)
    if body is None:
        return None, None
    digest = hashlib.sha256()
    size = 0
    for chunk in body.iter_chunks(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


CHECKS: tuple[tuple[str, Check], ...] = (
    ("schema", schema),
    ("marker", marker),
    ("one-time keys", one_time_keys),
    ("rows", rows),
    ("stream", stream),
    ("media", media),
    # Last: it takes longest.
    ("indexes", indexes),
)


def run_checks(restored: Restored) -> list[Outcome]:
    """Every check, whatever becomes of the others; one that cannot be made has failed."""
    outcomes = []
    for name, check in CHECKS:
        try:
            passed, facts = check(restored)
        except (psycopg2.Error, OSError, *StoreError) as problem:
            passed, facts = False, {"reasons": [first_line(problem)]}
        outcomes.append(Outcome(name, passed, facts))
    return outcomes


def first_line(problem: BaseException) -> str:
    """What happened, without the statement that the driver adds."""
    lines = str(problem).strip().splitlines()
    return lines[0] if lines else type(problem).__name__
