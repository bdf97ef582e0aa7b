"""The API server of the own cluster, asked with a pod's service account."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tchap_operations.json_api import ApiError, JsonApi
from tchap_operations.settings import BadSettings, Fields

API_SERVER = "https://kubernetes.default.svc"
"""Its name within every cluster."""

SERVICE_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
"""Where a pod finds its token, its namespace and the API server's authority."""

CLUSTERS = "apis/postgresql.cnpg.io/v1", "clusters"
CONFIG_MAPS = "api/v1", "configmaps"
CRON_JOBS = "apis/batch/v1", "cronjobs"
JOBS = "apis/batch/v1", "jobs"
PODS = "api/v1", "pods"
SECRETS = "api/v1", "secrets"
VOLUME_CLAIMS = "api/v1", "persistentvolumeclaims"

NOT_FOUND = 404
CONFLICT = 409

Kind = tuple[str, str]
"""A group with its version, and the plural of a kind of object."""

KubernetesObject = dict[str, Any]


@dataclass(frozen=True)
class ClusterAccess:
    """How the API server is reached."""

    api_server: str
    service_account: Path


def cluster_access(fields: Fields) -> ClusterAccess:
    """Where a program's settings name another place than every pod has."""
    return ClusterAccess(
        api_server=fields.text("apiServer") if fields.has("apiServer") else API_SERVER,
        service_account=fields.path("serviceAccount") if fields.has("serviceAccount") else SERVICE_ACCOUNT,
    )


class Kubernetes:
    """Objects of namespaces. Each question raises ApiError when it is refused."""

    def __init__(self, access: ClusterAccess) -> None:
        folder = access.service_account
        try:
            self.own_namespace = (folder / "namespace").read_text("utf-8").strip()
            tls = ssl.create_default_context(cafile=str(folder / "ca.crt"))
        except OSError as problem:
            raise BadSettings([f"{folder}: no service account of a pod: {problem.strerror or problem}"]) from None
        # The token is read each time: the kubelet renews it.
        self._api = JsonApi(access.api_server, lambda: (folder / "token").read_text("utf-8").strip(), tls)

    def get(self, kind: Kind, namespace: str, name: str) -> KubernetesObject | None:
        """One object; None when there is none."""
        try:
            return self._object(self._api.call("GET", path(kind, namespace, name)))
        except ApiError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def list(self, kind: Kind, namespace: str) -> list[KubernetesObject]:
        """All objects of a kind in a namespace."""
        return [self._object(each) for each in self._api.call("GET", path(kind, namespace))["items"]]

    def create(self, kind: Kind, namespace: str, new: KubernetesObject) -> KubernetesObject:
        """A new object, whole as the server has it."""
        return self._object(self._api.call("POST", path(kind, namespace), body=new))

    def delete(self, kind: Kind, namespace: str, found: KubernetesObject) -> None:
        """Removes the very object that was found, and none of the same name that came after it."""
        metadata = found["metadata"]
        body = {"preconditions": {"uid": metadata["uid"]}, "propagationPolicy": "Background"}
        try:
            self._api.call("DELETE", path(kind, namespace, metadata["name"]), body=body)
        except ApiError as error:
            if error.status not in (NOT_FOUND, CONFLICT):
                raise

    def put_config_map(self, namespace: str, name: str, data: dict[str, str]) -> None:
        """Makes a ConfigMap hold that data."""
        try:
            self._api.call("PATCH", path(CONFIG_MAPS, namespace, name), body={"data": data}, kind=MERGE_PATCH)
        except ApiError as error:
            if error.status != NOT_FOUND:
                raise
            new = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}
            self.create(CONFIG_MAPS, namespace, new)

    def _object(self, answer: Any) -> KubernetesObject:
        if not isinstance(answer, dict):
            raise ApiError(0, "the API server answered with something else than an object")
        return answer


MERGE_PATCH = "application/merge-patch+json"


def path(kind: Kind, namespace: str, name: str = "") -> str:
    """Where a kind's objects of a namespace are, or one of them."""
    group, plural = kind
    return f"/{group}/namespaces/{namespace}/{plural}" + (f"/{name}" if name else "")
