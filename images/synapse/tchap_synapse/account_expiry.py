"""Expires accounts where Matrix Authentication Service (MAS) owns them: Synapse asks none of its modules there.

    python -m tchap_synapse.account_expiry <settings.yaml> [--dry-run]

An account without activity for some months is locked and its sessions end; some months later it is deactivated, for
good. What one run leaves undone the next one does: running twice changes nothing more. Exit code: 0 when all is done,
1 when something is left, 2 when the settings are wrong. Logs name accounts by MAS' id only, since a user name here is
an e-mail address.
"""

import argparse
import calendar
import enum
import json
import sys
from collections import Counter
from datetime import datetime, timezone
from typing import Any

import attr
import yaml

from tchap_synapse.authentication_admin import AdminApi, ApiError

# Kinds of session in MAS' admin API; an app's own come first, since most activity is theirs.
SESSION_KINDS = ("oauth2-sessions", "compat-sessions", "user-sessions")

# Accounts that may fail one after the other before the run is given up: then it is MAS that fails. Assumption.
MOST_FAILURES_IN_A_ROW = 20


@attr.s(auto_attribs=True, frozen=True, kw_only=True)
class Settings:
    endpoint: str
    client_id: str
    client_secret_path: str
    expiry_months: int
    deactivation_months: int
    exempt_domains: list[str]
    page_size: int
    requests_per_second: float
    most_changes: int


@attr.s(auto_attribs=True, frozen=True, kw_only=True)
class Account:
    """What a decision needs to know of an account."""

    created_at: datetime
    # The latest that was found; None when there was none since the account was due.
    last_activity: datetime | None = None
    locked_at: datetime | None = None
    deactivated_at: datetime | None = None
    email_domains: frozenset[str] = frozenset()


class Verdict(enum.Enum):
    KEEP = "keep"
    # Locked, and without sessions.
    EXPIRE = "expire"
    DEACTIVATE = "deactivate"


def months_before(now: datetime, months: int) -> datetime:
    """The same time some calendar months earlier, or on the last day of a shorter month."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def decide(account: Account, now: datetime, settings: Settings) -> Verdict:
    """What an account's activity asks for. Deactivation needs both: long without activity, and long locked."""
    if account.deactivated_at is not None or account.email_domains & set(settings.exempt_domains):
        return Verdict.KEEP
    active = max(account.created_at, account.last_activity or account.created_at)
    if active > months_before(now, settings.expiry_months):
        return Verdict.KEEP
    if account.locked_at is None or account.locked_at > months_before(now, settings.deactivation_months):
        return Verdict.EXPIRE
    if active > months_before(now, settings.expiry_months + settings.deactivation_months):
        # Locked by hand while it was still in use.
        return Verdict.EXPIRE
    return Verdict.DEACTIVATE


def moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return parsed


def last_activity(api: AdminApi, user_id: str, since: datetime, enough: datetime) -> datetime | None:
    """The latest activity of an account after a moment; not looked for further once one is late enough to keep it."""
    latest = None
    stamp = since.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    # A session that was begun but never used has no activity of its own.
    for question in ("last-active-after", "created-after"):
        for kind in SESSION_KINDS:
            for session in api.items(kind, {"filter[user]": user_id, f"filter[{question}]": stamp}):
                times = session["attributes"]
                found = max(filter(None, (moment(times["created_at"]), moment(times["last_active_at"]))))
                latest = found if latest is None else max(latest, found)
                if latest > enough:
                    return latest
    return latest


def account_of(api: AdminApi, user: dict[str, Any], now: datetime, settings: Settings) -> Account:
    """Asks MAS only what is needed: nothing of a young account, one page of sessions of most others."""
    attributes = user["attributes"]
    account = Account(
        created_at=moment(attributes["created_at"]),
        locked_at=moment(attributes["locked_at"]),
        deactivated_at=moment(attributes["deactivated_at"]),
    )
    if decide(account, now, settings) is Verdict.KEEP:
        return account
    due = months_before(now, settings.expiry_months)
    # A locked account may be deactivated: then older activity counts as well.
    before = settings.expiry_months + (0 if account.locked_at is None else settings.deactivation_months)
    found = last_activity(api, user["id"], months_before(now, before), enough=due)
    account = attr.evolve(account, last_activity=found)
    if not settings.exempt_domains or decide(account, now, settings) is Verdict.KEEP:
        return account
    emails = api.items("user-emails", {"filter[user]": user["id"]})
    domains = (each["attributes"]["email"].rpartition("@")[2].lower() for each in emails)
    return attr.evolve(account, email_domains=frozenset(domains))


def end_sessions(api: AdminApi, user_id: str) -> int:
    ended = 0
    for kind in SESSION_KINDS:
        for session in api.items(kind, {"filter[user]": user_id, "filter[status]": "active"}):
            try:
                api.post(f"{kind}/{session['id']}/finish")
                ended += 1
            except ApiError as error:
                # Ended by somebody else since the list was read.
                if error.status not in (400, 404):
                    raise
    return ended


def log(event: str, **fields: Any) -> None:
    print(json.dumps({"time": datetime.now(timezone.utc).isoformat(), "event": event, **fields}), flush=True)


class Run:
    """One walk over all accounts."""

    def __init__(self, api: AdminApi, settings: Settings, now: datetime, dry_run: bool) -> None:
        self.api = api
        self.settings = settings
        self.now = now
        self.dry_run = dry_run
        self.counts: Counter[str] = Counter()

    def one(self, user: dict[str, Any]) -> str:
        """Does what is due for one account, and says what it was."""
        account = account_of(self.api, user, self.now, self.settings)
        verdict = decide(account, self.now, self.settings)
        if verdict is Verdict.KEEP:
            return "kept"
        changes = verdict is Verdict.DEACTIVATE or account.locked_at is None
        if changes and self.counts["expired"] + self.counts["deactivated"] >= self.settings.most_changes:
            return "left"
        outcome = "deactivated" if verdict is Verdict.DEACTIVATE else "expired" if changes else "locked before"
        user_id = user["id"]
        ended = 0
        if not self.dry_run:
            if verdict is Verdict.DEACTIVATE:
                # What it wrote to others stays theirs; erasing would hide it from whoever joins their rooms later.
                self.api.post(f"users/{user_id}/deactivate", {"skip_erase": True})
            else:
                if account.locked_at is None:
                    self.api.post(f"users/{user_id}/lock")
                # Locking alone would let them go on as soon as the account is unlocked.
                ended = end_sessions(self.api, user_id)
        if changes or ended:
            log(outcome, account=user_id, sessions_ended=ended, dry_run=self.dry_run)
        return outcome

    def all(self) -> bool:
        """Whether nothing failed and nothing is left."""
        in_a_row = 0
        for user in self.api.items("users", {}):
            try:
                self.counts[self.one(user)] += 1
                in_a_row = 0
            except Exception as error:  # One account must not keep the others from being looked at.
                self.counts["failed"] += 1
                in_a_row += 1
                log("failed", account=str(user.get("id")), error=describe(error))
                if in_a_row == MOST_FAILURES_IN_A_ROW:
                    log("given up", failures_in_a_row=in_a_row)
                    return False
        return not self.counts["failed"] and not self.counts["left"]


def describe(error: Exception) -> str:
    """Kind of an error, and MAS' status; never its text, which could hold an address."""
    return f"{type(error).__name__} {error.status}" if isinstance(error, ApiError) else type(error).__name__


def read_settings(path: str) -> Settings:
    with open(path, encoding="utf-8") as file:
        settings = Settings(**yaml.safe_load(file))
    for name in ("expiry_months", "deactivation_months", "page_size", "requests_per_second", "most_changes"):
        if not getattr(settings, name) > 0:
            raise ValueError(f"{name} must be above zero")
    return settings


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tchap_synapse.account_expiry")
    parser.add_argument("settings")
    parser.add_argument("--dry-run", action="store_true", help="say what is due and change nothing")
    given = parser.parse_args(arguments)
    try:
        settings = read_settings(given.settings)
        with open(settings.client_secret_path, encoding="utf-8") as file:
            secret = file.read().strip()
    except (OSError, TypeError, ValueError, yaml.YAMLError) as error:
        log("settings refused", error=str(error))
        return 2
    api = AdminApi(
        endpoint=settings.endpoint,
        client_id=settings.client_id,
        client_secret=secret,
        page_size=settings.page_size,
        requests_per_second=settings.requests_per_second,
    )
    run = Run(api, settings, datetime.now(timezone.utc), given.dry_run)
    try:
        done = run.all()
    except Exception as error:  # The list itself could not be read: what was done is done.
        log("stopped", error=describe(error))
        done = False
    log("ended", done=done, dry_run=given.dry_run, accounts=dict(run.counts))
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
