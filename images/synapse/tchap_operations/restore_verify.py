"""Checks a restored homeserver's database and a sample of its media.

    python -m tchap_operations.restore_verify --config <verify.json>

Changes nothing. One line for each check, and a last one with all. Exit code: 0 when all passed, 1 when one failed or
there is no database, 2 when the settings are wrong.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from tchap_operations.database import Arguments, connect_within, given_database, homeserver_database
from tchap_operations.log import log
from tchap_operations.program import DONE, FAILED, run
from tchap_operations.restore_checks import Outcome, Restored, run_checks
from tchap_operations.settings import Fields, read_settings
from tchap_operations.store import Store, StoreSettings, store_of

WAIT_SECONDS = 60
"""Seconds in which the database must answer. Assumption."""


@dataclass(frozen=True)
class MediaSettings:
    store: StoreSettings
    sample: int


@dataclass(frozen=True)
class Settings:
    homeserver: Path | None
    database: Arguments
    media: MediaSettings | None
    rpo_seconds: int
    target: datetime | None
    one_time_keys_empty: bool
    may_be_empty: bool


def media_settings(fields: Fields) -> MediaSettings:
    """A sample of media in a store."""
    return MediaSettings(store=store_of(fields), sample=fields.integer("sample", 1))


def target_time(fields: Fields) -> datetime | None:
    """A moment with its time zone."""
    if not fields.has("targetTime"):
        return None
    try:
        target = datetime.fromisoformat(fields.text("targetTime"))
    except ValueError:
        target = datetime.min
    if target.tzinfo is None:
        fields.mistakes.append("targetTime: must be a moment with its time zone, such as 2026-11-23T02:00:00Z")
    return target


def may_be_empty(fields: Fields) -> bool:
    """Whether a homeserver that nobody used yet is a sound one; by default it is none, since a lost one looks alike."""
    return fields.has("mayBeEmpty") and fields.flag("mayBeEmpty")


def settings(fields: Fields) -> Settings:
    if fields.has("homeserverConfig") == fields.has("database"):
        fields.mistakes.append("either homeserverConfig or database must be given")
    return Settings(
        homeserver=fields.path("homeserverConfig") if fields.has("homeserverConfig") else None,
        database=fields.one("database", given_database) if fields.has("database") else {},
        media=fields.one("media", media_settings) if fields.has("media") else None,
        rpo_seconds=fields.integer("rpoSeconds", 1),
        target=target_time(fields),
        one_time_keys_empty=fields.flag("oneTimeKeysEmpty"),
        may_be_empty=may_be_empty(fields),
    )


def told(outcomes: Sequence[Outcome]) -> bool:
    """Says each outcome, and then all of them; whether every check passed."""
    for outcome in outcomes:
        log("check", name=outcome.name, passed=outcome.passed, **outcome.facts)
    passed = all(outcome.passed for outcome in outcomes)
    log("verified", passed=passed, checks=[{"name": each.name, "passed": each.passed} for each in outcomes])
    return passed


def work(file: Path, _command: str) -> int:
    given = read_settings(file, settings)
    started = datetime.now(timezone.utc)
    database = given.database if given.homeserver is None else homeserver_database(given.homeserver)
    store = None if given.media is None else Store(given.media.store)
    connection = connect_within(database, "restore-verify", WAIT_SECONDS)
    try:
        outcomes = run_checks(
            Restored(
                connection=connection,
                reference=given.target or started,
                has_target=given.target is not None,
                rpo_seconds=given.rpo_seconds,
                one_time_keys_empty=given.one_time_keys_empty,
                may_be_empty=given.may_be_empty,
                store=store,
                sample=0 if given.media is None else given.media.sample,
            )
        )
    finally:
        connection.close()
    return DONE if told(outcomes) else FAILED


def main(arguments: list[str]) -> int:
    return run(arguments, "restore_verify", work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
