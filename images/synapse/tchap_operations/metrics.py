"""Shows a program's figures to Prometheus, in its text format."""

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Figures by name and labels, as they are now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._described: dict[str, tuple[str, str]] = {}
        self._values: dict[str, dict[Labels, float]] = {}

    def declare(self, name: str, kind: str, description: str) -> None:
        """A figure of kind `gauge` or `counter`, shown from its first value on."""
        self._described[name] = (kind, description)
        self._values[name] = {}

    def set(self, name: str, value: float, **labels: str) -> None:
        """What a figure is now."""
        with self._lock:
            self._values[name][tuple(sorted(labels.items()))] = float(value)

    def add(self, name: str, value: float, **labels: str) -> None:
        """Counts on, from zero."""
        key = tuple(sorted(labels.items()))
        with self._lock:
            self._values[name][key] = self._values[name].get(key, 0.0) + value

    def text(self) -> str:
        """Prometheus' text format, version 0.0.4."""
        lines = []
        with self._lock:
            for name, (kind, description) in self._described.items():
                lines += [f"# HELP {name} {description}", f"# TYPE {name} {kind}"]
                lines += [f"{name}{written(dict(labels))} {value!r}" for labels, value in self._values[name].items()]
        return "\n".join(lines) + "\n"

    def serve(self, port: int, address: str = "") -> ThreadingHTTPServer:
        """Answers GET /metrics, on every address unless one is named, until it is shut down."""
        metrics = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path == "/metrics"
                content = metrics.text().encode() if found else b""
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing: a line for each scrape would hide the others."""

        server = ThreadingHTTPServer((address, port), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


def written(labels: Mapping[str, str]) -> str:
    """Labels as the text format has them."""
    if not labels:
        return ""
    escaped = {
        name: value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for name, value in labels.items()
    }
    return "{" + ",".join(f'{name}="{value}"' for name, value in escaped.items()) + "}"
