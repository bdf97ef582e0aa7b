"""What a restore must not have lost or broken is found: each check passes, and fails on its own damage."""

import hashlib
import io
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tchap_operations import restore_verify
from tchap_operations.restore_checks import CHECKS, Outcome, Restored, run_checks
from tests.program import Ran, run
from tests.restored import RestoredDatabase

CONTENT = b"a photo"


class Body(io.BytesIO):
    """As botocore gives an object's content."""

    def iter_chunks(self, size: int):
        return iter(lambda: self.read(size), b"")


class StandIn:
    """Not a store: objects by path."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects = objects

    def size(self, path: str) -> int | None:
        return len(self.objects[path]) if path in self.objects else None

    def read(self, path: str) -> Body | None:
        return Body(self.objects[path]) if path in self.objects else None


class RestoreVerify(RestoredDatabase):
    def setUp(self) -> None:
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        (self.folder / "password").write_text("unused: the test's PostgreSQL trusts")
        self.sql("TRUNCATE e2e_one_time_keys_json")
        self.sql("DELETE FROM local_media_repository")
        self.store = StandIn({})

    def outcomes(self, **changes: object) -> dict[str, Outcome]:
        usual = {
            "connection": self.connection,
            "reference": datetime.now(timezone.utc),
            "has_target": False,
            "rpo_seconds": 300,
            "one_time_keys_empty": True,
            "may_be_empty": False,
            "store": self.store,
            "sample": 20,
        }
        return {each.name: each for each in run_checks(Restored(**{**usual, **changes}))}

    def failed(self, **changes: object) -> list[str]:
        return [name for name, each in self.outcomes(**changes).items() if not each.passed]

    def media(
        self, media_id: str, content: bytes = CONTENT, checksum: bool = True, stored: bytes | None = CONTENT
    ) -> None:
        digest = hashlib.sha256(content).hexdigest() if checksum else None
        self.sql(
            "INSERT INTO local_media_repository (media_id, media_type, media_length, created_ts, sha256)"
            " VALUES (%s, 'image/png', %s, 0, %s)",
            *(media_id, len(content), digest),
        )
        if stored is not None:
            self.store.objects[f"local_content/{media_id[:2]}/{media_id[2:4]}/{media_id[4:]}"] = stored

    def test_a_sound_restore_passes_every_check(self) -> None:
        self.media("aabbcc")
        self.media("aabbdd", checksum=False)
        outcomes = self.outcomes()
        self.assertEqual([name for name, each in outcomes.items() if not each.passed], [])
        self.assertEqual(list(outcomes), [name for name, _ in CHECKS])
        self.assertGreater(outcomes["indexes"].facts["indexes"], 100)
        self.assertGreater(outcomes["stream"].facts["last_stream_ordering"], 5)
        self.assertEqual(outcomes["media"].facts, {"sampled": 2, "hashed": 1, "reasons": []})

    def test_a_marker_that_is_too_old_is_lost_time(self) -> None:
        self.marker_written(seconds_ago=301)
        outcomes = self.outcomes()
        self.assertFalse(outcomes["marker"].passed)
        self.assertAlmostEqual(outcomes["marker"].facts["age_seconds"], 301, delta=30)

    def test_a_marker_after_the_moment_that_was_asked_for_was_not_to_be_there(self) -> None:
        written = self.marker_written(seconds_ago=60)
        earlier, later = written - timedelta(seconds=1), written + timedelta(seconds=1)
        self.assertEqual(self.failed(reference=earlier, has_target=True), ["marker"])
        self.assertEqual(self.failed(reference=later, has_target=True), [])

    def test_one_time_keys_that_are_left_fail_where_they_had_to_go(self) -> None:
        self.with_one_time_key()
        self.assertEqual(self.failed(), ["one-time keys"])
        self.assertEqual(self.failed(one_time_keys_empty=False), [])

    def test_rooms_without_events_are_no_homeserver(self) -> None:
        self.without("events")
        self.assertEqual(self.failed(), ["rows", "stream"])
        self.assertEqual(self.failed(may_be_empty=True), ["rows"])

    def test_a_database_that_nobody_used_is_no_homeserver_unless_it_may_be(self) -> None:
        for table in ("events", "rooms", "users"):
            self.without(table)
        outcomes = self.outcomes()
        self.assertEqual(outcomes["rows"].facts["reasons"], ["users: no rows", "events: no rows"])
        self.assertEqual(outcomes["stream"].facts["reasons"], ["no event has a number above 0"])
        self.assertEqual(self.failed(), ["rows", "stream"])
        self.assertEqual(self.failed(may_be_empty=True), [])
        self.assertEqual((self.verify().code, self.verify(mayBeEmpty=True).code), (1, 0))

    def test_events_of_the_past_alone_are_no_homeserver(self) -> None:
        self.without("events")
        self.sql("INSERT INTO events SELECT * FROM events_kept LIMIT 1")
        self.sql("UPDATE events SET stream_ordering = -1")
        self.assertEqual((self.failed(), self.failed(may_be_empty=True)), (["stream"], ["stream"]))

    def test_a_homeserver_without_accounts_is_none(self) -> None:
        self.without("users")
        self.assertEqual(self.failed(), ["rows"])

    def without(self, table: str) -> None:
        self.sql(f"ALTER TABLE {table} RENAME TO {table}_kept")
        self.addCleanup(self.sql, f"DROP TABLE {table}; ALTER TABLE {table}_kept RENAME TO {table}")
        self.sql(f"CREATE TABLE {table} (LIKE {table}_kept)")

    def test_an_event_without_its_content_is_found(self) -> None:
        self.sql("UPDATE event_json SET event_id = event_id || 'x' WHERE event_id = (SELECT max(event_id) FROM events)")
        self.addCleanup(self.sql, "UPDATE event_json SET event_id = rtrim(event_id, 'x') WHERE event_id LIKE '%%x'")
        self.assertEqual(self.failed(), ["stream"])

    def test_a_sequence_that_would_number_events_twice_is_found(self) -> None:
        [[last]] = self.sql("SELECT last_value FROM events_stream_seq")
        self.sql("SELECT setval('events_stream_seq', 1)")
        self.addCleanup(self.sql, "SELECT setval('events_stream_seq', %s)", last)
        self.assertEqual(self.failed(), ["stream"])

    def test_an_index_that_lost_a_row_is_found(self) -> None:
        self.sql("CREATE TABLE damaged (id int)")
        self.addCleanup(self.sql, "DROP TABLE damaged")
        self.sql("CREATE INDEX damaged_index ON damaged (id)")
        # A superuser may tell PostgreSQL that an index is not to be kept.
        self.sql(
            "UPDATE pg_index SET indisready = false, indisvalid = false WHERE indexrelid = 'damaged_index'::regclass"
        )
        self.sql("INSERT INTO damaged VALUES (1)")
        self.sql(
            "UPDATE pg_index SET indisready = true, indisvalid = true WHERE indexrelid = 'damaged_index'::regclass"
        )
        outcomes = self.outcomes()
        self.assertEqual([name for name, each in outcomes.items() if not each.passed], ["indexes"])
        self.assertIn("damaged_index", str(outcomes["indexes"].facts["reasons"]))

    def test_media_that_is_missing_or_other_is_found(self) -> None:
        for media_id, stored in (("aabbcc", None), ("aabbdd", b"another"), ("aabbee", b"short")):
            self.media(media_id, stored=stored)
        reasons = self.outcomes()["media"].facts["reasons"]
        self.assertEqual(
            sorted(reasons),
            ["aabbcc: not in the store", "aabbdd: other content", "aabbee: 5 bytes instead of 7"],
        )

    def test_media_of_which_none_can_be_compared_is_told(self) -> None:
        self.assertEqual(self.failed(), [])
        self.media("aabbcc")
        self.sql("UPDATE local_media_repository SET media_length = NULL")
        self.assertEqual(self.failed(), ["media"])

    def test_a_check_that_cannot_be_made_has_failed_and_the_others_are_made(self) -> None:
        self.sql("DROP EXTENSION amcheck")
        self.addCleanup(self.sql, "CREATE EXTENSION amcheck")
        self.assertEqual(self.failed(), ["indexes"])

    def verify(self, **changes: object) -> Ran:
        arguments = self.postgres.arguments
        database = {
            "host": arguments["host"],
            "port": arguments["port"],
            "user": arguments["user"],
            "database": arguments["dbname"],
            "passwordFile": str(self.folder / "password"),
            "sslMode": "disable",
        }
        usual = {"database": database, "rpoSeconds": 300, "targetTime": None, "oneTimeKeysEmpty": True}
        return run(restore_verify.main, self.folder, {**usual, **changes})

    def test_the_program_says_each_check_and_ends_with_all(self) -> None:
        ran = self.verify()
        self.assertEqual(ran.code, 0)
        self.assertEqual([line["name"] for line in ran.said("check")], [name for name, _ in CHECKS])
        self.assertEqual((ran.lines[-1]["event"], ran.lines[-1]["passed"]), ("verified", True))

    def test_the_program_fails_with_one_check(self) -> None:
        self.marker_written(seconds_ago=3600)
        ran = self.verify()
        self.assertEqual((ran.code, ran.lines[-1]["passed"]), (1, False))

    def test_a_moment_without_a_time_zone_is_a_bad_setting(self) -> None:
        for moment in ("2026-11-23T02:00:00", "yesterday"):
            self.assertEqual(self.verify(targetTime=moment).code, 2)
        self.assertEqual(self.verify(homeserverConfig="/etc/synapse/homeserver.yaml").code, 2)
