"""Restores one shard's database beside it, checks it, measures how long that took, and removes it again.

    python -m tchap_operations.restore_drill --config <drill.json>

Runs as a Job in the shard's restore namespace, and touches no other. Exit code: 0 when the restore is sound and within
the objectives, 1 when it is not or was refused, 2 when the settings are wrong.
"""

import base64
import json
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg2

from tchap_operations.database import Arguments, connect_within, given_database
from tchap_operations.drill_database import CLEAN_UP_SECONDS, DRILL_LABEL, DrillDatabase, of_drill
from tchap_operations.drill_result import DrillResult, keep
from tchap_operations.json_api import ApiError
from tchap_operations.kubernetes import SECRETS, ClusterAccess, Kubernetes, KubernetesObject, cluster_access
from tchap_operations.log import log
from tchap_operations.program import DONE, FAILED, Refused, run
from tchap_operations.restore_checks import Restored, run_checks
from tchap_operations.restore_gate import prepare
from tchap_operations.restore_verify import MediaSettings, may_be_empty, media_settings, told
from tchap_operations.settings import BadSettings, Fields, read_settings
from tchap_operations.store import Store

CONNECT_SECONDS = 120
"""Seconds in which a healthy database takes a connection. Assumption."""


@dataclass(frozen=True)
class DatabaseSettings:
    arguments: Arguments
    # The Secret with the authority of the database's certificate: the operator makes it with the Cluster.
    authority_secret: str | None


@dataclass(frozen=True)
class Settings:
    shard: str
    cluster_file: Path
    database: DatabaseSettings
    media: MediaSettings | None
    rto_seconds: int
    rpo_seconds: int
    deadline_seconds: int
    clean_up_seconds: int
    may_be_empty: bool
    access: ClusterAccess


def database_settings(fields: Fields) -> DatabaseSettings:
    return DatabaseSettings(
        arguments=given_database(fields),
        authority_secret=fields.text("caSecret") if fields.has("caSecret") else None,
    )


def settings(fields: Fields) -> Settings:
    return Settings(
        shard=fields.text("shard"),
        cluster_file=fields.path("clusterFile"),
        database=fields.one("database", database_settings),
        media=fields.one("media", media_settings) if fields.has("media") else None,
        rto_seconds=fields.integer("rtoSeconds", 1),
        rpo_seconds=fields.integer("rpoSeconds", 1),
        deadline_seconds=fields.integer("deadlineSeconds", 1),
        clean_up_seconds=fields.integer("cleanUpSeconds", 1) if fields.has("cleanUpSeconds") else CLEAN_UP_SECONDS,
        may_be_empty=may_be_empty(fields),
        access=cluster_access(fields),
    )


def read_cluster(file: Path) -> KubernetesObject:
    """The Cluster to make, marked so that this program may remove it."""
    try:
        cluster: Any = json.loads(file.read_text("utf-8"))
    except OSError as problem:
        raise BadSettings([f"{file}: {problem.strerror}"]) from None
    except ValueError as problem:
        raise BadSettings([f"{file}: not JSON: {problem}"]) from None
    if not isinstance(cluster, dict) or cluster.get("kind") != "Cluster":
        raise BadSettings([f"{file}: must be a Cluster"])
    try:
        inherited = cluster["spec"]["inheritedMetadata"]["labels"][DRILL_LABEL]
        is_marked = of_drill(cluster) and inherited == "true"
    except (KeyError, TypeError):
        is_marked = False
    if not is_marked:
        where = "metadata.labels and spec.inheritedMetadata.labels"
        raise BadSettings([f'{file}: {where} must have {DRILL_LABEL}: "true"'])
    return cluster


def authority(kubernetes: Kubernetes, secret: str, folder: str) -> str:
    """The certificate of the authority that signed the database's own, in a file."""
    found = kubernetes.get(SECRETS, kubernetes.own_namespace, secret)
    try:
        certificate = base64.b64decode((found or {})["data"]["ca.crt"])
    except (KeyError, TypeError, ValueError):
        raise Refused(f"Secret {secret} has no ca.crt") from None
    file = Path(folder, "ca.crt")
    file.write_bytes(certificate)
    return str(file)


def verify(given: Settings, kubernetes: Kubernetes, result: DrillResult, folder: str) -> bool:
    """Prepares and checks the restored database; whether all checks passed."""
    arguments = dict(given.database.arguments)
    if given.database.authority_secret is not None:
        arguments["sslrootcert"] = authority(kubernetes, given.database.authority_secret, folder)
    connection = connect_within(arguments, "restore-drill", CONNECT_SECONDS)
    try:
        removed = prepare(connection, f"drill {result.started_at.isoformat()}")
        log("prepared", one_time_keys_removed=removed)
        outcomes = run_checks(
            Restored(
                connection=connection,
                reference=result.started_at,
                has_target=False,
                rpo_seconds=given.rpo_seconds,
                one_time_keys_empty=True,
                may_be_empty=given.may_be_empty,
                store=None if given.media is None else Store(given.media.store),
                sample=0 if given.media is None else given.media.sample,
            )
        )
    finally:
        connection.close()
    result.checks = [{"name": each.name, "passed": each.passed, **each.facts} for each in outcomes]
    ages = [each.facts.get("age_seconds") for each in outcomes if each.name == "marker"]
    result.rpo_seconds = next((float(age) for age in ages if isinstance(age, int | float)), None)
    result.reasons += [f"check failed: {each.name}" for each in outcomes if not each.passed]
    return told(outcomes)


def drill(given: Settings, kubernetes: Kubernetes, database: DrillDatabase, result: DrillResult) -> None:
    """Restores, checks and measures into `result`; the caller removes."""
    started = time.monotonic()
    database.create()
    database.wait_until_healthy(given.deadline_seconds)
    with tempfile.TemporaryDirectory() as folder:
        sound = verify(given, kubernetes, result, folder)
    result.rto_seconds = round(time.monotonic() - started, 3)
    if result.rto_seconds > given.rto_seconds:
        result.reasons.append(f"took {result.rto_seconds} s, more than {given.rto_seconds} s")
    result.passed = sound and not result.reasons


def on_signal(_number: int, _frame: FrameType | None) -> None:
    """Lets a pod that is told to stop remove what it made."""
    raise Refused("told to stop")


def work(file: Path, _command: str) -> int:
    given = read_settings(file, settings)
    cluster = read_cluster(given.cluster_file)
    kubernetes = Kubernetes(given.access)
    # A pod's host name is the pod's.
    database = DrillDatabase(kubernetes, cluster, socket.gethostname(), given.clean_up_seconds)
    try:
        database.clear()
    except ApiError as error:
        raise Refused(f"the API server: {error}") from None
    before = signal.signal(signal.SIGTERM, on_signal)
    result = DrillResult(given.shard, datetime.now(timezone.utc))
    try:
        drill(given, kubernetes, database, result)
    except (Refused, ApiError, psycopg2.Error) as problem:
        result.reasons.append(str(problem).strip())
    finally:
        finish(kubernetes, database, result)
        signal.signal(signal.SIGTERM, before)
    figures = {"rto_seconds": result.rto_seconds, "rpo_seconds": result.rpo_seconds}
    log("ended", passed=result.passed, **figures, reasons=result.reasons)
    return DONE if result.passed else FAILED


def finish(kubernetes: Kubernetes, database: DrillDatabase, result: DrillResult) -> None:
    """Keeps the result and removes the database: each even when the other fails, and a failure of either counts."""
    # Nothing stops this any more; the kubelet kills it when its time is over.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    result.finished_at = datetime.now(timezone.utc)
    attempt(result, lambda: keep(kubernetes, database.namespace, result))
    if not attempt(result, database.remove):
        attempt(result, lambda: keep(kubernetes, database.namespace, result))


def attempt(result: DrillResult, step: Callable[[], None]) -> bool:
    """Does a step; whether it was done, noted in the result when it was not."""
    try:
        step()
    except (Refused, ApiError) as problem:
        result.passed = False
        result.reasons.append(str(problem))
        return False
    return True


def main(arguments: list[str]) -> int:
    return run(arguments, "restore_drill", work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
