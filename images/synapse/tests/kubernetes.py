"""Not Kubernetes: an API server over TLS that keeps objects, and answers as the real one to what is asked here."""

import copy
import json
import ssl
import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.certificate import certificate

TOKEN = "a token of the service account"

Place = tuple[str, str, str]
"""Plural, namespace and name of an object."""


class ApiServer(ThreadingHTTPServer):
    """Objects by place; `service_account` is what a pod of `namespace` would have mounted."""

    def __init__(self, folder: Path, namespace: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.service_account = folder
        chain, key = certificate(folder)
        (folder / "token").write_text(TOKEN)
        (folder / "namespace").write_text(namespace)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.objects: dict[Place, dict] = {}
        # Every request that changes something, in its order.
        self.changes: list[tuple[str, Place]] = []
        # Called after an object was made, changed, looked at or removed: the part of the controllers.
        self.after: Callable[[str, Place], None] = lambda method, place: None
        # Status for a request, where the server is to refuse it.
        self.refuses: Callable[[str, str], int | None] = lambda method, path: None
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def access(self) -> dict[str, str]:
        return {"apiServer": f"https://127.0.0.1:{self.server_port}", "serviceAccount": str(self.service_account)}

    def put(self, plural: str, namespace: str, name: str, **fields: object) -> dict:
        """Makes an object, as somebody else would."""
        metadata = {"name": name, "namespace": namespace, "uid": str(uuid.uuid4()), **fields.pop("metadata", {})}
        metadata.setdefault("creationTimestamp", f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}")
        self.objects[plural, namespace, name] = {"metadata": metadata, **fields}
        return self.objects[plural, namespace, name]

    def names(self, plural: str, namespace: str) -> list[str]:
        return [name for kind, place, name in self.objects if (kind, place) == (plural, namespace)]

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: ApiServer

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _answer(self) -> None:
        length = int(self.headers["Content-Length"] or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        status, content = self._refused() or getattr(self, f"_{self.command}")(*self._place(), body)
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _refused(self) -> tuple[int, dict] | None:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return 401, {"message": "Unauthorized"}
        status = self.server.refuses(self.command, self.path)
        return None if status is None else (status, {"message": "refused by the test"})

    def _place(self) -> Place:
        """`/api/v1/namespaces/<namespace>/<plural>[/<name>]`, or the same below `/apis/<group>/<version>`."""
        _, namespace, plural, *name = urlsplit(self.path).path.partition("/namespaces")[2].split("/")
        return plural, namespace, name[0] if name else ""

    def _GET(self, plural: str, namespace: str, name: str, body: dict) -> tuple[int, dict]:
        objects = self.server.objects
        if not name:
            found = [each for (kind, place, _), each in objects.items() if (kind, place) == (plural, namespace)]
            return 200, {"items": copy.deepcopy(found)}
        self.server.after("GET", (plural, namespace, name))
        found = objects.get((plural, namespace, name))
        return (404, {"message": f"{plural} {name} not found"}) if found is None else (200, found)

    def _POST(self, plural: str, namespace: str, _: str, body: dict) -> tuple[int, dict]:
        name = body["metadata"]["name"]
        if (plural, namespace, name) in self.server.objects:
            return 409, {"message": f"{plural} {name} already exists"}
        if body["metadata"].get("namespace", namespace) != namespace:
            return 400, {"message": "the namespace of the object does not match"}
        made = self.server.put(plural, namespace, name, **body)
        self._changed(plural, namespace, name)
        return 201, made

    def _PATCH(self, plural: str, namespace: str, name: str, body: dict) -> tuple[int, dict]:
        assert self.headers["Content-Type"] == "application/merge-patch+json"
        found = self.server.objects.get((plural, namespace, name))
        if found is None:
            return 404, {"message": f"{plural} {name} not found"}
        found["data"] = {**found.get("data", {}), **body["data"]}
        self._changed(plural, namespace, name)
        return 200, found

    def _DELETE(self, plural: str, namespace: str, name: str, body: dict) -> tuple[int, dict]:
        found = self.server.objects.get((plural, namespace, name))
        if found is None:
            return 404, {"message": f"{plural} {name} not found"}
        if body["preconditions"]["uid"] != found["metadata"]["uid"]:
            return 409, {"message": "the UID in the precondition does not match"}
        del self.server.objects[plural, namespace, name]
        self._changed(plural, namespace, name)
        return 200, found

    def _changed(self, plural: str, namespace: str, name: str) -> None:
        self.server.changes.append((self.command, (plural, namespace, name)))
        self.server.after(self.command, (plural, namespace, name))
