"""Not Garage: nodes that answer like its admin API (version 2, Garage 2.5.0) for what a set-up asks of it."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

TOKEN = "for tests only"

Refusal = tuple[int, str]


class Store:
    """What all nodes of a store know."""

    def __init__(self) -> None:
        self.version = 0
        self.roles: dict[str, dict] = {}
        self.redundancy: object = "maximum"
        self.staged: dict[str, dict] = {}
        self.staged_redundancy: object = None
        self.keys: dict[str, dict] = {}
        self.deleted_keys: set[str] = set()
        self.buckets: dict[str, dict] = {}
        # Names of the requests that change something, in their order.
        self.changes: list[str] = []
        # Called before a request is answered; what it returns is the answer.
        self.before: dict[str, Callable[[], Refusal | None]] = {}

    def layout(self) -> dict:
        return {
            "version": self.version,
            "roles": [{"id": node, "tags": [], **role} for node, role in self.roles.items()],
            "parameters": {"zoneRedundancy": self.redundancy},
            "stagedRoleChanges": [{"id": node, **change} for node, change in self.staged.items()],
            "stagedParameters": None
            if self.staged_redundancy in (None, self.redundancy)
            else {"zoneRedundancy": self.staged_redundancy},
        }

    def apply(self, version: int) -> dict | Refusal:
        if version != self.version + 1:
            return 500, "Invalid new layout version"
        for node, change in self.staged.items():
            if change.get("remove"):
                del self.roles[node]
            else:
                self.roles[node] = change
        self.version, self.staged = version, {}
        self.redundancy, self.staged_redundancy = self.staged_redundancy or self.redundancy, None
        return {"message": [], "layout": self.layout()}


class Node(ThreadingHTTPServer):
    """One node on its own loopback address."""

    def __init__(self, store: Store, address: str, port: int) -> None:
        super().__init__((address, port), Answer)
        self.store = store
        self.id = address.rpartition(".")[2] * 64
        self.known = {self.id}
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    server: Node

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _answer(self, body) -> None:
        split = urlsplit(self.path)
        name = split.path.removeprefix("/v2/")
        store = self.server.store
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            answer = 403, "Forbidden: Invalid bearer token"
        else:
            early = store.before[name]() if name in store.before else None
            answer = early or getattr(self, f"_{name}")(store, dict(parse_qsl(split.query)), body)
        if self.command == "POST" and name not in ("ConnectClusterNodes",) and not isinstance(answer, tuple):
            store.changes.append(name)
        status, content = (answer[0], {"message": answer[1]}) if isinstance(answer, tuple) else (200, answer)
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _GetNodeInfo(self, store, query, body):
        return {"success": {self.server.id: {"nodeId": self.server.id}}, "error": {}}

    def _GetClusterStatus(self, store, query, body):
        return {"nodes": [{"id": node, "isUp": True} for node in self.server.known]}

    def _GetClusterHealth(self, store, query, body):
        return {"status": "healthy" if store.version else "unavailable"}

    def _ConnectClusterNodes(self, store, query, body):
        self.server.known |= {address.partition("@")[0] for address in body}
        return [{"success": True, "error": None} for _ in body]

    def _GetClusterLayout(self, store, query, body):
        return store.layout()

    def _UpdateClusterLayout(self, store, query, body):
        for change in body["roles"]:
            store.staged[change["id"]] = {key: value for key, value in change.items() if key not in ("id", "tags")}
        if body["parameters"] is not None:
            store.staged_redundancy = body["parameters"]["zoneRedundancy"]
        return store.layout()

    def _ApplyClusterLayout(self, store, query, body):
        return store.apply(body["version"])

    def _GetKeyInfo(self, store, query, body):
        assert query["showSecretKey"] == "true"
        return store.keys.get(query["id"], (404, "Access key not found"))

    def _ImportKey(self, store, query, body):
        if body["accessKeyId"] in store.keys or body["accessKeyId"] in store.deleted_keys:
            return 409, "already exists in data store"
        store.keys[body["accessKeyId"]] = body
        return body

    def _GetBucketInfo(self, store, query, body):
        return store.buckets.get(query["globalAlias"], (404, "Bucket not found"))

    def _CreateBucket(self, store, query, body):
        name = body["globalAlias"]
        if name in store.buckets:
            return 409, "Bucket already exists"
        quotas = {"maxSize": None, "maxObjects": None}
        store.buckets[name] = {"id": f"id of {name}", "keys": [], "bytes": 0, "quotas": quotas}
        return store.buckets[name]

    def _UpdateBucket(self, store, query, body):
        bucket = self._bucket(query["id"])
        bucket["quotas"] = body["quotas"]
        return bucket

    def _AllowBucketKey(self, store, query, body):
        return self._permit(body, True)

    def _DenyBucketKey(self, store, query, body):
        return self._permit(body, False)

    def _permit(self, body, given):
        bucket = self._bucket(body["bucketId"])
        found = [key for key in bucket["keys"] if key["accessKeyId"] == body["accessKeyId"]]
        if not found:
            none = {"read": False, "write": False, "owner": False}
            found = [{"accessKeyId": body["accessKeyId"], "permissions": none}]
            bucket["keys"] += found
        for name in body["permissions"]:
            found[0]["permissions"][name] = given
        return bucket

    def _bucket(self, bucket_id):
        return next(bucket for bucket in self.server.store.buckets.values() if bucket["id"] == bucket_id)
