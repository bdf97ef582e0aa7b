"""Starts the content scanner with what it cannot be configured to do: see each change to it below."""

import asyncio
import json
import logging
import secrets
import shutil
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import scan
from matrix_content_scanner import mcs
from matrix_content_scanner.scanner.scanner import Scanner

OUTCOMES = {scan.CLEAN: "clean", scan.INFECTED: "infected", scan.UNSCANNABLE: "unscannable"}


class Counts:
    """How scans ended since the start."""

    def __init__(self):
        self._counts = dict.fromkeys([*OUTCOMES.values(), "undecided"], 0)

    def add(self, code):
        self._counts[OUTCOMES.get(code, "undecided")] += 1

    def lines(self):
        yield "# TYPE content_scanner_scans_total counter"
        for outcome, count in self._counts.items():
            yield f'content_scanner_scans_total{{outcome="{outcome}"}} {count}'


# Seconds in which the antivirus must answer whoever reads the metrics.
PATIENCE = 5


def antivirus_lines(told):
    """Whether the antivirus answers, and how old its signatures are."""
    try:
        with scan.Antivirus(told["host"], told["port"], PATIENCE) as antivirus:
            built = antivirus.signatures_built()
    except (OSError, scan.Undecided):
        built = None
    yield "# TYPE content_scanner_antivirus_up gauge"
    yield f"content_scanner_antivirus_up {int(built is not None)}"
    if built is not None:
        yield "# TYPE content_scanner_signatures_timestamp_seconds gauge"
        yield f"content_scanner_signatures_timestamp_seconds {built}"
    yield "# TYPE content_scanner_signatures_refused_after_seconds gauge"
    yield f"content_scanner_signatures_refused_after_seconds {told['signatureDays'] * scan.DAY}"


def serve_metrics(port, counts, told):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path != "/metrics":
                self.send_error(404)
                return
            body = "".join(f"{line}\n" for line in [*counts.lines(), *antivirus_lines(told)]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def file_of_its_own():
    """
    Gives each scan a file of its own. The scanner names it after the media alone, so that of two scans of one media at a
    time, with different decryption keys, the one would have the other's content judged and be called clean for it.
    """
    write = Scanner._write_file_to_disk

    def write_apart(self, media_path, body):
        path = f"{media_path}-{secrets.token_hex(16)}"
        try:
            return write(self, path, body)
        except OSError:
            # No room: what was written of it must not take the next file's.
            (self._store_directory / path).unlink(missing_ok=True)
            raise

    Scanner._write_file_to_disk = write_apart


def few_at_a_time(most):
    """Holds no more files at a time than its memory has room for: the scanner limits scans, and not downloads."""
    scan_file = Scanner.scan_file
    slots = asyncio.Semaphore(most)

    async def scan_file_in_turn(self, *args, **kwargs):
        async with slots:
            return await scan_file(self, *args, **kwargs)

    Scanner.scan_file = scan_file_in_turn


def counted(counts):
    """Counts how scans end."""
    run_scan = Scanner._run_scan

    async def run_scan_and_count(self, file_name):
        code = await run_scan(self, file_name)
        counts.add(code)
        return code

    Scanner._run_scan = run_scan_and_count


class JsonLines(logging.Formatter):
    def format(self, record):
        line = {"time": self.formatTime(record), "level": record.levelname, "logger": record.name}
        return json.dumps({**line, "request": getattr(record, "request_id", None), "message": record.getMessage()})


def log_as_json():
    """Writes its log as JSON, one object a line."""
    set_up = mcs.setup_logging

    def set_up_json():
        set_up()
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines())

    mcs.setup_logging = set_up_json


def main():
    settings = scan.settings()
    # What an earlier container of the pod left when it was killed.
    for left in Path(settings["folder"]).iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    counts = Counts()
    file_of_its_own()
    few_at_a_time(settings["filesAtATime"])
    counted(counts)
    log_as_json()
    serve_metrics(settings["metricsPort"], counts, settings["antivirus"])
    mcs.main()


if __name__ == "__main__":
    sys.exit(main())
