"""The upstream module for room access on the pinned Synapse: that it works, and what it needs."""

import unittest

from tests.homeserver import Homeserver

AGENTS = "agent.finances.example"
MODULE = {
    "module": "room_access_rules.RoomAccessRules",
    "config": {"id_server": "id.example", "domains_forbidden_when_restricted": ["agent.externe.example"]},
}
EXTERNAL = "@contractor-example.org:agent.externe.example"


class RoomAccessRulesTest(unittest.TestCase):
    server: Homeserver

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Homeserver(AGENTS, modules=[MODULE], default_room_version="11")
        cls.addClassCleanup(cls.server.stop)
        cls.agent = cls.server.user("a-finances.gouv.fr")

    def invite_external(self, room: str) -> tuple[int, dict]:
        return self.agent.ask("POST", f"/_matrix/client/v3/rooms/{room}/invite", {"user_id": EXTERNAL})

    def rule(self, name: str) -> dict:
        return {"type": "im.vector.room.access_rules", "state_key": "", "content": {"rule": name}}

    def test_a_room_is_restricted_unless_its_creator_says_otherwise(self) -> None:
        room = self.agent.room(preset="private_chat")
        rule = self.agent.ask("GET", f"/_matrix/client/v3/rooms/{room}/state/im.vector.room.access_rules/")
        self.assertEqual(rule, (200, {"rule": "restricted"}))

    def test_an_external_is_not_invited_to_a_restricted_room(self) -> None:
        status, answer = self.invite_external(self.agent.room(preset="private_chat"))
        self.assertEqual((status, answer["errcode"]), (403, "M_FORBIDDEN"))

    def test_an_external_is_invited_to_an_unrestricted_room(self) -> None:
        # Nobody is there to take the invitation: it passes the module, and then finds no server.
        status, answer = self.invite_external(self.agent.room(initial_state=[self.rule("unrestricted")]))
        self.assertNotIn("not allowed in this context", answer.get("error", ""), (status, answer))

    def test_an_external_gets_no_powers_in_an_unrestricted_room(self) -> None:
        room = self.agent.room(initial_state=[self.rule("unrestricted")])
        powers = {"users": {self.agent.id: 100, EXTERNAL: 50}}
        self.assertEqual(self.agent.send_state(room, "m.room.power_levels", "", powers)[0], 403)

    def test_rooms_of_version_12_cannot_be_created_with_it(self) -> None:
        # It writes the creator into the users of m.room.power_levels, which version 12, Synapse's default, forbids.
        status, answer = self.agent.create_room(room_version="12")
        self.assertEqual(status, 400)
        self.assertIn("must not appear in content.users", answer["error"])
