"""The table of the ends of accounts, in Synapse's database."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from synapse.module_api import LoggingTransaction, ModuleApi
from synapse.storage.engines import PostgresEngine

P = ParamSpec("P")
T = TypeVar("T")

TABLE_LOCK = 0x7463_6861_70
"""The number, "tchap" in ASCII, of the lock under which one process at a time makes the table."""


@dataclass(frozen=True)
class Account:
    """An account's end and its last mail, in milliseconds since 1970."""

    user: str
    end: int
    reminders_sent: int
    mailed_at: int | None


class AccountValidityTable:
    """Every question to the table; whichever process comes first makes it."""

    def __init__(self, api: ModuleApi):
        self._api = api
        self._made = False

    async def end_of(self, user: str) -> int | None:
        """When the account ends, or None for one that has no end."""
        account = await self.account(user)
        return None if account is None else account.end

    async def account(self, user: str) -> Account | None:
        """What is known of one account."""
        return await self._run("account", _account, user)

    async def enrol(self, user: str, end: int) -> None:
        """Gives a new account its end."""
        await self._run("enrol", _enrol, user, end)

    async def enrol_missing(self, earliest: int, spread: int) -> None:
        """Gives every agent's account without an end one between `earliest` and `spread` milliseconds later."""
        await self._run("enrol_missing", _enrol_missing, earliest, spread)

    async def set_end(self, user: str, end: int) -> None:
        """Moves an account's end, with all its reminders still to come."""
        await self._run("set_end", _set_end, user, end)

    async def ending_by(self, end: int, reminders: int) -> list[Account]:
        """Accounts in use that end by then and have had fewer reminders."""
        return await self._run("ending_by", _ending_by, end, reminders)

    async def unused_token(self, user: str) -> str:
        """The token of the account's renewal link: the links of several mails are one until it is used."""
        return await self._run("unused_token", _unused_token, user)

    async def note_mail(self, user: str, reminders_sent: int, now: int) -> None:
        """Remembers that a mail has gone out."""
        await self._run("note_mail", _note_mail, user, reminders_sent, now)

    async def renew(self, token: str, end: int) -> tuple[bool, bool, int]:
        """Uses a token up: whether it was valid, whether it had been used, and the account's end (0: no account)."""
        return await self._run("renew", _renew, token, end)

    async def _run(
        self, what: str, interaction: Callable[Concatenate[LoggingTransaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        def with_table(txn: LoggingTransaction) -> T:
            if not self._made:
                _make(txn)
            return interaction(txn, *args, **kwargs)

        result = await self._api.run_db_interaction(f"tchap_account_validity_{what}", with_table)
        self._made = True
        return result


def _make(txn: LoggingTransaction) -> None:
    if isinstance(txn.database_engine, PostgresEngine):
        # Two processes that make the same table at once: one fails, despite IF NOT EXISTS.
        txn.execute("SELECT pg_advisory_xact_lock(?)", (TABLE_LOCK,))
    txn.execute(
        """
        CREATE TABLE IF NOT EXISTS tchap_account_validity (
            user_id TEXT PRIMARY KEY,
            end_ms BIGINT NOT NULL,
            reminders_sent INTEGER NOT NULL DEFAULT 0,
            mailed_at_ms BIGINT,
            renewal_token TEXT UNIQUE,
            token_used BOOLEAN NOT NULL DEFAULT FALSE
        )
        """
    )


def _account(txn: LoggingTransaction, user: str) -> Account | None:
    txn.execute(
        "SELECT user_id, end_ms, reminders_sent, mailed_at_ms FROM tchap_account_validity WHERE user_id = ?", (user,)
    )
    row = txn.fetchone()
    return None if row is None else Account(*row)


def _enrol(txn: LoggingTransaction, user: str, end: int) -> None:
    txn.execute(
        "INSERT INTO tchap_account_validity (user_id, end_ms) VALUES (?, ?) ON CONFLICT (user_id) DO NOTHING",
        (user, end),
    )


def _enrol_missing(txn: LoggingTransaction, earliest: int, spread: int) -> None:
    # The moment of creation, in seconds, is as good as chance, and gives the same end if this runs twice. The remainder
    # is written out: psycopg2 takes a % for a parameter, and not every SQLite has MOD.
    txn.execute(
        """
        INSERT INTO tchap_account_validity (user_id, end_ms)
        SELECT name, ? + creation_ts * 1000 - (creation_ts * 1000 / ?) * ? FROM users
        WHERE deactivated = 0 AND is_guest = 0 AND appservice_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM tchap_account_validity WHERE user_id = name)
        ON CONFLICT (user_id) DO NOTHING
        """,
        (earliest, spread, spread),
    )


def _set_end(txn: LoggingTransaction, user: str, end: int) -> None:
    txn.execute(
        """
        INSERT INTO tchap_account_validity (user_id, end_ms) VALUES (?, ?)
        ON CONFLICT (user_id) DO UPDATE SET end_ms = EXCLUDED.end_ms, reminders_sent = 0
        """,
        (user, end),
    )


def _ending_by(txn: LoggingTransaction, end: int, reminders: int) -> list[Account]:
    txn.execute(
        """
        SELECT user_id, end_ms, reminders_sent, mailed_at_ms
        FROM tchap_account_validity INNER JOIN users ON name = user_id
        WHERE end_ms <= ? AND reminders_sent < ? AND deactivated = 0
        """,
        (end, reminders),
    )
    return [Account(*row) for row in txn]


def _unused_token(txn: LoggingTransaction, user: str) -> str:
    txn.execute("SELECT renewal_token FROM tchap_account_validity WHERE user_id = ? AND NOT token_used", (user,))
    for (unused,) in txn:
        if unused is not None:
            return str(unused)
    token = secrets.token_urlsafe(32)
    txn.execute(
        "UPDATE tchap_account_validity SET renewal_token = ?, token_used = ? WHERE user_id = ?", (token, False, user)
    )
    return token


def _note_mail(txn: LoggingTransaction, user: str, reminders_sent: int, now: int) -> None:
    txn.execute(
        "UPDATE tchap_account_validity SET reminders_sent = ?, mailed_at_ms = ? WHERE user_id = ?",
        (reminders_sent, now, user),
    )


def _renew(txn: LoggingTransaction, token: str, end: int) -> tuple[bool, bool, int]:
    txn.execute("SELECT user_id, end_ms, token_used FROM tchap_account_validity WHERE renewal_token = ?", (token,))
    row = txn.fetchone()
    if row is None:
        return False, False, 0
    user, current_end, used = row
    if used:
        return False, True, current_end
    txn.execute(
        "UPDATE tchap_account_validity SET end_ms = ?, reminders_sent = 0, token_used = ? WHERE user_id = ?",
        (end, True, user),
    )
    return True, False, end
