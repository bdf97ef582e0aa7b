"""Drills take turns: one at a time, the shard that waited longest first, and what they found is shown."""

import json
import tempfile
import time
import unittest
from contextlib import redirect_stdout
from datetime import datetime, timezone
from io import StringIO
from pathlib import Path

from tchap_operations.drill_schedule import FIGURES, Schedule, Settings, settings
from tchap_operations.kubernetes import Kubernetes
from tchap_operations.metrics import Metrics
from tchap_operations.settings import parsed
from tests.kubernetes import ApiServer

DAY = 86400
WEEK = 7 * DAY
TEMPLATE = {
    "metadata": {"labels": {"app": "restore-drill"}},
    "spec": {"backoffLimit": 0, "template": {"spec": {"containers": [{"name": "restore-drill"}]}}},
}


class DrillSchedule(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.server = ApiServer(Path(directory.name), "tchap-restore-drills")
        self.addCleanup(self.server.stop)
        self.metrics = Metrics()
        for figure in FIGURES:
            self.metrics.declare(*figure)
        for shard in ("finances", "justice", "sante"):
            self.server.put("cronjobs", self.namespace(shard), "restore-drill", spec={"jobTemplate": TEMPLATE})
        self.schedule = Schedule(self.given(), Kubernetes(self.given().access), self.metrics)

    def given(self) -> Settings:
        document = {
            "everySeconds": WEEK,
            "checkSeconds": 300,
            "metricsPort": 1,
            "cronJob": "restore-drill",
            "shards": [
                {"shard": shard, "namespace": self.namespace(shard)} for shard in ("justice", "finances", "sante")
            ],
            **self.server.access,
        }
        mistakes: list[str] = []
        read = parsed(document, "", mistakes, settings)
        self.assertEqual(mistakes, [])
        return read

    def namespace(self, shard: str) -> str:
        return f"tchap-{shard}-restore"

    def result(self, shard: str, days_ago: float, passed: bool = True) -> None:
        document = {
            "passed": passed,
            "timestampSeconds": time.time() - days_ago * DAY,
            "rtoSeconds": 1800.5,
            "rpoSeconds": 90 if passed else None,
        }
        self.server.put(
            "configmaps", self.namespace(shard), "restore-drill-result", data={"result.json": json.dumps(document)}
        )

    def job(self, shard: str, days_ago: float, over: str | None = None, owner: str = "restore-drill") -> None:
        created = datetime.fromtimestamp(time.time() - days_ago * DAY, timezone.utc)
        conditions = [] if over is None else [{"type": over, "status": "True"}]
        self.server.put(
            "jobs",
            self.namespace(shard),
            f"{owner}-{days_ago}",
            metadata={
                "creationTimestamp": f"{created:%Y-%m-%dT%H:%M:%SZ}",
                "ownerReferences": [{"kind": "CronJob", "name": owner}],
            },
            status={"conditions": conditions},
        )

    def look(self) -> list[str]:
        """The shards whose drill one round starts."""
        before = len(self.server.changes)
        with redirect_stdout(StringIO()):
            self.schedule.look()
        changed = self.server.changes[before:]
        self.assertEqual({(method, plural) for method, (plural, _, _) in changed} - {("POST", "jobs")}, set())
        return [namespace.split("-")[1] for _, (_, namespace, _) in changed]

    def test_the_shard_that_was_drilled_longest_ago_is_next(self) -> None:
        for shard, days in (("finances", 8), ("justice", 22), ("sante", 15)):
            self.result(shard, days)
        self.assertEqual(self.look(), ["justice"])

    def test_a_shard_that_was_never_drilled_comes_first(self) -> None:
        self.result("finances", 100)
        self.result("justice", 90)
        self.assertEqual(self.look(), ["sante"])

    def test_nothing_starts_before_the_time_is_over(self) -> None:
        self.result("finances", 6.9)
        self.assertEqual(self.look(), [])

    def test_nothing_starts_while_a_drill_runs_however_long_it_takes(self) -> None:
        self.job("finances", days_ago=8)
        self.assertEqual(self.look(), [])
        self.assertIn('tchap_restore_drill_running{shard="finances"} 1.0', self.metrics.text())

    def test_two_rounds_start_one_drill(self) -> None:
        self.assertEqual((self.look(), self.look()), (["finances"], []))

    def test_a_drill_that_left_no_result_is_not_started_over_and_over(self) -> None:
        self.job("finances", days_ago=1, over="Failed")
        self.assertEqual(self.look(), [])
        self.server.objects.clear()
        self.setUp()
        self.job("finances", days_ago=8, over="Failed")
        self.assertEqual(self.look(), ["justice"])

    def test_other_jobs_of_the_namespace_are_no_drills(self) -> None:
        self.job("finances", days_ago=0.1, owner="something-else")
        self.assertEqual(self.look(), ["finances"])

    def test_a_drill_is_the_job_of_the_suspended_cronjob(self) -> None:
        self.look()
        [name] = self.server.names("jobs", self.namespace("finances"))
        job = self.server.objects["jobs", self.namespace("finances"), name]
        cron_job = self.server.objects["cronjobs", self.namespace("finances"), "restore-drill"]
        self.assertRegex(name, r"^restore-drill-\d{14}$")
        self.assertEqual((job["spec"], job["metadata"]["labels"]), (TEMPLATE["spec"], {"app": "restore-drill"}))
        [owner] = job["metadata"]["ownerReferences"]
        self.assertEqual(
            (owner["kind"], owner["uid"], owner["controller"]), ("CronJob", cron_job["metadata"]["uid"], True)
        )

    def test_what_the_drills_found_is_shown(self) -> None:
        self.result("finances", 1)
        self.result("justice", 2, passed=False)
        self.look()
        text = self.metrics.text()
        for line in (
            'tchap_restore_drill_success{shard="finances"} 1.0',
            'tchap_restore_drill_success{shard="justice"} 0.0',
            'tchap_restore_drill_rto_seconds{shard="justice"} 1800.5',
            'tchap_restore_drill_rpo_seconds{shard="finances"} 90.0',
            'tchap_restore_drill_timestamp_seconds{shard="sante"} 0.0',
        ):
            self.assertIn(line, text)
        self.assertNotIn('tchap_restore_drill_rpo_seconds{shard="justice"}', text)
        self.assertNotIn('tchap_restore_drill_success{shard="sante"}', text)

    def test_nothing_starts_while_a_shard_cannot_be_seen_and_the_others_are_shown(self) -> None:
        self.job("finances", days_ago=8)
        self.result("justice", 30)
        for unseen in ("configmaps", "jobs"):
            self.server.refuses = lambda method, path, unseen=unseen: (
                403 if "tchap-finances-restore" in path and unseen in path else None
            )
            self.assertEqual(self.look(), [])
            self.assertIn("tchap_restore_drills_held 1.0", self.metrics.text())
        self.assertIn("tchap_restore_drills_failures_total 2.0", self.metrics.text())
        self.assertIn('tchap_restore_drill_success{shard="justice"} 1.0', self.metrics.text())

    def test_drills_start_again_once_every_shard_can_be_seen(self) -> None:
        self.server.refuses = lambda method, path: 403 if "tchap-finances-restore" in path else None
        self.assertEqual(self.look(), [])
        self.server.refuses = lambda method, path: None
        self.assertEqual(self.look(), ["finances"])
        self.assertIn("tchap_restore_drills_held 0.0", self.metrics.text())

    def test_an_api_server_that_does_not_answer_starts_nothing(self) -> None:
        self.server.refuses = lambda method, path: 500
        self.assertEqual(self.look(), [])
        self.server.refuses = lambda method, path: None
        self.assertEqual(self.look(), ["finances"])

    def test_a_result_that_cannot_be_read_is_none(self) -> None:
        self.server.put("configmaps", self.namespace("finances"), "restore-drill-result", data={"result.json": "{}"})
        self.result("justice", 30)
        self.result("sante", 20)
        self.assertEqual(self.look(), ["finances"])


if __name__ == "__main__":
    unittest.main()
