"""Ends of accounts on a real Synapse with a mail server, and the reminders' calendar with a clock of the tests."""

import asyncio
import re
import socketserver
import sqlite3
import threading
import unittest
from email import message_from_string, policy
from types import SimpleNamespace
from unittest.mock import patch

import jinja2
from synapse.module_api.errors import ConfigError
from synapse.storage.database import LoggingTransaction
from synapse.storage.engines import Sqlite3Engine

from tchap_synapse.account_validity import AccountValidity
from tests.homeserver import Answer, Homeserver, User

DAY = 24 * 60 * 60 * 1000
CONFIG = {
    "period": "396d",
    "reminders": ["61d", "30d", "7d"],
    "exempt_email_domains": ["gendarmerie.interieur.gouv.fr"],
}
SERVER = "agent.interieur.example"


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every mail and keeps it."""

    daemon_threads = True

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail\r\n")
            while command := self.rfile.readline():
                if command.upper().startswith(b"DATA"):
                    self.wfile.write(b"354 go on\r\n")
                    lines = iter(self.rfile.readline, b".\r\n")
                    self.server.mails.append(b"".join(lines).decode())
                self.wfile.write(b"221 bye\r\n" if command.upper().startswith(b"QUIT") else b"250 ok\r\n")

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), self.Session)
        self.mails: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def link(self) -> str:
        """The path in the last mail's link."""
        text = message_from_string(self.mails[-1], policy=policy.default).get_body(("plain",)).get_content()
        return re.search(r"http://[^/]+(/\S+)", text)[1]


class AccountValidityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.mail = MailServer()
        cls.addClassCleanup(cls.mail.server_close)
        cls.addClassCleanup(cls.mail.shutdown)
        cls.server = Homeserver(
            SERVER,
            modules=[{"module": "tchap_synapse.account_validity.AccountValidity", "config": CONFIG}],
            email={
                "smtp_host": "127.0.0.1",
                "smtp_port": cls.mail.server_address[1],
                "enable_tls": False,
                "notif_from": "Tchap <tchap@example.org>",
                "app_name": "Tchap",
            },
        )
        cls.addClassCleanup(cls.server.stop)
        cls.admin = cls.server.user("admin", admin=True)

    def agent(self, localpart: str) -> User:
        user = self.server.user(localpart)
        address = {"threepids": [{"medium": "email", "address": "a@interieur.gouv.fr"}]}
        self.assertEqual(self.admin.ask("PUT", f"/_synapse/admin/v2/users/{user.id}", address)[0], 200)
        return user

    def end(self, user: User, moment: int) -> None:
        body = {"user_id": user.id, "expiration_ts": moment}
        answer = self.admin.ask("POST", "/_synapse/admin/v1/account_validity/validity", body)
        self.assertEqual(answer, (200, {"expiration_ts": moment}))

    def use(self, user: User) -> Answer:
        return user.ask("GET", "/_matrix/client/v3/account/whoami")

    def test_an_account_works_until_its_end_and_again_once_its_link_is_opened(self) -> None:
        agent = self.agent("a-interieur.gouv.fr")
        self.assertEqual(self.use(agent)[0], 200)
        self.end(agent, 1)
        status, answer = self.use(agent)
        self.assertEqual((status, answer["errcode"]), (403, "ORG_MATRIX_EXPIRED_ACCOUNT"))

        ask_for_mail = "/_matrix/client/unstable/account_validity/send_mail"
        self.assertEqual(agent.ask("POST", ask_for_mail, {})[0], 200)
        self.assertEqual(agent.ask("POST", ask_for_mail, {})[0], 429)
        self.assertEqual(len(self.mail.mails), 1)
        self.assertEqual(self.use(agent)[0], 403)

        link = self.mail.link()
        self.assertEqual(self.server.ask("GET", link)[0], 200)
        self.assertEqual(self.use(agent)[0], 200)
        self.end(agent, 1)
        self.assertEqual(self.server.ask("GET", link)[0], 200)
        self.assertEqual(self.use(agent)[0], 403, "a link renews once")

    def test_a_link_that_was_never_sent_renews_nothing(self) -> None:
        self.assertEqual(self.server.ask("GET", "/_matrix/client/unstable/account_validity/renew?token=a")[0], 404)

    def test_an_account_of_an_exempt_domain_never_ends(self) -> None:
        agent = self.agent("a-gendarmerie.interieur.gouv.fr")
        self.end(agent, 1)
        self.assertEqual(self.use(agent)[0], 200)


class Clock:
    """An API of Synapse with a database in memory, mails in a list, and the day that the test says."""

    def __init__(self) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE TABLE users (name, creation_ts, deactivated, is_guest, appservice_id)")
        self.mails: list[tuple[int, str]] = []
        self.refused = ""
        self.day = 20_000
        self.module = AccountValidity(AccountValidity.parse_config(CONFIG), self.api())

    def api(self) -> SimpleNamespace:
        async def run_db_interaction(what, interaction):
            engine = Sqlite3Engine({"args": {}})
            with self.database:
                cursor = self.database.cursor()
                return interaction(
                    LoggingTransaction(txn=cursor, name=what, server_name=SERVER, database_engine=engine)
                )

        async def get_threepids_for_user(user):
            return [{"medium": "email", "address": user}, {"medium": "msisdn", "address": "33"}]

        async def get_profile_for_user(localpart):
            return SimpleNamespace(display_name=None)

        async def send_mail(address, subject, html, text):
            if address == self.refused:
                raise OSError("refused")
            self.mails.append((self.day - 20_000, address))

        return SimpleNamespace(
            run_db_interaction=run_db_interaction,
            get_threepids_for_user=get_threepids_for_user,
            get_profile_for_user=get_profile_for_user,
            send_mail=send_mail,
            email_app_name="Tchap",
            public_baseurl="https://example.org/",
            read_templates=lambda names, directory: [jinja2.Template("{{ url }}")] * 2,
            register_account_validity_callbacks=lambda **callbacks: None,
            looping_background_call=lambda *arguments, **options: None,
        )

    def exists(self, user: str, deactivated: int = 0, guest: int = 0, service: str | None = None) -> str:
        """An account of the database, made 5 000 days after 1970."""
        row = (user, 5000 * 86400, deactivated, guest, service)
        self.database.execute("INSERT INTO users VALUES (?, ?, ?, ?, ?)", row)
        return user

    def run(self, coroutine):
        with patch("tchap_synapse.account_validity.now_ms", lambda: self.day * DAY):
            return asyncio.run(coroutine)

    def expired(self, user: str) -> bool | None:
        return self.run(self.module.is_user_expired(user))

    def days(self, count: int) -> None:
        for _ in range(count):
            self.day += 1
            self.run(self.module.remind())


class CalendarTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.addCleanup(lambda: self.clock.database.close())
        self.user = self.clock.exists(f"@a-interieur.gouv.fr:{SERVER}")

    def register(self, user: str) -> None:
        self.clock.run(self.clock.module.on_user_registration(user))

    def test_three_reminders_and_then_the_end(self) -> None:
        self.register(self.user)
        self.clock.days(395)
        self.assertEqual(self.clock.mails, [(day, self.user) for day in (335, 366, 389)])
        self.assertFalse(self.clock.expired(self.user))
        self.clock.days(1)
        self.assertTrue(self.clock.expired(self.user))
        self.clock.days(100)
        self.assertEqual(len(self.clock.mails), 3)

    def test_a_renewed_account_lives_another_period_and_is_reminded_again(self) -> None:
        self.register(self.user)
        self.clock.days(340)
        (token,) = self.clock.database.execute("SELECT renewal_token FROM tchap_account_validity").fetchone()
        self.assertEqual(self.clock.run(self.clock.module.on_legacy_renew(token)), (True, False, 20_736 * DAY))
        self.clock.days(395)
        self.assertFalse(self.clock.expired(self.user))
        self.assertEqual([day for day, _ in self.clock.mails], [335, 675, 706, 729])
        self.clock.days(1)
        self.assertTrue(self.clock.expired(self.user))

    def test_the_links_of_several_mails_are_one(self) -> None:
        self.register(self.user)
        self.clock.days(336)
        token = "SELECT renewal_token FROM tchap_account_validity"
        first = self.clock.database.execute(token).fetchone()
        self.clock.days(40)
        self.assertEqual(self.clock.database.execute(token).fetchone(), first)

    def test_after_a_long_stop_one_mail_goes_out_not_three(self) -> None:
        self.register(self.user)
        self.clock.day += 394
        self.clock.days(1)
        self.assertEqual(len(self.clock.mails), 1)

    def test_accounts_older_than_the_module_get_an_end_that_is_announced(self) -> None:
        users = [self.clock.exists(f"@{number}-interieur.gouv.fr:{SERVER}") for number in range(3)]
        self.assertIsNone(self.clock.expired(users[0]))
        self.clock.days(397)
        for user in users:
            self.assertTrue(self.clock.expired(user))
            self.assertEqual(sum(address == user for _, address in self.clock.mails), 3)

    def test_nobody_else_gets_an_end(self) -> None:
        others = [
            self.clock.exists(f"@gone:{SERVER}", deactivated=1),
            self.clock.exists(f"@guest:{SERVER}", guest=1),
            self.clock.exists(f"@bot:{SERVER}", service="bot"),
        ]
        self.clock.days(500)
        for user in others:
            self.assertIsNone(self.clock.expired(user))
        self.assertEqual({address for _, address in self.clock.mails}, {self.user})

    def test_exempt_agents_get_no_mail_and_no_end(self) -> None:
        exempt = self.clock.exists(f"@a-gendarmerie.interieur.gouv.fr:{SERVER}")
        similar = self.clock.exists(f"@a-gendarmerie.interieur.gouv.fr.example:{SERVER}")
        self.clock.days(500)
        self.assertFalse(self.clock.expired(exempt))
        self.assertTrue(self.clock.expired(similar))
        self.assertEqual({address for _, address in self.clock.mails}, {self.user, similar})

    def test_an_end_that_another_process_moved_is_seen_within_the_hour(self) -> None:
        self.register(self.user)
        self.assertFalse(self.clock.expired(self.user))
        self.clock.database.execute("UPDATE tchap_account_validity SET end_ms = 1")
        self.clock.day += 1
        self.assertTrue(self.clock.expired(self.user))

    def test_a_mail_that_is_refused_keeps_no_other_back_and_is_tried_again(self) -> None:
        other = self.clock.exists(f"@b-interieur.gouv.fr:{SERVER}")
        for user in (self.user, other):
            self.register(user)
        self.clock.refused = self.user
        with self.assertLogs("tchap_synapse.account_validity", "ERROR"):
            self.clock.days(336)
        self.assertEqual([address for _, address in self.clock.mails], [other])
        self.clock.refused = ""
        self.clock.days(1)
        self.assertEqual([address for _, address in self.clock.mails], [other, self.user])

    def test_a_configuration_that_it_does_not_understand_is_refused(self) -> None:
        for change in (
            {"renew_at": "61d"},
            {"reminders": []},
            {"reminders": ["7d", "30d"]},
            {"reminders": ["400d"]},
            {"reminders": ["7d", "7d"]},
            {"reminders": ["0d"]},
            {"exempt_email_domains": ["*.gouv.fr"]},
        ):
            with self.subTest(repr(change)), self.assertRaises(ConfigError):
                AccountValidity.parse_config({**CONFIG, **change})
        for key in ("period", "reminders"):
            with self.subTest(key), self.assertRaises(ConfigError):
                AccountValidity.parse_config({name: value for name, value in CONFIG.items() if name != key})
