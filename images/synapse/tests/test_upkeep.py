"""The marker is written for as long as the pod runs, whatever happens to the database or the store."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import psycopg2
import yaml

from tchap_operations import upkeep
from tchap_operations.marker import read_marker
from tchap_operations.metrics import Metrics
from tests.homeserver import PACKAGES, free_port
from tests.program import run
from tests.restored import RestoredDatabase

WITHIN = 60
"""Seconds; a busy machine takes two."""


def soon(question: Callable[[], object]) -> None:
    """Waits until an answer is true."""
    end = time.monotonic() + WITHIN
    while not question():
        assert time.monotonic() < end, "too late"
        time.sleep(0.05)


def metrics() -> Metrics:
    made = Metrics()
    for figure in upkeep.FIGURES:
        made.declare(*figure)
    return made


class Marker(RestoredDatabase):
    def setUp(self) -> None:
        super().setUp()
        self.marker_written(seconds_ago=3600)
        self.metrics = metrics()
        self.task = upkeep.MarkerTask(self.postgres.arguments, self.metrics)

    def test_the_marker_says_when_it_was_written(self) -> None:
        self.task()
        written = read_marker(self.connection)
        self.assertAlmostEqual(written.timestamp(), time.time(), delta=30)
        self.assertIn(f"tchap_marker_timestamp_seconds {written.timestamp()!r}", self.metrics.text())

    def test_there_is_one_marker_only(self) -> None:
        self.task()
        self.task()
        self.assertEqual(self.sql("SELECT count(*) FROM footprint.marker"), [(1,)])
        with self.assertRaises(psycopg2.errors.CheckViolation):
            self.sql("INSERT INTO footprint.marker VALUES (2, now())")

    def test_a_connection_that_the_database_ended_is_made_anew(self) -> None:
        self.task()
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'upkeep'")
        before = self.marker_written(seconds_ago=3600)
        with self.assertRaises(psycopg2.Error):
            self.task()
        self.task()
        self.assertGreater(read_marker(self.connection), before)

    def test_a_database_without_the_table_gets_it(self) -> None:
        self.sql("DROP TABLE footprint.marker")
        self.task()
        self.assertIsNotNone(read_marker(self.connection))


class Rounds(unittest.TestCase):
    def test_a_failed_round_is_told_and_counted_and_the_next_one_comes(self) -> None:
        made, stop, rounds = metrics(), threading.Event(), []

        def task() -> None:
            rounds.append(1)
            if len(rounds) == 3:
                stop.set()
                return
            raise OSError("no route")

        output = StringIO()
        with redirect_stdout(output):
            upkeep.repeat("media", task, 0, made, stop)
        self.assertEqual(len(rounds), 3)
        self.assertIn('tchap_upkeep_failures_total{task="media"} 2.0', made.text())
        self.assertEqual([json.loads(line)["reason"] for line in output.getvalue().splitlines()], ["no route"] * 2)


class Program(RestoredDatabase):
    def setUp(self) -> None:
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        self.port = free_port()
        homeserver = self.folder / "homeserver.yaml"
        homeserver.write_text(yaml.safe_dump({"database": {"name": "psycopg2", "args": dict(self.postgres.arguments)}}))
        (self.folder / "key").write_text("[default]\naws_access_key_id = GK1\naws_secret_access_key = 1\n")
        self.settings = {
            "homeserverConfig": str(homeserver),
            "mediaPath": str(self.folder / "media"),
            "store": {
                "endpoint": f"http://127.0.0.1:{free_port()}",
                "region": "garage",
                "bucket": "finances",
                "credentialsFile": str(self.folder / "key"),
            },
            "markerSeconds": 1,
            "uploadSeconds": 1,
            "olderThanDays": 7,
            "mostBytes": 10**9,
            "metricsPort": self.port,
        }

    def figures(self) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics") as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def figure(self, name: str) -> float:
        found = re.search(rf"^{name} (\S+)$", self.figures(), re.MULTILINE)
        return float(found.group(1)) if found else 0.0

    def test_it_works_side_by_side_and_ends_when_it_is_told_to(self) -> None:
        old = self.folder / "media/local_content/aa/bb/cc"
        old.parent.mkdir(parents=True)
        old.write_bytes(b"a file that this store cannot take: nobody listens")
        os.utime(old, (0, 0))
        file = self.folder / "upkeep.json"
        file.write_text(json.dumps(self.settings))
        process = subprocess.Popen(
            [sys.executable, "-m", "tchap_operations.upkeep", "--config", str(file)],
            cwd=PACKAGES,
            stdout=subprocess.DEVNULL,
        )
        self.addCleanup(process.kill)
        soon(lambda: self.figure("tchap_media_upkeep_success_timestamp_seconds") > 0)
        start = self.figure("tchap_media_upkeep_success_timestamp_seconds")
        soon(lambda: "tchap_media_local_files 1.0" in self.figures())
        soon(lambda: self.figure("tchap_marker_timestamp_seconds") > start + 0.5)
        # A pass that failed leaves what the start said.
        self.assertEqual(self.figure("tchap_media_upkeep_success_timestamp_seconds"), start)
        self.assertTrue(old.exists())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(WITHIN), 0)

    def test_settings_that_are_wrong_end_it_at_once(self) -> None:
        self.settings["store"].pop("bucket")
        self.settings["olderThanDay"] = 7
        ran = run(upkeep.main, self.folder, self.settings)
        self.assertEqual(ran.code, 2)
        self.assertIn("store.bucket: missing", ran.text)
        self.assertIn("olderThanDay: unknown", ran.text)


if __name__ == "__main__":
    unittest.main()
