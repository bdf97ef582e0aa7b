"""Accounts expire, and only those: the decision alone, then whole runs against a stand-in for MAS."""

import io
import json
import os
import tempfile
import threading
import unittest
from contextlib import redirect_stdout
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tchap_synapse import account_expiry
from tchap_synapse.account_expiry import Account, Run, Settings, Verdict, decide, months_before
from tchap_synapse.authentication_admin import AdminApi, ApiError

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)


def ago(months: int, days: int = 0) -> datetime:
    """That many months before now, and some days before (or, negative, after) that."""
    return months_before(NOW, months) - timedelta(days=days)


def settings(**changes) -> Settings:
    usual = {
        "endpoint": "http://localhost",
        "client_id": "01K0ACC0VNTEXP1RY000000000",
        "client_secret_path": "/nowhere",
        "expiry_months": 13,
        "deactivation_months": 4,
        "exempt_domains": [],
        "page_size": 2,
        "requests_per_second": 1e6,
        "most_changes": 100,
    }
    return Settings(**{**usual, **changes})


class Decision(unittest.TestCase):
    def verdict(self, exempt_domains=(), **account) -> Verdict:
        return decide(Account(**{"created_at": ago(40), **account}), NOW, settings(exempt_domains=list(exempt_domains)))

    def test_thirteen_months_without_activity_expire_an_account_and_a_day_less_does_not(self):
        self.assertEqual(self.verdict(last_activity=ago(13)), Verdict.EXPIRE)
        self.assertEqual(self.verdict(last_activity=ago(13, days=-1)), Verdict.KEEP)
        self.assertEqual(self.verdict(last_activity=None), Verdict.EXPIRE)

    def test_a_young_account_that_was_never_used_is_kept(self):
        self.assertEqual(self.verdict(created_at=ago(12)), Verdict.KEEP)

    def test_an_account_is_deactivated_when_it_was_locked_for_four_months(self):
        self.assertEqual(self.verdict(last_activity=ago(17, 1), locked_at=ago(4, days=-1)), Verdict.EXPIRE)
        self.assertEqual(self.verdict(last_activity=ago(17, 1), locked_at=ago(4)), Verdict.DEACTIVATE)

    def test_an_account_never_goes_from_in_use_to_deactivated_however_old_its_activity(self):
        self.assertEqual(self.verdict(last_activity=ago(38)), Verdict.EXPIRE)

    def test_an_account_that_was_locked_by_hand_is_not_deactivated_before_its_time(self):
        self.assertEqual(self.verdict(last_activity=ago(14), locked_at=ago(14)), Verdict.EXPIRE)
        self.assertEqual(self.verdict(last_activity=ago(2), locked_at=ago(2)), Verdict.KEEP)

    def test_what_is_deactivated_stays_as_it_is(self):
        self.assertEqual(self.verdict(locked_at=ago(20), deactivated_at=ago(10)), Verdict.KEEP)

    def test_an_address_of_an_exempt_domain_exempts_and_one_below_it_does_not(self):
        exempt = ["gendarmerie.interieur.gouv.fr"]
        same, below = frozenset(exempt), frozenset(["x.gendarmerie.interieur.gouv.fr"])
        self.assertEqual(self.verdict(exempt, email_domains=same), Verdict.KEEP)
        self.assertEqual(self.verdict(exempt, email_domains=below), Verdict.EXPIRE)

    def test_months_are_those_of_the_calendar(self):
        self.assertEqual(months_before(datetime(2027, 3, 31), 13), datetime(2026, 2, 28))
        self.assertEqual(months_before(datetime(2029, 3, 31), 13), datetime(2028, 2, 29))
        self.assertEqual(months_before(datetime(2026, 1, 15), 1), datetime(2025, 12, 15))


class StandInForMas(ThreadingHTTPServer):
    """Not MAS: it answers like its admin API (docs/api/spec.json) for what is asked of it here, from memory."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.users: list[dict] = []
        self.sessions: dict[str, list[dict]] = {kind: [] for kind in account_expiry.SESSION_KINDS}
        self.emails: list[dict] = []
        self.failing: dict[str, list[int]] = {}
        self.asked: list[str] = []
        self.tokens = 0

    def user(self, name: str, **attributes) -> str:
        self.users.append(self.resource(name, {"created_at": ago(40), "locked_at": None, "deactivated_at": None}, attributes))
        return name

    def session(self, kind: str, user: str, **attributes) -> None:
        usual = {"user_id": user, "created_at": ago(39), "last_active_at": None, "finished_at": None}
        self.sessions[kind].append(self.resource(f"{kind}-{len(self.sessions[kind])}", usual, attributes))

    def email(self, user: str, email: str) -> None:
        self.emails.append(self.resource(f"email-{len(self.emails)}", {"user_id": user, "email": email}, {}))

    @staticmethod
    def resource(identifier: str, usual: dict, changes: dict) -> dict:
        values = {**usual, **changes}
        texts = {key: each.isoformat().replace("+00:00", "Z") if isinstance(each, datetime) else each for key, each in values.items()}
        return {"id": identifier, "attributes": texts}

    def of(self, user: str) -> dict:
        return next(each["attributes"] for each in self.users if each["id"] == user)

    def running(self, user: str) -> int:
        every = (session["attributes"] for kind in self.sessions.values() for session in kind)
        return sum(each["user_id"] == user and each["finished_at"] is None for each in every)


class Answer(BaseHTTPRequestHandler):
    server: StandInForMas

    def log_message(self, *_) -> None:
        pass

    def answer(self, status: int, body: dict) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def refused(self, path: str) -> bool:
        """Whether this request is to fail, or lacks the token that was handed out last."""
        self.server.asked.append(f"{self.command} {path}")
        if failures := self.server.failing.get(path):
            self.answer(failures.pop(0), {"errors": [{"title": "made to fail"}]})
            return True
        if path != "/oauth2/token" and self.headers["Authorization"] != f"Bearer token-{self.server.tokens}":
            self.answer(401, {"errors": [{"title": "Unknown token"}]})
            return True
        return False

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if self.refused(url.path):
            return
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        kind = url.path.rpartition("/")[2]
        found = {"users": self.server.users, "user-emails": self.server.emails, **self.server.sessions}[kind]
        found = [each for each in found if self.matches(each["attributes"], query)]
        if after := query.get("page[after]"):
            found = found[[each["id"] for each in found].index(after) + 1 :]
        size = int(query["page[first]"])
        more = {"next": "/api/admin/v1/next"} if len(found) > size else {}
        self.answer(200, {"data": found[:size], "links": {"self": self.path, **more}})

    @staticmethod
    def matches(attributes: dict, query: dict) -> bool:
        def later(key: str, question: str) -> bool:
            since = query.get(f"filter[{question}]")
            return since is None or (attributes[key] or "") > since

        return (
            query.get("filter[user]", attributes.get("user_id")) == attributes.get("user_id")
            and (query.get("filter[status]") != "active" or attributes["finished_at"] is None)
            and later("last_active_at", "last-active-after")
            and later("created_at", "created-after")
        )

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.refused(self.path):
            return
        if self.path == "/oauth2/token":
            if self.headers["Authorization"] != "Basic MDFLMEFDQzBWTlRFWFAxUlkwMDAwMDAwMDA6c2VjcmV0":
                return self.answer(401, {"error": "invalid_client"})
            self.server.tokens += 1
            return self.answer(200, {"access_token": f"token-{self.server.tokens}", "expires_in": 300})
        kind, identifier, action = self.path.split("/")[-3:]
        if kind == "users":
            attributes = self.server.of(identifier)
            if action == "deactivate" and json.loads(content) != {"skip_erase": True}:
                return self.answer(400, {"errors": []})
            attributes[{"lock": "locked_at", "deactivate": "deactivated_at"}[action]] = NOW.isoformat()
        else:
            session = next(each for each in self.server.sessions[kind] if each["id"] == identifier)
            session["attributes"]["finished_at"] = NOW.isoformat()
        return self.answer(200, {"data": {}})


class Runs(unittest.TestCase):
    def setUp(self) -> None:
        self.mas = StandInForMas()
        thread = threading.Thread(target=self.mas.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(self.mas.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(self.mas.shutdown)
        self.endpoint = f"http://127.0.0.1:{self.mas.server_port}"
        self.slept: list[float] = []

    def api(self, **changes) -> AdminApi:
        usual = {"client_id": "01K0ACC0VNTEXP1RY000000000", "client_secret": "secret", "page_size": 2}
        return AdminApi(endpoint=self.endpoint, requests_per_second=1e6, sleep=self.slept.append, **{**usual, **changes})

    def run_once(self, dry_run: bool = False, **changes) -> Run:
        self.mas.asked.clear()
        run = Run(self.api(), settings(**changes), NOW, dry_run)
        with redirect_stdout(io.StringIO()) as output:
            run.done = run.all()
        self.output = output.getvalue()
        return run

    def posts(self) -> list[str]:
        return [each for each in self.mas.asked if each.startswith("POST /api")]

    def test_the_idle_are_locked_without_sessions_and_nobody_else_is_touched(self):
        for number in range(3):
            self.mas.session("oauth2-sessions", self.mas.user(f"active-{number}"), last_active_at=ago(1))
            idle = self.mas.user(f"idle-{number}")
            for kind in account_expiry.SESSION_KINDS:
                self.mas.session(kind, idle, last_active_at=ago(20))
        run = self.run_once()
        self.assertTrue(run.done)
        self.assertEqual(run.counts, {"kept": 3, "expired": 3})
        for number in range(3):
            self.assertIsNone(self.mas.of(f"active-{number}")["locked_at"])
            self.assertEqual(self.mas.running(f"active-{number}"), 1)
            self.assertIsNotNone(self.mas.of(f"idle-{number}")["locked_at"])
            self.assertEqual(self.mas.running(f"idle-{number}"), 0)

    def test_activity_counts_in_whichever_kind_of_session_it_was(self):
        for kind in account_expiry.SESSION_KINDS:
            self.mas.session(kind, self.mas.user(f"of-{kind}"), last_active_at=ago(12))
            self.mas.session(kind, self.mas.user(f"begun-{kind}"), created_at=ago(12))
        self.assertEqual(self.run_once().counts, {"kept": 6})

    def test_a_second_run_changes_nothing_more(self):
        self.mas.session("compat-sessions", self.mas.user("idle"))
        self.assertEqual(len((self.run_once(), self.posts())[1]), 2)
        again = self.run_once()
        self.assertEqual((again.counts, self.posts()), ({"locked before": 1}, []))

    def test_a_run_that_was_interrupted_is_finished_by_the_next(self):
        self.mas.session("compat-sessions", self.mas.user("idle", locked_at=ago(0, 1)))
        self.run_once()
        self.assertEqual(self.mas.running("idle"), 0)

    def test_four_months_after_it_was_locked_an_account_is_deactivated(self):
        self.mas.user("gone", locked_at=ago(4, 1))
        self.mas.session("user-sessions", self.mas.user("locked by hand", locked_at=ago(5)), last_active_at=ago(14))
        self.assertEqual(self.run_once().counts, {"deactivated": 1, "locked before": 1})
        self.assertIsNotNone(self.mas.of("gone")["deactivated_at"])
        self.assertEqual(self.run_once().counts, {"kept": 1, "locked before": 1})

    def test_the_exempt_are_kept_and_their_addresses_only_asked_for_when_they_matter(self):
        self.mas.email(self.mas.user("exempt"), "a@gendarmerie.interieur.gouv.fr")
        self.mas.email(self.mas.user("other"), "b@interieur.gouv.fr")
        self.mas.session("oauth2-sessions", self.mas.user("active"), last_active_at=ago(1))
        run = self.run_once(exempt_domains=["gendarmerie.interieur.gouv.fr"])
        self.assertEqual(run.counts, {"kept": 2, "expired": 1})
        self.assertIsNone(self.mas.of("exempt")["locked_at"])
        self.assertEqual(sum("user-emails" in each for each in self.mas.asked), 2)

    def test_a_dry_run_says_the_same_and_changes_nothing(self):
        self.mas.session("compat-sessions", self.mas.user("idle"))
        self.assertEqual((self.run_once(dry_run=True).counts, self.posts()), ({"expired": 1}, []))
        self.assertIn('"dry_run": true', self.output)

    def test_an_account_that_fails_stops_no_other_and_shows(self):
        for name in ("first", "second", "third"):
            self.mas.user(name)
        self.mas.failing["/api/admin/v1/users/second/lock"] = [400]
        run = self.run_once()
        self.assertEqual((run.counts, run.done), ({"expired": 2, "failed": 1}, False))
        self.assertIn('"error": "ApiError 400"', self.output)

    def test_a_service_that_fails_for_everybody_is_left_alone(self):
        for number in range(40):
            self.mas.failing[f"/api/admin/v1/users/{self.mas.user(f'u{number}')}/lock"] = [400]
        run = self.run_once()
        self.assertEqual((run.counts, run.done), ({"failed": account_expiry.MOST_FAILURES_IN_A_ROW}, False))

    def test_no_run_changes_more_than_it_may(self):
        for number in range(5):
            self.mas.user(f"idle-{number}")
        run = self.run_once(most_changes=3)
        self.assertEqual((run.counts, run.done), ({"expired": 3, "left": 2}, False))

    def test_a_young_account_costs_no_request_and_an_active_one_costs_one(self):
        self.mas.user("young", created_at=ago(1))
        self.mas.session("oauth2-sessions", self.mas.user("active"), last_active_at=ago(1))
        self.run_once()
        paths = [each for each in self.mas.asked if "/api/" in each]
        self.assertEqual(paths, ["GET /api/admin/v1/users", "GET /api/admin/v1/oauth2-sessions"])

    def test_no_address_is_written_down(self):
        self.mas.email(self.mas.user("idle", username="a-finances.gouv.fr"), "a@finances.gouv.fr")
        broken = self.mas.user("broken", username="b-finances.gouv.fr", created_at="b@finances.gouv.fr")
        self.assertEqual(self.run_once(exempt_domains=["x.fr"]).counts, {"expired": 1, "failed": 1})
        self.assertIn(broken, self.output)
        self.assertNotIn("finances", self.output)

    def test_a_passing_fault_is_asked_again_and_a_lost_token_replaced(self):
        self.mas.user("idle")
        self.mas.failing["/api/admin/v1/users"] = [503, 401]
        self.assertTrue(self.run_once().done)
        self.assertEqual(self.mas.tokens, 2)
        self.assertIn(1, self.slept)

    def test_a_fault_that_lasts_is_an_error(self):
        self.mas.failing["/api/admin/v1/users"] = [500, 502, 503]
        with self.assertRaises(ApiError):
            list(self.api().items("users", {}))

    def test_requests_keep_their_distance(self):
        now = [0.0]

        def sleep(seconds: float) -> None:
            now[0] += seconds

        api = AdminApi(
            endpoint=self.endpoint,
            client_id="01K0ACC0VNTEXP1RY000000000",
            client_secret="secret",
            page_size=1,
            requests_per_second=4,
            sleep=sleep,
            clock=lambda: now[0],
        )
        for number in range(8):
            self.mas.user(f"u{number}")
        self.assertEqual(len(list(api.items("users", {}))), 8)
        # The token and eight pages: eight intervals of a quarter of a second.
        self.assertEqual(now[0], 2)

    def program(self, secret: str = "secret", **changes) -> int:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        with open(os.path.join(folder.name, "client-secret"), "w", encoding="utf-8") as file:
            file.write(secret + "\n")
        given = {
            **{field: getattr(settings(), field) for field in Settings.__annotations__},
            "endpoint": self.endpoint,
            "client_secret_path": file.name,
            **changes,
        }
        path = os.path.join(folder.name, "settings.yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(given, file)
        with redirect_stdout(io.StringIO()) as output:
            code = account_expiry.main([path])
        self.lines = [json.loads(line) for line in output.getvalue().splitlines()]
        return code

    def test_the_exit_code_tells_how_it_went(self):
        self.mas.user("idle")
        self.assertEqual(self.program(), 0)
        self.assertEqual([each["event"] for each in self.lines], ["expired", "ended"])
        self.mas.user("another")
        self.mas.failing["/api/admin/v1/users/another/lock"] = [400]
        self.assertEqual(self.program(), 1)
        self.assertEqual(self.program(secret="wrong"), 1)
        self.assertEqual(self.program(expiry_months=0), 2)
        self.assertEqual(self.program(surprise=True), 2)


if __name__ == "__main__":
    unittest.main()
