"""A drill restores, checks, measures and leaves nothing behind; and it touches nothing that is not a drill's."""

import json
import socket
import tempfile
from base64 import b64encode
from pathlib import Path
from unittest import mock

from tchap_operations import drill_database, restore_drill
from tests.kubernetes import ApiServer, Place
from tests.program import Ran, run
from tests.restored import RestoredDatabase

NAMESPACE = "tchap-finances-restore"
MARK = {"tchap/restore-drill": "true"}


class RestoreDrill(RestoredDatabase):
    def setUp(self) -> None:
        super().setUp()
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        patch = mock.patch.object(drill_database, "PAUSE", 0.01)
        patch.start()
        self.addCleanup(patch.stop)
        self.server = ApiServer(self.folder, NAMESPACE)
        self.addCleanup(self.server.stop)
        self.server.after = self.operator
        self.phases = ["Setting up primary", "Cluster in healthy state"]
        self.with_one_time_key()
        self.authority(self.postgres.authority)
        (self.folder / "password").write_text("unused: the test's PostgreSQL trusts")
        self.cluster = {
            "apiVersion": "postgresql.cnpg.io/v1",
            "kind": "Cluster",
            "metadata": {"name": "postgres", "namespace": "somewhere-else", "labels": MARK},
            "spec": {"instances": 1, "inheritedMetadata": {"labels": MARK}},
        }
        arguments = self.postgres.arguments
        self.settings = {
            "shard": "finances",
            "clusterFile": str(self.folder / "cluster.json"),
            "database": {
                "host": arguments["host"],
                "port": arguments["port"],
                "user": arguments["user"],
                "database": arguments["dbname"],
                "passwordFile": str(self.folder / "password"),
                "sslMode": "verify-full",
                "caSecret": "postgres-ca",
            },
            "rtoSeconds": 7200,
            "rpoSeconds": 300,
            "deadlineSeconds": 60,
            "cleanUpSeconds": 2,
            **self.server.access,
        }

    def authority(self, file: Path) -> None:
        """The Secret that the operator would make with the Cluster."""
        self.server.put("secrets", NAMESPACE, "postgres-ca", data={"ca.crt": b64encode(file.read_bytes()).decode()})

    def operator(self, method: str, place: Place) -> None:
        """What CloudNativePG does: a claim that inherits the labels, and one phase further at each look."""
        plural, namespace, name = place
        cluster = self.server.objects.get(place)
        if plural != "clusters" or cluster is None:
            return
        if method == "POST":
            labels = {"cnpg.io/cluster": name, **cluster["spec"]["inheritedMetadata"]["labels"]}
            self.server.put("persistentvolumeclaims", namespace, f"{name}-1", metadata={"labels": labels})
        phase = self.phases.pop(0) if len(self.phases) > 1 else self.phases[0]
        cluster["status"] = {"phase": phase, "readyInstances": int(phase == "Cluster in healthy state")}

    def drill(self) -> Ran:
        (self.folder / "cluster.json").write_text(json.dumps(self.cluster))
        return run(restore_drill.main, self.folder, self.settings)

    def result(self) -> dict:
        return json.loads(self.server.objects["configmaps", NAMESPACE, "restore-drill-result"]["data"]["result.json"])

    def left(self) -> list[str]:
        return self.server.names("clusters", NAMESPACE) + self.server.names("persistentvolumeclaims", NAMESPACE)

    def test_a_sound_restore_is_measured_and_removed(self) -> None:
        ran = self.drill()
        self.assertEqual(ran.code, 0, ran.text)
        result = self.result()
        self.assertEqual((result["shard"], result["passed"], result["reasons"]), ("finances", True, []))
        self.assertTrue(0 < result["rtoSeconds"] < 60)
        self.assertTrue(-1 < result["rpoSeconds"] < 300)
        self.assertEqual([check["passed"] for check in result["checks"]], [True] * 7)
        self.assertEqual((self.left(), self.one_time_keys()), ([], 0))

    def test_a_drill_stays_in_its_own_namespace(self) -> None:
        self.drill()
        self.assertEqual({namespace for _, (_, namespace, _) in self.server.changes}, {NAMESPACE})

    def test_a_restore_that_lost_more_than_the_objective_fails(self) -> None:
        self.marker_written(seconds_ago=400)
        ran = self.drill()
        result = self.result()
        self.assertEqual((ran.code, result["passed"], result["reasons"]), (1, False, ["check failed: marker"]))
        self.assertGreater(result["rpoSeconds"], 399)
        self.assertEqual(self.left(), [])

    def test_a_restore_that_took_longer_than_the_objective_fails(self) -> None:
        self.phases[:1] *= 200
        self.settings["rtoSeconds"] = 1
        ran = self.drill()
        self.assertEqual(ran.code, 1)
        self.assertIn("more than 1 s", str(self.result()["reasons"]))

    def test_a_database_that_never_comes_is_given_up_told_and_removed(self) -> None:
        self.phases = ["Setting up primary"]
        self.settings["deadlineSeconds"] = 1
        ran = self.drill()
        result = self.result()
        self.assertEqual((ran.code, result["passed"], result["rtoSeconds"], self.left()), (1, False, None, []))
        self.assertIn("Setting up primary", str(result["reasons"]))

    def test_a_database_of_another_authority_is_not_believed(self) -> None:
        self.authority(self.server.service_account / "ca.crt")
        with mock.patch.object(restore_drill, "CONNECT_SECONDS", 0):
            self.assertEqual(self.drill().code, 1)
        self.assertIn("certificate verify failed", str(self.result()["reasons"]))
        self.server.objects.pop(("secrets", NAMESPACE, "postgres-ca"))
        self.assertEqual(self.drill().code, 1)
        self.assertIn("postgres-ca has no ca.crt", str(self.result()["reasons"]))

    def test_a_database_that_is_no_homeservers_fails(self) -> None:
        self.sql("CREATE DATABASE nothing")
        self.addCleanup(self.sql, "DROP DATABASE nothing")
        self.settings["database"]["database"] = "nothing"
        ran = self.drill()
        self.assertEqual((ran.code, self.left()), (1, []))
        self.assertIn("nothing was restored", str(self.result()["reasons"]))

    def refused(self) -> str:
        """Why a drill did not even begin."""
        ran = self.drill()
        self.assertEqual((ran.code, self.server.changes), (1, []))
        return ran.text

    def test_a_database_that_is_no_drills_is_not_touched(self) -> None:
        self.server.put("clusters", NAMESPACE, "postgres")
        self.assertIn("postgres", self.refused())

    def test_a_volume_that_is_no_drills_is_not_touched(self) -> None:
        self.server.put(
            "persistentvolumeclaims", NAMESPACE, "postgres-1", metadata={"labels": {"cnpg.io/cluster": "x"}}
        )
        self.assertIn("postgres-1", self.refused())

    def test_another_drill_that_runs_is_left_alone(self) -> None:
        self.leftover(pod="restore-drill-1-abcde")
        self.server.put("pods", NAMESPACE, "restore-drill-1-abcde", status={"phase": "Running"})
        self.assertIn("restore-drill-1-abcde", self.refused())

    def leftover(self, pod: str) -> None:
        annotations = {"tchap/restore-drill-pod": pod}
        self.server.put("clusters", NAMESPACE, "older", metadata={"labels": MARK, "annotations": annotations})
        self.server.put("persistentvolumeclaims", NAMESPACE, "older-1", metadata={"labels": MARK})

    def test_what_a_drill_left_that_ended_before_its_time_is_removed_first(self) -> None:
        for phase in (None, "Failed"):
            self.leftover(pod="restore-drill-1-abcde")
            if phase is not None:
                self.server.put("pods", NAMESPACE, "restore-drill-1-abcde", status={"phase": phase})
            ran = self.drill()
            self.assertEqual((ran.code, self.left()), (0, []), ran.text)
            self.assertEqual(self.server.changes[0], ("DELETE", ("clusters", NAMESPACE, "older")))

    def test_a_database_that_somebody_makes_at_the_same_moment_is_theirs(self) -> None:
        def refuses(method: str, path: str) -> int | None:
            if method == "POST" and path.endswith("/clusters"):
                self.server.put("clusters", NAMESPACE, "postgres")
            return None

        self.server.refuses = refuses
        self.assertEqual(self.drill().code, 1)
        self.assertEqual(self.left(), ["postgres"])

    def test_an_api_server_that_stumbles_is_asked_again(self) -> None:
        stumbles = iter([503] * 3)
        self.server.refuses = lambda method, path: (
            next(stumbles, None) if method == "DELETE" or path.endswith("/clusters/postgres") else None
        )
        self.assertEqual((self.drill().code, self.left()), (0, []))

    def test_what_cannot_be_removed_fails_the_drill_and_is_told(self) -> None:
        self.server.refuses = lambda method, path: 403 if method == "DELETE" else None
        ran = self.drill()
        result = self.result()
        self.assertEqual((ran.code, result["passed"]), (1, False))
        self.assertIn("by hand", str(result["reasons"]))

    def test_the_pod_that_a_database_belongs_to_is_noted_on_it_and_owns_it(self) -> None:
        pod = self.server.put("pods", NAMESPACE, socket.gethostname(), status={"phase": "Running"})
        noted = []
        after = self.server.after

        def note(method: str, place: Place) -> None:
            if method == "POST" and place[0] == "clusters":
                noted.append(self.server.objects[place]["metadata"])
            after(method, place)

        self.server.after = note
        self.drill()
        [metadata] = noted
        self.assertEqual(metadata["annotations"], {"tchap/restore-drill-pod": socket.gethostname()})
        owner = {"apiVersion": "v1", "kind": "Pod", "name": socket.gethostname(), "uid": pod["metadata"]["uid"]}
        self.assertEqual(metadata["ownerReferences"], [owner])

    def test_a_cluster_without_the_mark_is_a_bad_setting(self) -> None:
        self.cluster["spec"].pop("inheritedMetadata")
        ran = self.drill()
        self.assertEqual((ran.code, self.server.changes), (2, []))
        self.assertIn("tchap/restore-drill", ran.text)

    def test_an_api_server_of_another_authority_is_not_believed(self) -> None:
        other = self.folder / "other"
        other.mkdir()
        elsewhere = ApiServer(other, NAMESPACE)
        self.addCleanup(elsewhere.stop)
        self.settings["apiServer"] = elsewhere.access["apiServer"]
        self.assertIn("certificate verify failed", self.refused())
