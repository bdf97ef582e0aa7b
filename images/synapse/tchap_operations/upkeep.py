"""Runs beside Synapse in the pod that owns the media volume: bounds the volume, and writes the marker.

    python -m tchap_operations.upkeep --config <upkeep.json>

It runs until it is told to stop; a failed round is told, counted and tried again. Why not the S3 provider's own
script: it removes a file that the store holds with another size, and never looks again at one that came back.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg2

from tchap_operations.database import Arguments, connect, homeserver_database
from tchap_operations.local_media import move
from tchap_operations.log import log
from tchap_operations.marker import make_marker, write_marker
from tchap_operations.metrics import Metrics
from tchap_operations.program import DONE, run
from tchap_operations.settings import Fields, read_settings
from tchap_operations.store import Store, StoreSettings, store_of

DAY = 86400

FIGURES = (
    ("tchap_marker_timestamp_seconds", "gauge", "When the marker was last written, by the database's clock."),
    ("tchap_media_upkeep_success_timestamp_seconds", "gauge", "End of the last pass without a failure."),
    ("tchap_media_local_bytes", "gauge", "Bytes of media on the local volume after the last pass."),
    ("tchap_media_local_files", "gauge", "Files of media on the local volume after the last pass."),
    ("tchap_media_mismatched_files", "gauge", "Files that the store holds with another size; they are kept."),
    ("tchap_media_uploaded_files_total", "counter", "Files that the store lacked and has now."),
    ("tchap_media_removed_files_total", "counter", "Files removed from the volume because the store has them."),
    ("tchap_media_removed_bytes_total", "counter", "Bytes of those files."),
    ("tchap_upkeep_failures_total", "counter", "Failed rounds, and files that could not be moved."),
)


@dataclass(frozen=True)
class Settings:
    homeserver: Path
    media: Path
    store: StoreSettings
    marker_seconds: int
    upload_seconds: int
    older_than_days: int
    most_bytes: int
    metrics_port: int


def settings(fields: Fields) -> Settings:
    return Settings(
        homeserver=fields.path("homeserverConfig"),
        media=fields.path("mediaPath"),
        store=fields.one("store", store_of),
        marker_seconds=fields.integer("markerSeconds", 1),
        upload_seconds=fields.integer("uploadSeconds", 1),
        older_than_days=fields.integer("olderThanDays", 1),
        most_bytes=fields.integer("mostBytes", 1),
        metrics_port=fields.integer("metricsPort", 1),
    )


class MarkerTask:
    """Writes the marker on one connection, made anew after a failure."""

    def __init__(self, database: Arguments, metrics: Metrics) -> None:
        self._database = database
        self._metrics = metrics
        self._connection: psycopg2.extensions.connection | None = None

    def __call__(self) -> None:
        try:
            if self._connection is None:
                self._connection = connect(self._database, "upkeep")
                make_marker(self._connection)
            written = write_marker(self._connection)
        except psycopg2.Error:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            raise
        self._metrics.set("tchap_marker_timestamp_seconds", written.timestamp())


class MediaTask:
    """One pass over the volume."""

    def __init__(self, given: Settings, metrics: Metrics) -> None:
        self._given = given
        self._metrics = metrics

    def __call__(self) -> None:
        given = self._given
        # The key is read at each pass: a rotated one needs no restart.
        result = move(given.media, Store(given.store), time.time(), given.older_than_days * DAY, given.most_bytes)
        self._metrics.set("tchap_media_local_bytes", result.bytes)
        self._metrics.set("tchap_media_local_files", result.files)
        self._metrics.set("tchap_media_mismatched_files", result.mismatched)
        self._metrics.add("tchap_media_uploaded_files_total", result.uploaded)
        self._metrics.add("tchap_media_removed_files_total", result.removed)
        self._metrics.add("tchap_media_removed_bytes_total", result.removed_bytes)
        self._metrics.add("tchap_upkeep_failures_total", result.failed, task="media")
        if not result.failed and not result.mismatched:
            self._metrics.set("tchap_media_upkeep_success_timestamp_seconds", time.time())
        log("media pass", **asdict(result))


def repeat(name: str, task: Callable[[], None], seconds: float, metrics: Metrics, stop: threading.Event) -> None:
    """Runs a task at once and then every so many seconds, until it is told to stop."""
    metrics.add("tchap_upkeep_failures_total", 0, task=name)
    while True:
        try:
            task()
        except Exception as problem:  # A round that fails must not end the next ones.
            metrics.add("tchap_upkeep_failures_total", 1, task=name)
            log("round failed", task=name, error=type(problem).__name__, reason=str(problem).strip())
        if stop.wait(seconds):
            return


def work(file: Path, _command: str) -> int:
    given = read_settings(file, settings)
    database = homeserver_database(given.homeserver)
    metrics = Metrics()
    for figure in FIGURES:
        metrics.declare(*figure)
    # From the start on, so that their age is known although no pass ever succeeds.
    for figure in ("tchap_marker_timestamp_seconds", "tchap_media_upkeep_success_timestamp_seconds"):
        metrics.set(figure, time.time())
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = metrics.serve(given.metrics_port)
    tasks = (
        ("marker", MarkerTask(database, metrics), given.marker_seconds),
        ("media", MediaTask(given, metrics), given.upload_seconds),
    )
    for name, task, seconds in tasks:
        # A pass that is under way when the pod ends is cut: each file is whole by itself.
        threading.Thread(target=repeat, args=(name, task, seconds, metrics, stop), daemon=True).start()
    log("started", marker_seconds=given.marker_seconds, upload_seconds=given.upload_seconds)
    stop.wait()
    server.shutdown()
    log("stopped")
    return DONE


def main(arguments: list[str]) -> int:
    return run(arguments, "upkeep", work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
