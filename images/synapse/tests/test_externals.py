"""The externals' rules on a real Synapse, and the callbacks by themselves where it takes a second server."""

import asyncio
import time
import unittest
from types import SimpleNamespace

from synapse.module_api import NOT_SPAM
from synapse.module_api.errors import Codes, ConfigError

from tchap_synapse.externals import Externals, ExternalsConfig
from tests.homeserver import Answer, Homeserver

EXTERNALS = "agent.externe.example"
TOLD_WITHIN = 60
"""Seconds; usually one."""

MODULE = {"module": "tchap_synapse.externals.Externals", "config": {"server_name": EXTERNALS}}


class ExternalsTest(unittest.TestCase):
    server: Homeserver

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Homeserver(EXTERNALS, modules=[MODULE], user_directory={"search_all_users": True})
        cls.addClassCleanup(cls.server.stop)
        # Rooms have to come from someone: on this server only its administrator can make them.
        cls.admin = cls.server.user("admin", admin=True)
        cls.external = cls.server.user("contractor-example.org")
        cls.other = cls.server.user("other-example.org")

    def assert_forbidden(self, answer: Answer) -> None:
        self.assertEqual((answer[0], answer[1].get("errcode")), (403, "M_FORBIDDEN"), answer)

    def assert_done(self, answer: Answer) -> None:
        self.assertEqual(answer[0], 200, answer)

    def room_with_external(self, **request: object) -> str:
        """A room of the administrator in which the external has the power to do everything."""
        room = self.admin.room(room_version="11", preset="private_chat", **request)
        self.assert_done(self.admin.invite(room, self.external))
        self.assert_done(self.external.join(room))
        powers = {"users": {self.admin.id: 100, self.external.id: 100}}
        self.assert_done(self.admin.send_state(room, "m.room.power_levels", "", powers))
        return room

    def test_an_external_cannot_create_a_room(self) -> None:
        for request in (
            {},
            {"preset": "public_chat", "visibility": "public", "room_alias_name": "forum"},
            {"is_direct": True, "preset": "trusted_private_chat", "invite": [self.other.id]},
            {"creation_content": {"type": "m.space"}},
        ):
            with self.subTest(repr(request)):
                self.assert_forbidden(self.external.create_room(**request))

    def test_an_external_cannot_replace_a_room_by_a_new_version(self) -> None:
        room = self.room_with_external()
        for version in ("11", "12"):
            path = f"/_matrix/client/v3/rooms/{room}/upgrade"
            self.assert_forbidden(self.external.ask("POST", path, {"new_version": version}))
        status, _ = self.external.ask("GET", f"/_matrix/client/v3/rooms/{room}/state/m.room.tombstone")
        self.assertEqual(status, 404)

    def test_an_external_joins_where_invited(self) -> None:
        room = self.admin.room(preset="private_chat")
        self.assert_forbidden(self.external.join(room))
        self.assert_done(self.admin.invite(room, self.external))
        self.assert_done(self.external.join(room))

    def test_an_external_does_not_walk_into_an_open_room(self) -> None:
        room = self.admin.room(preset="public_chat", room_alias_name="open")
        self.assert_forbidden(self.external.join(room))
        self.assert_forbidden(self.external.join(f"#open:{EXTERNALS}"))
        self.assert_forbidden(self.external.ask("POST", f"/_matrix/client/v3/rooms/{room}/join", {}))
        itself = {"membership": "join"}
        self.assert_forbidden(self.external.send_state(room, "m.room.member", self.external.id, itself))

    def test_an_external_does_not_join_a_room_of_another_server_uninvited(self) -> None:
        answer = self.external.ask("POST", "/_matrix/client/v3/join/!room:agent.example?via=agent.example", {})
        self.assertEqual((answer[0], answer[1].get("error")), (403, "Not allowed to join this room"), answer)

    def test_an_external_who_left_needs_a_new_invitation(self) -> None:
        room = self.admin.room(preset="public_chat", invite=[self.external.id])
        self.assert_done(self.external.join(room))
        self.assert_done(self.external.ask("POST", f"/_matrix/client/v3/rooms/{room}/leave", {}))
        self.assert_forbidden(self.external.join(room))

    def test_an_external_changes_their_name_in_the_rooms_they_are_in(self) -> None:
        room = self.room_with_external()
        path = f"/_matrix/client/v3/profile/{self.external.id}/displayname"
        self.assert_done(self.external.ask("PUT", path, {"displayname": "Contractor"}))
        member = f"/_matrix/client/v3/rooms/{room}/state/m.room.member/{self.external.id}"
        # Synapse tells the rooms in the background.
        end = time.monotonic() + TOLD_WITHIN
        while time.monotonic() < end and self.admin.ask("GET", member)[1]["displayname"] != "Contractor":
            time.sleep(0.1)
        self.assertEqual(self.admin.ask("GET", member)[1]["displayname"], "Contractor")

    def test_an_external_cannot_invite_even_with_all_powers(self) -> None:
        room = self.room_with_external()
        self.assert_forbidden(self.external.invite(room, self.other))
        invite = {"membership": "invite"}
        self.assert_forbidden(self.external.send_state(room, "m.room.member", self.other.id, invite))
        by_mail = {"id_server": "id.example", "id_access_token": "x", "medium": "email", "address": "a@example.org"}
        path = f"/_matrix/client/v3/rooms/{room}/invite"
        self.assertEqual(self.external.ask("POST", path, by_mail)[0], 403)
        by_hand = {"display_name": "a", "key_validity_url": "https://a.example", "public_key": "a"}
        self.assert_forbidden(self.external.send_state(room, "m.room.third_party_invite", "token", by_hand))

    def test_an_external_cannot_publish_a_room_or_give_it_an_address(self) -> None:
        room = self.room_with_external()
        path = f"/_matrix/client/v3/directory/list/room/{room}"
        self.assert_forbidden(self.external.ask("PUT", path, {"visibility": "public"}))
        alias = f"/_matrix/client/v3/directory/room/%23mine:{EXTERNALS}"
        self.assert_forbidden(self.external.ask("PUT", alias, {"room_id": room}))

    def test_an_external_cannot_knock(self) -> None:
        knocking = {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "knock"}}
        room = self.admin.room(initial_state=[knocking])
        self.assert_forbidden(self.external.ask("POST", f"/_matrix/client/v3/knock/{room}", {}))

    def test_an_external_finds_nobody_in_the_directory(self) -> None:
        path = "/_matrix/client/v3/user_directory/search"
        found = self.admin.ask("POST", path, {"search_term": "other"})[1]["results"]
        self.assertIn(self.other.id, [entry["user_id"] for entry in found])
        nobody = {"limited": False, "results": []}
        self.assertEqual(self.external.ask("POST", path, {"search_term": "other"}), (200, nobody))

    def test_an_external_takes_part_where_they_are(self) -> None:
        room = self.room_with_external()
        message = {"msgtype": "m.text", "body": "bonjour"}
        self.assert_done(self.external.ask("PUT", f"/_matrix/client/v3/rooms/{room}/send/m.room.message/1", message))
        self.assert_done(self.external.send_state(room, "m.room.topic", "", {"topic": "bonjour"}))


class CallbacksTest(unittest.TestCase):
    """On an agents' server, which sees externals over federation only."""

    def setUp(self) -> None:
        async def is_user_admin(user: str) -> bool:
            return user == f"@admin:{EXTERNALS}"

        async def get_room_state(room: str, filters: object) -> dict:
            return {}

        api = SimpleNamespace(
            register_spam_checker_callbacks=lambda **callbacks: None,
            register_third_party_rules_callbacks=lambda **callbacks: None,
            is_user_admin=is_user_admin,
            get_room_state=get_room_state,
        )
        self.module = Externals(ExternalsConfig(EXTERNALS), api)
        self.external, self.agent = f"@a-b.example:{EXTERNALS}", "@a-finances.gouv.fr:agent.example"

    def allowed(self, sender: str, kind: str, content: dict) -> bool:
        event = SimpleNamespace(type=kind, sender=sender, content=content)
        return asyncio.run(self.module.check_event_allowed(event, {}))[0]

    def test_an_invitation_from_an_external_is_refused_and_one_from_an_agent_is_not(self) -> None:
        invite = self.module.user_may_invite
        self.assertEqual(asyncio.run(invite(self.external, self.agent, "!r:agent.example")), Codes.FORBIDDEN)
        self.assertIs(asyncio.run(invite(self.agent, self.external, "!r:agent.example")), NOT_SPAM)
        by_mail = self.module.user_may_send_3pid_invite
        self.assertEqual(asyncio.run(by_mail(self.external, "email", "a@b.fr", "!r:agent.example")), Codes.FORBIDDEN)

    def test_a_knock_of_an_external_is_refused_and_one_of_an_agent_is_not(self) -> None:
        for user, allowed in ((self.external, False), (self.agent, True), (f"@admin:{EXTERNALS}", True)):
            self.assertEqual(self.allowed(user, "m.room.member", {"membership": "knock"}), allowed, user)
            self.assertEqual(self.allowed(user, "m.room.third_party_invite", {}), allowed, user)
            self.assertTrue(self.allowed(user, "m.room.member", {"membership": "join"}))
            self.assertTrue(self.allowed(user, "m.room.message", {"membership": "knock"}))

    def test_a_server_with_a_similar_name_is_another_server(self) -> None:
        for server in (f"x{EXTERNALS}", f"{EXTERNALS}.evil.example", EXTERNALS.upper()):
            self.assertIs(asyncio.run(self.module.user_may_create_room(f"@a:{server}", {})), NOT_SPAM)

    def test_a_configuration_that_it_does_not_understand_is_refused(self) -> None:
        for config in ({}, {"server_name": ""}, {"server_name": [EXTERNALS]}, {"server_name": "a", "servers": []}):
            with self.subTest(repr(config)), self.assertRaises(ConfigError):
                Externals.parse_config(config)
