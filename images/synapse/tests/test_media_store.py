"""The media store is brought to what is declared, once, and nothing of anybody else's is touched."""

import copy
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tchap_operations import garage, media_store
from tests.garage import TOKEN, Node, Store
from tests.homeserver import free_port
from tests.program import Ran, run

ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
GB = 10**9


def key_id(number: int) -> str:
    return f"GK{number:024x}"


class MediaStore(unittest.TestCase):
    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        patch = mock.patch.object(garage, "PAUSE", 0.01)
        patch.start()
        self.addCleanup(patch.stop)
        self.store = Store()
        self.port = free_port()
        self.nodes = {address: Node(self.store, address, self.port) for address in ADDRESSES}
        for node in self.nodes.values():
            self.addCleanup(node.stop)
        (self.folder / "token").write_text(f"{TOKEN}\n")
        self.settings = {
            "adminPort": self.port,
            "rpcPort": 3901,
            "adminTokenFile": str(self.folder / "token"),
            "zoneRedundancy": 3,
            "nodes": [
                {"host": address, "zone": f"zone-{address[-1]}", "capacityBytes": 100 * GB} for address in ADDRESSES
            ],
            "buckets": [
                {
                    "bucket": "finances",
                    "quotaBytes": 10 * GB,
                    "keys": [self.key("finances", 1, write=True), self.key("finances-restore", 2)],
                },
                {"bucket": "justice", "quotaBytes": 20 * GB, "keys": [self.key("justice", 3, write=True)]},
            ],
            "readers": [{"name": "copy", "credentialsFile": self.credentials(4)}],
            "waitSeconds": 0,
        }

    def credentials(self, number: int, secret: str = "") -> str:
        file = self.folder / f"key-{number}"
        file.write_text(
            f"[default]\naws_access_key_id = {key_id(number)}\naws_secret_access_key = {secret or f'{number:064x}'}\n"
        )
        return str(file)

    def key(self, name: str, number: int, write: bool = False) -> dict:
        return {"name": name, "credentialsFile": self.credentials(number), "read": True, "write": write}

    def set_up(self, command: str = "setup") -> Ran:
        return run(media_store.main, self.folder, self.settings, command)

    def refused(self) -> str:
        """Why a set-up was refused; the layout is as it was."""
        before = self.store.version, copy.deepcopy(self.store.roles)
        ran = self.set_up()
        self.assertEqual(ran.code, 1, ran.text)
        self.assertEqual((self.store.version, self.store.roles), before)
        return " ".join(line["reason"] for line in ran.said("refused"))

    def permissions(self, bucket: str) -> dict[str, str]:
        keys = self.store.buckets[bucket]["keys"]
        return {
            key["accessKeyId"]: "".join(name[0] for name, given in key["permissions"].items() if given) for key in keys
        }

    def test_an_empty_store_gets_its_layout_and_its_buckets(self) -> None:
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(self.store.version, 1)
        zones = {node: role["zone"] for node, role in self.store.roles.items()}
        self.assertEqual(zones, {"1" * 64: "zone-1", "2" * 64: "zone-2", "3" * 64: "zone-3"})
        self.assertEqual(self.store.redundancy, {"atLeast": 3})
        self.assertEqual(
            {name: each["quotas"]["maxSize"] for name, each in self.store.buckets.items()},
            {"finances": 10 * GB, "justice": 20 * GB},
        )
        self.assertEqual(self.permissions("finances"), {key_id(1): "rw", key_id(2): "r", key_id(4): "r"})
        self.assertEqual(self.permissions("justice"), {key_id(3): "rw", key_id(4): "r"})

    def test_a_second_run_changes_nothing(self) -> None:
        self.set_up()
        self.store.changes.clear()
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(self.store.changes, [])

    def test_every_node_knows_every_other_which_needs_no_key_and_changes_no_layout(self) -> None:
        for number in range(1, 5):
            (self.folder / f"key-{number}").unlink()
        self.assertEqual(self.set_up("connect").code, 0)
        everyone = {node.id for node in self.nodes.values()}
        self.assertEqual([node.known for node in self.nodes.values()], [everyone] * 3)
        self.assertEqual(self.store.changes, [])

    def test_a_node_that_grows_is_the_only_one_that_changes(self) -> None:
        self.set_up()
        self.settings["nodes"][1]["capacityBytes"] = 200 * GB
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual([role["capacity"] for role in self.store.roles.values()], [100 * GB, 200 * GB, 100 * GB])
        self.assertEqual(self.store.version, 2)

    def test_what_somebody_else_staged_is_neither_applied_nor_lost(self) -> None:
        self.set_up()
        self.store.staged["2" * 64] = {"zone": "elsewhere", "capacity": GB}
        self.settings["nodes"][0]["capacityBytes"] = 200 * GB
        self.assertIn("garage layout show", self.refused())
        self.assertEqual(list(self.store.staged), ["2" * 64])

    def test_what_an_earlier_run_staged_and_did_not_apply_is_applied(self) -> None:
        self.store.before["ApplyClusterLayout"] = lambda: (500, "out of order")
        self.assertIn("out of order", self.refused())
        self.assertEqual(len(self.store.staged), 3)
        del self.store.before["ApplyClusterLayout"]
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual((self.store.version, self.store.staged), (1, {}))

    def test_the_same_layout_applied_by_another_run_meanwhile_is_found(self) -> None:
        def other_run() -> None:
            self.store.apply(1)

        self.store.before["ApplyClusterLayout"] = other_run
        ran = self.set_up()
        self.assertEqual((ran.code, self.store.version), (0, 1))
        self.assertEqual(len(ran.said("layout found applied")), 1)

    def test_another_layout_applied_meanwhile_is_refused(self) -> None:
        def other_run() -> None:
            self.store.staged["1" * 64] = {"zone": "elsewhere", "capacity": 300 * GB}
            self.store.apply(1)
            del self.store.before["ApplyClusterLayout"]

        self.store.before["ApplyClusterLayout"] = other_run
        ran = self.set_up()
        self.assertEqual((ran.code, self.store.version), (1, 1))
        self.assertIn("garage layout show", ran.text)

    def test_an_answer_that_was_lost_is_looked_up_and_the_version_is_not_used_twice(self) -> None:
        def lost() -> tuple[int, str]:
            self.store.apply(1)
            return 503, "timeout"

        self.store.before["ApplyClusterLayout"] = lost
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(self.store.version, 1)

    def test_a_node_does_not_shrink_unless_that_is_said(self) -> None:
        self.set_up()
        self.settings["nodes"][0]["capacityBytes"] = 50 * GB
        self.assertIn("allowShrink", self.refused())
        self.settings["allowShrink"] = True
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(self.store.roles["1" * 64]["capacity"], 50 * GB)

    def test_a_node_that_was_replaced_leaves_only_when_it_is_named(self) -> None:
        self.set_up()
        self.nodes["127.0.0.3"].id = "4" * 64
        self.nodes["127.0.0.3"].known = {"4" * 64}
        self.assertIn("3" * 64, self.refused())
        self.settings["leavingNodes"] = ["3" * 64]
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(sorted(self.store.roles), ["1" * 64, "2" * 64, "4" * 64])

    def test_a_node_that_is_away_keeps_the_layout_and_not_a_new_shard_from_its_bucket(self) -> None:
        self.set_up()
        self.nodes["127.0.0.1"].stop()
        self.settings["nodes"][1]["capacityBytes"] = 200 * GB
        self.settings["buckets"].append({"bucket": "sante", "quotaBytes": GB, "keys": [self.key("sante", 5)]})
        self.assertIn("127.0.0.1", self.refused())
        self.assertEqual(self.permissions("sante"), {key_id(5): "r", key_id(4): "r"})

    def test_a_new_store_gets_no_layout_without_all_of_its_nodes(self) -> None:
        # Two nodes a zone: Garage itself would take a layout that lacks one.
        self.settings["nodes"].append({"host": "127.0.0.4", "zone": "zone-3", "capacityBytes": 100 * GB})
        self.assertIn("127.0.0.4", self.refused())
        self.assertEqual((self.store.version, self.store.staged), (0, {}))

    def test_a_node_that_is_not_ready_yet_is_asked_again(self) -> None:
        asked = []

        def starting() -> tuple[int, str] | None:
            asked.append(1)
            return (503, "starting") if len(asked) < 4 else None

        self.store.before["GetNodeInfo"] = starting
        self.settings["waitSeconds"] = 30
        self.assertEqual(self.set_up().code, 0)

    def test_a_key_that_the_store_has_with_another_secret_is_refused_and_the_others_are_set_up(self) -> None:
        self.set_up()
        self.credentials(1, secret="f" * 64)
        self.settings["buckets"][1]["quotaBytes"] = 30 * GB
        reason = self.refused()
        self.assertIn("another secret", reason)
        self.assertNotIn("f" * 64, reason)
        self.assertEqual(self.store.keys[key_id(1)]["secretAccessKey"], f"{1:064x}")
        self.assertEqual(self.store.buckets["justice"]["quotas"]["maxSize"], 30 * GB)

    def test_a_key_that_was_deleted_cannot_come_back(self) -> None:
        self.store.deleted_keys.add(key_id(3))
        ran = self.set_up()
        self.assertEqual(ran.code, 1)
        self.assertIn("Make a new key", ran.text)

    def test_a_declared_key_has_exactly_what_is_declared(self) -> None:
        self.settings["buckets"][0]["keys"][1]["write"] = True
        self.set_up()
        self.settings["buckets"][0]["keys"][1]["write"] = False
        self.assertEqual(self.set_up().code, 0)
        self.assertEqual(self.permissions("finances")[key_id(2)], "r")

    def test_an_undeclared_key_is_told_and_stays(self) -> None:
        self.set_up()
        every = {"read": True, "write": True, "owner": False}
        self.store.buckets["finances"]["keys"].append({"accessKeyId": key_id(9), "permissions": every})
        ran = self.set_up()
        self.assertEqual((ran.code, self.permissions("finances")[key_id(9)]), (0, "rw"))
        self.assertEqual([line["key"] for line in ran.said("undeclared access")], [key_id(9)])

    def test_a_quota_below_what_the_bucket_holds_is_refused(self) -> None:
        self.set_up()
        self.store.buckets["finances"]["bytes"] = 9 * GB
        self.settings["buckets"][0]["quotaBytes"] = 8 * GB
        self.assertIn("finances: holds", self.refused())
        self.assertEqual(self.store.buckets["finances"]["quotas"]["maxSize"], 10 * GB)

    def test_a_wrong_admin_token_is_told_without_it(self) -> None:
        (self.folder / "token").write_text("something else")
        reason = self.refused()
        self.assertIn("403", reason)
        self.assertNotIn("something else", reason)

    def test_all_mistakes_are_told_at_once(self) -> None:
        self.settings["adminPort"] = "3903"
        self.settings["nodes"].pop()
        self.settings["nodes"][0]["region"] = "x"
        ran = self.set_up()
        self.assertEqual(ran.code, 2)
        [line] = ran.said("settings refused")
        told = " ".join(line["mistakes"])
        for part in ("adminPort: must be", "nodes[0].region: unknown", "2 zones"):
            self.assertIn(part, told)
        self.assertEqual(self.store.changes, [])

    def test_a_secret_that_garage_would_not_take_is_told_by_its_file(self) -> None:
        self.credentials(1, secret="too short")
        (self.folder / "key-3").write_text("no section")
        ran = self.set_up()
        self.assertEqual(ran.code, 2)
        for name in ("key-1", "key-3"):
            self.assertIn(name, ran.text)
        self.assertNotIn("too short", ran.text)


if __name__ == "__main__":
    unittest.main()
