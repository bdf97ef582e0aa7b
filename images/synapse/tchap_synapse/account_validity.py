"""Life of accounts where Synapse owns sign-in: an account that nobody renews stops working, and its owner is told."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from synapse.api.errors import LimitExceededError
from synapse.config._base import Config
from synapse.module_api import JsonDict, ModuleApi, SynapseRequest, UserID, parse_json_object_from_request
from synapse.module_api.errors import ConfigError, SynapseError
from twisted.web.http import Request

from tchap_synapse.account_validity_table import AccountValidityTable
from tchap_synapse.email_address import NotAnAddress, parse_domain

logger = logging.getLogger(__name__)

CHECK_EVERY_MS = 30 * 60 * 1000
"""Milliseconds between two looks for reminders that are due; as Synapse's own account validity does."""

REMEMBER_FOR_MS = 60 * 60 * 1000
"""Milliseconds for which a process trusts that an account is valid. Renewals act at once, an administrator's earlier
date within this hour (assumption: soon enough)."""

MOST_REMEMBERED = 100_000
"""Accounts that a process remembers before it forgets all: about 20 MB (assumption)."""

BETWEEN_MAILS_MS = 10 * 60 * 1000
"""Milliseconds before an expired agent can ask for another mail (assumption)."""


def now_ms() -> int:
    """Milliseconds since 1970."""
    return int(time.time() * 1000)


@dataclass(frozen=True)
class AccountValidityConfig:
    """All durations in milliseconds; reminders go out so long before the end, the longest first."""

    period: int
    reminders: tuple[int, ...]
    exempt_email_domains: tuple[str, ...]


class AccountValidity:
    """Ends accounts after a period, after reminders by mail, each with a link that renews; domains can be exempt.

    It takes the place of synapse-email-account-validity, whose last release (0.3) does not load on this Synapse.
    """

    def __init__(self, config: AccountValidityConfig, api: ModuleApi):
        self._config = config
        self._api = api
        self._table = AccountValidityTable(api)
        self._valid_until: dict[str, int] = {}
        templates = str(Path(__file__).parent / "templates")
        self._html, self._text = api.read_templates(["tchap_expiry.html", "tchap_expiry.txt"], templates)
        api.register_account_validity_callbacks(
            is_user_expired=self.is_user_expired,
            on_user_registration=self.on_user_registration,
            on_legacy_send_mail=self.on_legacy_send_mail,
            on_legacy_renew=self.on_legacy_renew,
            on_legacy_admin_request=self.on_legacy_admin_request,
        )
        # Runs only in the process that has the background tasks.
        api.looping_background_call(self.remind, CHECK_EVERY_MS, desc="account_validity_reminders")

    @staticmethod
    def parse_config(config: JsonDict) -> AccountValidityConfig:
        """Reads the module's `config` in homeserver.yaml: period, reminders, and optionally exempt_email_domains."""
        unknown = config.keys() - {"period", "reminders", "exempt_email_domains"}
        if unknown:
            raise ConfigError(f"AccountValidity does not know {', '.join(sorted(unknown))}")
        missing = {"period", "reminders"} - config.keys()
        if missing:
            raise ConfigError(f"AccountValidity needs {', '.join(sorted(missing))}")
        period = Config.parse_duration(config["period"])
        reminders = tuple(Config.parse_duration(reminder) for reminder in config["reminders"])
        if not reminders or min(reminders) <= 0 or sorted({period, *reminders}, reverse=True) != [period, *reminders]:
            raise ConfigError("AccountValidity: reminders must be shorter than the period, the longest first")
        try:
            exempt = tuple(parse_domain(domain) for domain in config.get("exempt_email_domains", []))
        except NotAnAddress as mistake:
            raise ConfigError(f"exempt_email_domains: {mistake}") from mistake
        return AccountValidityConfig(period, reminders, exempt)

    async def is_user_expired(self, user: str) -> bool | None:
        """Whether the account's life has ended; Synapse asks at every request. None: it has no end yet."""
        if self._is_exempt(user):
            return False
        now = now_ms()
        if now < self._valid_until.get(user, 0):
            return False
        end = await self._table.end_of(user)
        if end is None:
            return None
        if now >= end:
            return True
        if len(self._valid_until) >= MOST_REMEMBERED:
            self._valid_until.clear()
        self._valid_until[user] = min(end, now + REMEMBER_FOR_MS)
        return False

    async def on_user_registration(self, user: str) -> None:
        """A new account lives for one period."""
        await self._table.enrol(user, now_ms() + self._config.period)

    async def on_legacy_renew(self, token: str) -> tuple[bool, bool, int]:
        """Someone opened a renewal link: whether it is valid, whether it was used before, and the account's end."""
        return await self._table.renew(token, now_ms() + self._config.period)

    async def on_legacy_send_mail(self, user: str) -> None:
        """An agent, expired or not, asks for a renewal link."""
        now = now_ms()
        account = await self._table.account(user)
        if account is None or self._is_exempt(user):
            raise SynapseError(400, "This account does not expire")
        if account.mailed_at is not None and now < account.mailed_at + BETWEEN_MAILS_MS:
            raise LimitExceededError("account_validity", retry_after_ms=account.mailed_at + BETWEEN_MAILS_MS - now)
        await self._mail(user, account.end, account.reminders_sent)

    async def on_legacy_admin_request(self, request: Request) -> int:
        """An administrator sets an account's end: `user_id`, and `expiration_ts` in milliseconds (one period)."""
        assert isinstance(request, SynapseRequest)
        body = parse_json_object_from_request(request)
        user, end = body.get("user_id"), body.get("expiration_ts", now_ms() + self._config.period)
        if not isinstance(user, str) or not isinstance(end, int):
            raise SynapseError(400, "user_id is a text, expiration_ts a whole number of milliseconds")
        await self._table.set_end(user, end)
        self._valid_until.pop(user, None)
        return end

    async def remind(self) -> None:
        """Gives accounts older than this module their end, and mails who is due the next reminder."""
        now = now_ms()
        first = self._config.reminders[0]
        # Ends are spread, so that a shard's agents do not all get their mail on one day; none ends unannounced.
        await self._table.enrol_missing(now + first, self._config.period - first)
        for account in await self._table.ending_by(now + first, len(self._config.reminders)):
            due = sum(account.end - now <= reminder for reminder in self._config.reminders)
            if due <= account.reminders_sent or self._is_exempt(account.user):
                continue
            try:
                await self._mail(account.user, account.end, due)
            except Exception:
                # One mail that the relay refuses must not keep the others back; it is tried again.
                logger.exception("No renewal mail for %s", account.user)

    async def _mail(self, user: str, end: int, reminders_sent: int) -> None:
        token = await self._table.unused_token(user)
        profile = await self._api.get_profile_for_user(UserID.from_string(user).localpart)
        values = {
            "display_name": profile.display_name or user,
            "expiration_ts": end,
            "url": f"{self._api.public_baseurl}_matrix/client/unstable/account_validity/renew?token={token}",
        }
        html, text = self._html.render(**values), self._text.render(**values)
        for identifier in await self._api.get_threepids_for_user(user):
            if identifier["medium"] == "email":
                subject = f"Votre compte {self._api.email_app_name} expire bientôt"
                await self._api.send_mail(identifier["address"], subject, html, text)
        await self._table.note_mail(user, reminders_sent, now_ms())

    def _is_exempt(self, user: str) -> bool:
        # Local parts are the address with - for @, and their owner cannot change them. Another domain that ends in
        # -<domain> would be taken for it: no shard's list of exact domains has one.
        localpart = UserID.from_string(user).localpart
        return any(localpart.endswith(f"-{domain}") for domain in self._config.exempt_email_domains)
