"""One row that says when it was written: what a restored database lost is told by it."""

from datetime import datetime

from psycopg2.extensions import connection as Connection

MAKE = """
CREATE SCHEMA IF NOT EXISTS footprint;
CREATE TABLE IF NOT EXISTS footprint.marker (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    written_at timestamptz NOT NULL
)
"""

WRITE = """
INSERT INTO footprint.marker (written_at) VALUES (now())
ON CONFLICT (id) DO UPDATE SET written_at = EXCLUDED.written_at
RETURNING written_at
"""


def make_marker(connection: Connection) -> None:
    """Makes the table where it is missing; the database's owner may."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)


def write_marker(connection: Connection) -> datetime:
    """Writes the marker with the database's own clock; it has come back when the standby has it, too."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE)
        row = cursor.fetchone()
    assert row is not None
    written: datetime = row[0]
    return written


def read_marker(connection: Connection) -> datetime | None:
    """When the marker was written; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('footprint.marker') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return None
        cursor.execute("SELECT written_at FROM footprint.marker")
        row = cursor.fetchone()
    return None if row is None else row[0]
