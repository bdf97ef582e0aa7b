"""A restored database is prepared once, whole, and only when it is one."""

import tempfile
import threading
from pathlib import Path

import yaml

from tchap_operations import restore_gate
from tchap_operations.database import connect
from tests.program import Ran, run
from tests.restored import RestoredDatabase


class RestoreGate(RestoredDatabase):
    def setUp(self) -> None:
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        self.sql("DROP TABLE IF EXISTS footprint.restores")
        self.with_one_time_key()

    def gate(self, recovery: str = "postgres-20261123", **arguments: object) -> Ran:
        homeserver = self.folder / "homeserver.yaml"
        pool = {"cp_min": 5, "cp_max": 10}
        args = {**self.postgres.arguments, **pool, **arguments}
        homeserver.write_text(yaml.safe_dump({"database": {"name": "psycopg2", "args": args}}))
        settings = {"homeserverConfig": str(homeserver), "recovery": recovery, "waitSeconds": 0}
        return run(restore_gate.main, self.folder, settings)

    def test_the_one_time_keys_are_gone_before_synapse_starts(self) -> None:
        ran = self.gate()
        self.assertEqual((ran.code, self.one_time_keys()), (0, 0))
        self.assertEqual(ran.said("prepared")[0]["one_time_keys_removed"], 1)

    def test_keys_that_devices_made_since_then_stay(self) -> None:
        self.gate()
        self.with_one_time_key()
        ran = self.gate()
        self.assertEqual((ran.code, self.one_time_keys(), len(ran.said("prepared before"))), (0, 1, 1))

    def test_another_recovery_is_prepared_again(self) -> None:
        self.gate()
        self.with_one_time_key()
        self.assertEqual((self.gate("postgres-20261124").code, self.one_time_keys()), (0, 0))

    def test_pods_that_come_together_prepare_once(self) -> None:
        removed = []

        def pod() -> None:
            connection = connect(self.postgres.arguments, "test")
            removed.append(restore_gate.prepare(connection, "postgres-20261123"))
            connection.close()

        pods = [threading.Thread(target=pod) for _ in range(6)]
        for each in pods:
            each.start()
        for each in pods:
            each.join()
        self.assertEqual(sorted(removed, key=str), [1] + [None] * 5)

    def test_what_cannot_be_noted_is_not_done(self) -> None:
        self.gate("another")
        self.with_one_time_key()
        self.sql("ALTER TABLE footprint.restores ADD CHECK (recovery = 'another')")
        connection = connect(self.postgres.arguments, "test")
        self.addCleanup(connection.close)
        with self.assertRaises(Exception):
            restore_gate.prepare(connection, "postgres-20261123")
        self.assertEqual(self.one_time_keys(), 1)

    def test_an_empty_database_is_refused_and_stays_empty(self) -> None:
        self.sql("CREATE DATABASE empty")
        ran = self.gate(dbname="empty")
        self.assertEqual(ran.code, 1)
        self.assertIn("nothing was restored", ran.text)

    def test_a_database_that_does_not_answer_is_told(self) -> None:
        ran = self.gate(port=1)
        self.assertEqual(ran.code, 1)
        self.assertIn("no database", ran.text)

    def test_a_homeserver_without_postgresql_is_a_bad_setting(self) -> None:
        homeserver = self.folder / "homeserver.yaml"
        homeserver.write_text("database: {name: sqlite3}")
        settings = {"homeserverConfig": str(homeserver), "recovery": "x"}
        self.assertEqual(run(restore_gate.main, self.folder, settings).code, 2)
