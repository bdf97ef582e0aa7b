"""A database that Synapse itself made, with a little of everything that a restore brings back."""

import atexit
import functools
import unittest
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from psycopg2.extensions import connection as Connection

from tchap_operations.database import connect
from tchap_operations.marker import make_marker, write_marker
from tests.homeserver import Homeserver
from tests.postgres import Postgres


@functools.cache
def restored() -> tuple[Postgres, Connection]:
    """PostgreSQL with Synapse's schema, once for all tests: making it takes ten seconds."""
    postgres = Postgres()
    atexit.register(postgres.stop)
    database = {"name": "psycopg2", "args": {**postgres.arguments, "cp_min": 1, "cp_max": 2}}
    server = Homeserver("s.example", database=database)
    try:
        alice = server.user("alice")
        alice.room()
        alice.ask("POST", "/_matrix/client/v3/keys/upload", {"one_time_keys": {"signed_curve25519:A": {"key": "a"}}})
    finally:
        server.stop()
    connection = connect(postgres.arguments, "test")
    make_marker(connection)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION amcheck")
    return postgres, connection


class RestoredDatabase(unittest.TestCase):
    """Each test takes its changes back itself."""

    postgres: ClassVar[Postgres]
    connection: ClassVar[Connection]

    @classmethod
    def setUpClass(cls) -> None:
        cls.postgres, cls.connection = restored()

    def setUp(self) -> None:
        write_marker(self.connection)

    @classmethod
    def sql(cls, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with cls.connection.cursor() as cursor:
            cursor.execute(statement, parameters or None)
            return [] if cursor.description is None else list(cursor.fetchall())

    def with_one_time_key(self) -> None:
        self.sql(
            "INSERT INTO e2e_one_time_keys_json (user_id, device_id, algorithm, key_id, ts_added_ms, key_json)"
            " VALUES ('@alice:s.example', 'D', 'signed_curve25519', 'A', 0, '{}') ON CONFLICT DO NOTHING"
        )

    def one_time_keys(self) -> int:
        return int(self.sql("SELECT count(*) FROM e2e_one_time_keys_json")[0][0])

    def marker_written(self, seconds_ago: float) -> datetime:
        written = datetime.now(timezone.utc) - timedelta(seconds=seconds_ago)
        self.sql("UPDATE footprint.marker SET written_at = %s", written)
        return written
