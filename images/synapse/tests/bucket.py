"""Not an object store: answers like S3 for what a backup asks of one bucket."""

import base64
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "tchap-test-identity-server"


class Bucket:
    """Objects by key; whoever overwrites or deletes one is noted."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.wrong: list[str] = []
        # Answers every request with this code, while it is set.
        self.fails: int | None = None
        bucket = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self, code: int, content: bytes = b"", length: int | None = None) -> None:
                self.send_response(code)
                self.send_header("Content-Length", str(len(content) if length is None else length))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def _error(self, code: int, name: str) -> None:
                self._answer(code, f"<Error><Code>{name}</Code><Message>{name}</Message></Error>".encode())

            def _key(self) -> str | None:
                """The object's key; "" for the bucket itself; None where something is wrong by then."""
                if bucket.fails is not None:
                    self._error(bucket.fails, "AccessDenied" if bucket.fails == 403 else "InternalError")
                    return None
                name, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
                if name != BUCKET:
                    self._error(404, "NoSuchBucket")
                    return None
                return key

            def do_GET(self) -> None:
                key = self._key()
                if key is None:
                    return
                if key == "":
                    prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
                    found = "".join(
                        f"<Contents><Key>{escape(name)}</Key><Size>{len(content)}</Size></Contents>"
                        for name, content in sorted(bucket.objects.items())
                        if name.startswith(prefix)
                    )
                    self._answer(200, f"<ListBucketResult><Name>{BUCKET}</Name>{found}</ListBucketResult>".encode())
                elif key in bucket.objects:
                    self._answer(200, bucket.objects[key])
                else:
                    self._error(404, "NoSuchKey")

            def do_HEAD(self) -> None:
                key = self._key()
                if key is not None:
                    there = bucket.objects.get(key)
                    self._answer(404 if there is None else 200, length=len(there or b""))

            def do_PUT(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                key = self._key()
                if key is None:
                    return
                if self.headers["Content-MD5"] != base64.b64encode(hashlib.md5(content).digest()).decode():
                    self._error(400, "BadDigest")
                    return
                if key in bucket.objects:
                    bucket.wrong.append(f"overwrote {key}")
                bucket.objects[key] = content
                self._answer(200)

            def do_DELETE(self) -> None:
                bucket.wrong.append(f"deleted {self.path}")
                self._answer(204)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
