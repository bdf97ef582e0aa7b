"""The bindings are copied whole, nothing good is ever replaced, and an empty volume starts empty only at first."""

import gzip
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest
from contextlib import closing, redirect_stdout
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tchap_operations import bindings_backup
from tchap_operations.bindings_backup_copy import checked_rows, make_copy
from tchap_operations.metrics import Metrics
from tchap_operations.program import Refused
from tchap_operations.settings import read_settings
from tests.bucket import BUCKET, Bucket
from tests.homeserver import free_port
from tests.program import Ran, run

START = datetime(2026, 11, 23, 21, 0, tzinfo=timezone.utc)

SCHEMA = """
CREATE TABLE local_threepid_associations (id integer primary key, address varchar(256) not null, mxid varchar(256));
CREATE TABLE invite_tokens (id integer primary key, address varchar(256) not null, token varchar(256));
CREATE TABLE accounts (user_id text primary key);
CREATE TABLE unrelated (id integer primary key, content text);
"""


class Backup(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        (self.folder / "work").mkdir()
        (self.folder / "data").mkdir()
        self.database = self.folder / "data" / "sydent.db"
        self.bucket = Bucket()
        self.addCleanup(self.bucket.stop)
        (self.folder / "key").write_text("[default]\naws_access_key_id = id\naws_secret_access_key = secret\n")
        self.time = START

    def tearDown(self) -> None:
        self.assertEqual(self.bucket.wrong, [], "the store was changed")

    @property
    def settings(self) -> dict:
        return {
            "database": str(self.database),
            "workPath": str(self.folder / "work"),
            "everySeconds": 900,
            "atLeastSeconds": 86400,
            "metricsPort": free_port(),
            "store": {
                "endpoint": self.bucket.endpoint,
                "region": "test",
                "bucket": BUCKET,
                "prefix": "bindings/",
                "credentialsFile": str(self.folder / "key"),
                "requestSeconds": 5,
            },
        }

    def given(self) -> bindings_backup.Settings:
        file = self.folder / "given.json"
        file.write_text(json.dumps(self.settings))
        return read_settings(file, bindings_backup.settings)

    def made(self, rows: int = 2) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(SCHEMA)
        self.bind(*(f"agent-{number}@finances.gouv.fr" for number in range(rows)))

    def bind(self, *addresses: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.executemany(
                "INSERT INTO local_threepid_associations (address, mxid) VALUES (?, '@a:b')", [(a,) for a in addresses]
            )

    def addresses(self) -> list[str]:
        with closing(sqlite3.connect(self.database)) as connection:
            return [a for (a,) in connection.execute("SELECT address FROM local_threepid_associations ORDER BY id")]

    def back_up(self, later: timedelta = timedelta()) -> bindings_backup.Stored:
        self.time += later
        with redirect_stdout(io.StringIO()):
            return bindings_backup.back_up(self.given(), lambda: self.time)

    def restore(self) -> Ran:
        return run(bindings_backup.main, self.folder, self.settings, "restore")

    def lost(self) -> None:
        self.database.unlink()

    def test_what_was_copied_comes_back(self) -> None:
        self.made(rows=3)
        self.back_up()
        self.lost()
        ran = self.restore()
        self.assertEqual((ran.code, ran.said("restored")[0]["rows"]), (0, 3), ran.text)
        self.assertEqual(self.addresses(), [f"agent-{number}@finances.gouv.fr" for number in range(3)])
        self.assertEqual([each.name for each in self.database.parent.iterdir()], ["sydent.db"])

    def test_the_newest_copy_comes_back(self) -> None:
        self.made(rows=1)
        self.back_up()
        self.bind("new@finances.gouv.fr")
        self.back_up(timedelta(minutes=15))
        self.lost()
        self.restore()
        self.assertEqual(self.addresses()[-1], "new@finances.gouv.fr")

    def test_nothing_is_sent_while_nothing_changes_and_once_a_day_all_the_same(self) -> None:
        self.made()
        first = self.back_up()
        self.assertEqual(self.back_up(timedelta(hours=23)), first)
        self.assertEqual(len(self.bucket.objects), 1)
        self.assertNotEqual(self.back_up(timedelta(hours=1)), first)
        self.assertEqual(len(self.bucket.objects), 2)

    def test_a_change_is_sent_under_another_name(self) -> None:
        self.made()
        first = self.back_up()
        self.bind("new@finances.gouv.fr")
        second = self.back_up(timedelta(minutes=15))
        self.assertEqual(set(self.bucket.objects), {first.key, second.key})
        self.assertLess(first.key, second.key)
        self.assertEqual((first.rows, second.rows), (2, 3))

    def test_a_name_that_is_taken_is_refused(self) -> None:
        self.made()
        stored = self.back_up()
        content = self.bucket.objects[stored.key]
        store = bindings_backup.BackupStore(self.given().store)
        with self.assertRaisesRegex(Refused, "in the store already"):
            store.store(make_copy(self.database, self.folder / "work"), self.time)
        self.assertEqual(self.bucket.objects[stored.key], content)

    def test_an_empty_database_is_not_put_before_a_copy_that_is_not(self) -> None:
        self.made()
        self.back_up()
        self.lost()
        self.made(rows=0)
        with self.assertRaisesRegex(Refused, "restore it first"):
            self.back_up(timedelta(minutes=15))
        self.assertEqual(len(self.bucket.objects), 1)

    def test_a_new_one_that_is_still_empty_is_copied(self) -> None:
        self.made(rows=0)
        self.assertEqual(self.back_up().rows, 0)
        self.bind("first@finances.gouv.fr")
        self.assertEqual(self.back_up(timedelta(minutes=15)).rows, 1)

    def test_a_damaged_database_is_not_copied(self) -> None:
        self.made(rows=2000)
        content = bytearray(self.database.read_bytes())
        content[4096 * 3 : 4096 * 5] = b"\xff" * (4096 * 2)
        self.database.write_bytes(content)
        with self.assertRaisesRegex(Refused, "damaged|not readable"):
            self.back_up()
        self.assertEqual(self.bucket.objects, {})
        # Nor is it taken for a good one at start, or replaced.
        self.assertEqual(self.restore().code, 1)
        self.assertEqual(self.database.read_bytes(), bytes(content))

    def test_damage_that_only_an_index_shows_is_found(self) -> None:
        self.made()
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute("CREATE INDEX by_content ON unrelated (content)")
            connection.executemany("INSERT INTO unrelated (content) VALUES (?)", (("first",), ("second",)))
        content = self.database.read_bytes()
        self.assertEqual(content.count(b"second"), 2)
        self.database.write_bytes(content[::-1].replace(b"dnoces", b"dnocex", 1)[::-1])
        with self.assertRaisesRegex(Refused, "damaged"):
            self.back_up()

    def test_what_is_no_database_of_sydents_is_refused(self) -> None:
        self.database.write_bytes(b"")
        with self.assertRaisesRegex(Refused, "no database of Sydent"):
            self.back_up()
        self.database.write_text("text, and no database at all" * 100)
        with self.assertRaisesRegex(Refused, "cannot be copied|not readable"):
            self.back_up()

    def test_a_database_that_is_missing_is_not_made(self) -> None:
        with self.assertRaisesRegex(Refused, "cannot be copied"):
            self.back_up()
        self.assertFalse(self.database.exists())

    def test_a_store_that_does_not_answer_stops_an_empty_start(self) -> None:
        self.made()
        self.back_up()
        self.lost()
        for code in (403, 500):
            self.bucket.fails = code
            ran = self.restore()
            self.assertEqual(ran.code, 1, ran.text)
            self.assertIn("cannot be asked", ran.said("refused")[0]["reason"])
            self.assertFalse(self.database.exists())
        self.bucket.fails = None
        self.bucket.stop()
        self.assertEqual(self.restore().code, 1)
        self.assertFalse(self.database.exists())
        self.bucket = Bucket()

    def test_a_bucket_that_is_not_there_stops_an_empty_start(self) -> None:
        settings = self.settings
        settings["store"]["bucket"] = "another"
        self.assertEqual(run(bindings_backup.main, self.folder, settings, "restore").code, 1)

    def test_a_first_start_is_empty(self) -> None:
        ran = self.restore()
        self.assertEqual(ran.code, 0, ran.text)
        self.assertEqual(len(ran.said("first start")), 1)
        self.assertFalse(self.database.exists())

    def test_a_whole_database_stays_as_it_is(self) -> None:
        self.made()
        self.back_up()
        self.bind("new@finances.gouv.fr")
        self.bucket.fails = 500
        self.assertEqual(self.restore().code, 0)
        self.assertEqual(len(self.addresses()), 3)

    def test_a_damaged_copy_is_passed_over_for_the_one_before(self) -> None:
        self.made(rows=1)
        self.back_up()
        self.bind("new@finances.gouv.fr")
        newest = self.back_up(timedelta(minutes=15))
        whole = self.bucket.objects[newest.key]
        self.lost()
        another = self.bucket.objects[min(self.bucket.objects)]
        for damaged in (another, whole[: len(whole) // 2], b"no gzip", gzip.compress(b"no database"), b""):
            self.bucket.objects[newest.key] = damaged
            ran = self.restore()
            self.assertEqual(ran.code, 0, ran.text)
            self.assertEqual(ran.said("copy passed over")[0]["key"], newest.key)
            self.assertEqual(len(self.addresses()), 1)
            self.lost()

    def test_where_no_copy_is_whole_nothing_starts(self) -> None:
        self.made()
        stored = self.back_up()
        self.lost()
        self.bucket.objects[stored.key] = b""
        ran = self.restore()
        self.assertEqual(ran.code, 1, ran.text)
        self.assertEqual(list(self.database.parent.iterdir()), [])

    def test_a_copy_made_while_agents_write_is_of_one_instant(self) -> None:
        self.made(rows=0)
        stop = threading.Event()

        def write() -> None:
            # Each binding is two rows or none.
            with closing(sqlite3.connect(self.database, timeout=30)) as connection:
                while not stop.is_set():
                    with connection:
                        connection.execute("INSERT INTO local_threepid_associations (address) VALUES ('a')")
                        connection.execute("INSERT INTO unrelated (content) VALUES (?)", ("x" * 5000,))

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(5):
                copy = make_copy(self.database, self.folder / "work")
                plain = self.folder / "plain.db"
                plain.write_bytes(gzip.decompress(copy.file.read_bytes()))
                with closing(sqlite3.connect(plain)) as connection:
                    (others,) = connection.execute("SELECT count(*) FROM unrelated").fetchone()
                self.assertEqual(checked_rows(plain), others)
        finally:
            stop.set()
            writer.join()

    def test_what_a_killed_server_left_half_done_is_not_copied(self) -> None:
        self.made(rows=3000)
        before = self.addresses()
        half = (
            "import os, sqlite3, sys\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN')\n"
            "c.execute('UPDATE local_threepid_associations SET address = mxid || address')\n"
            "os.kill(os.getpid(), 9)\n"
        )
        intact = self.database.read_bytes()
        subprocess.run([sys.executable, "-c", half, str(self.database)], check=False)
        self.assertNotEqual(self.database.read_bytes(), intact, "nothing is half done")
        self.back_up()
        self.lost()
        self.restore()
        self.assertEqual(self.addresses(), before)

    def test_figures_show_the_last_success_and_failures(self) -> None:
        self.made()
        metrics = Metrics()
        for figure in bindings_backup.FIGURES:
            metrics.declare(*figure)

        def one_round(later: timedelta) -> str:
            self.time += later
            with redirect_stdout(io.StringIO()):
                bindings_backup.one_round(self.given(), metrics, lambda: self.time)
            return metrics.text()

        text = one_round(timedelta())
        self.assertIn(f"tchap_bindings_backup_success_timestamp_seconds {START.timestamp()!r}", text)
        self.assertIn("tchap_bindings_backup_rows 2.0", text)
        self.assertIn(f"tchap_bindings_backup_bytes {float(len(next(iter(self.bucket.objects.values()))))!r}", text)
        later = START + timedelta(minutes=15)
        text = one_round(timedelta(minutes=15))
        # Nothing changed, and the store was asked: that is a success.
        self.assertIn(f"tchap_bindings_backup_success_timestamp_seconds {later.timestamp()!r}", text)
        self.assertIn("tchap_bindings_backup_age_seconds 900.0", text)
        self.bucket.fails = 403
        text = one_round(timedelta(minutes=15))
        self.assertIn(f"tchap_bindings_backup_success_timestamp_seconds {later.timestamp()!r}", text)
        self.assertIn("tchap_bindings_backup_failures_total 1.0", text)

    def test_wrong_settings_are_told_at_once(self) -> None:
        ran = run(bindings_backup.main, self.folder, {"database": "relative", "store": {}}, "run")
        self.assertEqual(ran.code, 2)
        mistakes = "\n".join(ran.said("settings refused")[0]["mistakes"])
        for part in ("database: must be an absolute path", "store.bucket: missing", "everySeconds"):
            self.assertIn(part, mistakes)
