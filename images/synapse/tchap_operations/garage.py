"""The admin API of one Garage node, version 2: what a set-up asks of it, and nothing that deletes."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from tchap_operations.json_api import UNREACHABLE, ApiError, JsonApi

T = TypeVar("T")

PAUSE = 2
"""Seconds between two tries of a node that is not ready. Assumption."""

NOT_FOUND = 404
CONFLICT = 409


class Patience:
    """Tries again while a node starts or has no quorum, until one deadline for all that a run does."""

    def __init__(
        self,
        seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sleep = sleep
        self._clock = clock
        self._deadline = clock() + seconds

    def ask(self, question: Callable[[], T]) -> T:
        """The first answer that is one; the last error when the time is over. For what may be done twice only."""
        while True:
            try:
                return question()
            except ApiError as error:
                if error.status != UNREACHABLE and error.status < 500 or not self.pause():
                    raise

    def pause(self) -> bool:
        """Waits a little; False, at once, when the time is over."""
        if self._clock() >= self._deadline:
            return False
        self._sleep(PAUSE)
        return True


class Node:
    """One node by its host name."""

    def __init__(self, host: str, admin_port: int, rpc_port: int, token: str, patience: Patience) -> None:
        self.host = host
        self._rpc = f"{host}:{rpc_port}"
        self._api = JsonApi(f"http://{host}:{admin_port}", lambda: token)
        self._patience = patience

    def id(self) -> str:
        """The node's own id, the public key that it made when it first started."""
        own = self._get("GetNodeInfo", node="self")["success"]
        if len(own) != 1:
            raise ApiError(UNREACHABLE, f"{self.host} does not tell its own id")
        return str(next(iter(own)))

    def address(self, node_id: str) -> str:
        """How other nodes are told of this one."""
        return f"{node_id}@{self._rpc}"

    def connect(self, addresses: list[str]) -> list[str]:
        """Makes other nodes known to this one; what could not be reached, each with the reason."""
        answers = self._post("ConnectClusterNodes", addresses)
        pairs = zip(addresses, answers, strict=True)
        return [f"{address}: {answer.get('error')}" for address, answer in pairs if not answer["success"]]

    def connected(self) -> set[str]:
        """Ids of the nodes that this one reaches, itself among them."""
        return {str(node["id"]) for node in self._get("GetClusterStatus")["nodes"] if node["isUp"]}

    def is_available(self) -> bool:
        """Whether every partition has a quorum for writes."""
        return bool(self._get("GetClusterHealth")["status"] != "unavailable")

    def layout(self) -> dict[str, Any]:
        """The layout that applies and the changes that are staged."""
        return self._object(self._get("GetClusterLayout"))

    def stage(self, changes: dict[str, object]) -> dict[str, Any]:
        """Stages changes, which alone changes nothing; the layout with all that is staged then."""
        return self._object(self._post("UpdateClusterLayout", changes))

    def apply(self, version: int) -> None:
        """Applies what is staged as that version, once: whether a lost answer was a yes must be looked up."""
        self._api.call("POST", "/v2/ApplyClusterLayout", body={"version": version})

    def key(self, key_id: str) -> dict[str, Any] | None:
        """What the store knows of a key, its secret included; None when there is no such key."""
        return self._found(lambda: self._get("GetKeyInfo", id=key_id, showSecretKey="true"))

    def import_key(self, key_id: str, secret: str, name: str) -> None:
        """Makes a key known that was made elsewhere."""
        self._post("ImportKey", {"accessKeyId": key_id, "secretAccessKey": secret, "name": name})

    def bucket(self, alias: str) -> dict[str, Any] | None:
        """The bucket of a global alias; None when there is none."""
        return self._found(lambda: self._get("GetBucketInfo", globalAlias=alias))

    def create_bucket(self, alias: str) -> dict[str, Any]:
        """A new bucket with a global alias."""
        return self._object(self._post("CreateBucket", {"globalAlias": alias}))

    def set_quotas(self, bucket_id: str, quotas: dict[str, int | None]) -> None:
        """Sets how much a bucket may hold."""
        self._patience.ask(lambda: self._api.call("POST", "/v2/UpdateBucket", {"id": bucket_id}, {"quotas": quotas}))

    def change_permissions(self, verb: str, bucket_id: str, key_id: str, permissions: list[str]) -> None:
        """`Allow` or `Deny`: those permissions of a key on a bucket, and no other."""
        named = dict.fromkeys(permissions, True)
        self._post(f"{verb}BucketKey", {"bucketId": bucket_id, "accessKeyId": key_id, "permissions": named})

    def _get(self, name: str, **query: str) -> Any:
        return self._patience.ask(lambda: self._api.call("GET", f"/v2/{name}", query))

    def _post(self, name: str, body: object) -> Any:
        return self._patience.ask(lambda: self._api.call("POST", f"/v2/{name}", body=body))

    def _found(self, question: Callable[[], Any]) -> dict[str, Any] | None:
        try:
            return self._object(question())
        except ApiError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def _object(self, answer: Any) -> dict[str, Any]:
        if not isinstance(answer, dict):
            raise ApiError(UNREACHABLE, f"{self.host} answered with something else than an object")
        return answer
