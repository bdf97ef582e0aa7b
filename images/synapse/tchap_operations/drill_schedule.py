"""Starts the drill of the shard that was drilled longest ago, one at a time, and shows what the drills found.

    python -m tchap_operations.drill_schedule --config <schedule.json>

It runs until it is told to stop. It makes Jobs from suspended CronJobs, and nothing else; what it must remember is in
the results and the Jobs, so that another pod goes on where this one ended.
"""

import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tchap_operations.drill_result import LastDrill, last_drill
from tchap_operations.json_api import ApiError
from tchap_operations.kubernetes import CRON_JOBS, JOBS, ClusterAccess, Kubernetes, KubernetesObject, cluster_access
from tchap_operations.log import log
from tchap_operations.metrics import Metrics
from tchap_operations.program import DONE, run
from tchap_operations.settings import Fields, read_settings

FIGURES = (
    ("tchap_restore_drill_success", "gauge", "1 when the last drill was sound and within the objectives, or 0."),
    ("tchap_restore_drill_rto_seconds", "gauge", "What the last drill took, from the request to the last check."),
    ("tchap_restore_drill_rpo_seconds", "gauge", "What the last drill lost before its start."),
    ("tchap_restore_drill_timestamp_seconds", "gauge", "End of the last drill; 0 when there was none."),
    ("tchap_restore_drill_running", "gauge", "1 while a drill of the shard runs, or 0."),
    ("tchap_restore_drills_held", "gauge", "1 while no drill starts since a shard could not be looked at, or 0."),
    ("tchap_restore_drills_failures_total", "counter", "Looks at a shard, and starts of a drill, that failed."),
)


@dataclass(frozen=True)
class ShardSettings:
    shard: str
    namespace: str


@dataclass(frozen=True)
class Settings:
    every_seconds: int
    check_seconds: int
    metrics_port: int
    cron_job: str
    shards: list[ShardSettings]
    access: ClusterAccess


@dataclass(frozen=True)
class ShardState:
    """What is known of a shard's drills at one moment; times in seconds since 1970, 0 for never."""

    shard: ShardSettings
    last: LastDrill | None
    tried_at: float
    runs: bool


def shard_settings(fields: Fields) -> ShardSettings:
    return ShardSettings(fields.text("shard"), fields.text("namespace"))


def settings(fields: Fields) -> Settings:
    return Settings(
        every_seconds=fields.integer("everySeconds", 1),
        check_seconds=fields.integer("checkSeconds", 1),
        metrics_port=fields.integer("metricsPort", 1),
        cron_job=fields.text("cronJob"),
        shards=fields.many("shards", shard_settings),
        access=cluster_access(fields),
    )


def state_of(kubernetes: Kubernetes, shard: ShardSettings, cron_job: str) -> ShardState:
    """Asks for a shard's result and Jobs; a drill that left no result counts from its start."""
    last = last_drill(kubernetes, shard.namespace)
    jobs = [job for job in kubernetes.list(JOBS, shard.namespace) if cron_job in owners(job)]
    started = [datetime.fromisoformat(job["metadata"]["creationTimestamp"]).timestamp() for job in jobs]
    tried_at = max([*started, 0.0 if last is None else last.timestamp_seconds], default=0.0)
    return ShardState(shard, last, tried_at, any(not is_over(job) for job in jobs))


def owners(job: KubernetesObject) -> list[str]:
    """Names of the CronJobs that a Job belongs to."""
    return [owner["name"] for owner in job["metadata"].get("ownerReferences") or [] if owner["kind"] == "CronJob"]


def is_over(job: KubernetesObject) -> bool:
    """Whether a Job completed or failed."""
    conditions = (job.get("status") or {}).get("conditions") or []
    return any(each["type"] in ("Complete", "Failed") and each["status"] == "True" for each in conditions)


def due(states: Sequence[ShardState], now: float, every_seconds: float) -> ShardSettings | None:
    """The shard whose drill is due: none while one runs or the latest is young, or else the one tried longest ago."""
    if not states or any(state.runs for state in states):
        return None
    if now - max(state.tried_at for state in states) < every_seconds:
        return None
    # The name decides between those that were never drilled.
    return min(states, key=lambda state: (state.tried_at, state.shard.shard)).shard


def job_of(cron_job: KubernetesObject, now: datetime) -> KubernetesObject:
    """A Job as the CronJob would have made it, marked as `kubectl create job --from` does."""
    template: dict[str, Any] = cron_job["spec"]["jobTemplate"]
    metadata = template.get("metadata") or {}
    name = cron_job["metadata"]["name"]
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {
            "name": f"{name}-{now:%Y%m%d%H%M%S}",
            "labels": metadata.get("labels") or {},
            "annotations": {**(metadata.get("annotations") or {}), "cronjob.kubernetes.io/instantiate": "manual"},
            # The CronJob's own history limits then remove old ones.
            "ownerReferences": [
                {
                    "apiVersion": "batch/v1",
                    "kind": "CronJob",
                    "name": name,
                    "uid": cron_job["metadata"]["uid"],
                    "controller": True,
                }
            ],
        },
        "spec": template["spec"],
    }


class Schedule:
    """Looks at every shard, shows what it finds, and starts what is due."""

    def __init__(self, given: Settings, kubernetes: Kubernetes, metrics: Metrics) -> None:
        self._given = given
        self._kubernetes = kubernetes
        self._metrics = metrics
        metrics.add("tchap_restore_drills_failures_total", 0)

    def look(self) -> None:
        """One round: shows every shard that can be seen, and starts what is due once all of them can."""
        states = []
        unseen = []
        for shard in self._given.shards:
            try:
                state = state_of(self._kubernetes, shard, self._given.cron_job)
            except (ApiError, KeyError, TypeError, ValueError) as problem:
                self._failed(shard, problem)
                unseen.append(shard.shard)
                continue
            self._show(state)
            states.append(state)
        self._metrics.set("tchap_restore_drills_held", bool(unseen))
        if unseen:
            # A drill may run where nobody can look, and there is to be one at a time.
            log("no drill starts", unseen=unseen)
            return
        next_one = due(states, time.time(), self._given.every_seconds)
        if next_one is not None:
            try:
                self._start(next_one)
            except (ApiError, KeyError, TypeError) as problem:
                self._failed(next_one, problem)

    def _start(self, shard: ShardSettings) -> None:
        cron_job = self._kubernetes.get(CRON_JOBS, shard.namespace, self._given.cron_job)
        if cron_job is None:
            raise ApiError(404, f"there is no CronJob {self._given.cron_job} in {shard.namespace}")
        job = self._kubernetes.create(JOBS, shard.namespace, job_of(cron_job, datetime.now(timezone.utc)))
        log("drill started", shard=shard.shard, namespace=shard.namespace, job=job["metadata"]["name"])

    def _failed(self, shard: ShardSettings, problem: Exception) -> None:
        self._metrics.add("tchap_restore_drills_failures_total", 1)
        log("shard failed", shard=shard.shard, namespace=shard.namespace, reason=str(problem))

    def _show(self, state: ShardState) -> None:
        name = state.shard.shard
        self._metrics.set("tchap_restore_drill_running", state.runs, shard=name)
        self._metrics.set(
            "tchap_restore_drill_timestamp_seconds", state.last.timestamp_seconds if state.last else 0, shard=name
        )
        if state.last is None:
            return
        self._metrics.set("tchap_restore_drill_success", state.last.passed, shard=name)
        for figure, value in (("rto", state.last.rto_seconds), ("rpo", state.last.rpo_seconds)):
            if value is not None:
                self._metrics.set(f"tchap_restore_drill_{figure}_seconds", value, shard=name)


def work(file: Path, _command: str) -> int:
    given = read_settings(file, settings)
    metrics = Metrics()
    for figure in FIGURES:
        metrics.declare(*figure)
    schedule = Schedule(given, Kubernetes(given.access), metrics)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = metrics.serve(given.metrics_port)
    log("started", shards=len(given.shards), every_seconds=given.every_seconds)
    while not stop.is_set():
        schedule.look()
        stop.wait(given.check_seconds)
    server.shutdown()
    log("stopped")
    return DONE


def main(arguments: list[str]) -> int:
    return run(arguments, "drill_schedule", work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
