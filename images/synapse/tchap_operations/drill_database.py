"""The database of a drill: made in the drill's own namespace, waited for, and removed whatever happens."""

import time
from dataclasses import dataclass
from typing import Any

from tchap_operations.json_api import ApiError
from tchap_operations.kubernetes import CLUSTERS, CONFLICT, PODS, VOLUME_CLAIMS, Kind, Kubernetes, KubernetesObject
from tchap_operations.log import log
from tchap_operations.program import Refused

DRILL_LABEL = "tchap/restore-drill"
"""On the Cluster and, since it inherits, on all that the operator makes of it: nothing without it is removed."""

POD_ANNOTATION = "tchap/restore-drill-pod"
"""On the Cluster: the pod whose drill it belongs to."""

HEALTHY = "Cluster in healthy state"
"""Phase of a Cluster that is whole (CloudNativePG api/v1)."""

PAUSE = 5
"""Seconds between two looks at the Cluster: small beside an objective in minutes."""

CLEAN_UP_SECONDS = 2000
"""Seconds in which all must be gone where nothing else is set: an instance has the operator's stop delay to end, 1800 by
default, and its volumes go after it. Assumption."""


@dataclass(frozen=True)
class DrillDatabase:
    """A Cluster in the own namespace of the service account."""

    kubernetes: Kubernetes
    cluster: KubernetesObject
    # The pod that this drill runs in.
    pod: str
    # Seconds in which all must be gone: longer than the operator's stop delay, which an instance may take to end.
    clean_up_seconds: int = CLEAN_UP_SECONDS

    @property
    def name(self) -> str:
        return str(self.cluster["metadata"]["name"])

    @property
    def namespace(self) -> str:
        return self.kubernetes.own_namespace

    def clear(self) -> None:
        """Removes what a drill left that ended before its time; refuses when there is anything else."""
        clusters = self.kubernetes.list(CLUSTERS, self.namespace)
        claims = self.kubernetes.list(VOLUME_CLAIMS, self.namespace)
        foreign = [name_of(each) for each in clusters + claims if not of_drill(each)]
        if foreign:
            raise Refused(f"{', '.join(foreign)} in {self.namespace} is of no drill: a restore may be under way")
        for each in clusters:
            pod = annotations(each).get(POD_ANNOTATION, "")
            if pod and self._runs(pod):
                raise Refused(f"another drill runs, in pod {pod}")
        if clusters or claims:
            log("left over", clusters=[name_of(each) for each in clusters], claims=[name_of(each) for each in claims])
            self.remove()

    def create(self) -> None:
        """Makes the Cluster; refuses when somebody else was faster."""
        metadata = self.cluster["metadata"]
        noted = {**(metadata.get("annotations") or {}), POD_ANNOTATION: self.pod}
        # Whatever namespace the file names: a drill stays in its own.
        own = {**metadata, "annotations": noted, "namespace": self.namespace, "ownerReferences": self._owners()}
        try:
            self.kubernetes.create(CLUSTERS, self.namespace, {**self.cluster, "metadata": own})
        except ApiError as error:
            if error.status == CONFLICT:
                raise Refused(f"Cluster {self.name} is there already") from None
            raise

    def wait_until_healthy(self, seconds: float) -> None:
        """Waits for all instances of the Cluster."""
        deadline = time.monotonic() + seconds
        phase = ""
        while time.monotonic() < deadline:
            status = self._status()
            if status.get("phase", "") != phase:
                phase = str(status.get("phase", ""))
                log("database", phase=phase, reason=status.get("phaseReason"))
            if phase == HEALTHY and status.get("readyInstances") == self.cluster["spec"]["instances"]:
                return
            time.sleep(PAUSE)
        raise Refused(f"the database was not restored within {round(seconds)} s: {phase or 'no status'}")

    def remove(self) -> None:
        """Removes every Cluster and volume claim of drills in the namespace, and waits until they are gone."""
        deadline = time.monotonic() + self.clean_up_seconds
        while True:
            try:
                left = self._made()
                if not left:
                    return
                for kind, each in left:
                    if "deletionTimestamp" not in each["metadata"]:
                        self.kubernetes.delete(kind, self.namespace, each)
            except ApiError as error:
                # A moment without an API server must not leave a copy of all messages behind.
                log("not removed yet", reason=str(error))
            if time.monotonic() >= deadline:
                raise Refused(f"the drill's database in {self.namespace} was not removed: remove it by hand")
            time.sleep(PAUSE)

    def _owners(self) -> list[KubernetesObject]:
        """The pod of this drill, with which the Cluster goes when that pod is deleted before it could clean up."""
        found = self.kubernetes.get(PODS, self.namespace, self.pod)
        if found is None:
            return []
        return [{"apiVersion": "v1", "kind": "Pod", "name": self.pod, "uid": found["metadata"]["uid"]}]

    def _made(self) -> list[tuple[Kind, KubernetesObject]]:
        kinds = (CLUSTERS, VOLUME_CLAIMS)
        found = [(kind, each) for kind in kinds for each in self.kubernetes.list(kind, self.namespace)]
        return [(kind, each) for kind, each in found if of_drill(each)]

    def _status(self) -> dict[str, Any]:
        try:
            found = self.kubernetes.get(CLUSTERS, self.namespace, self.name)
        except ApiError as error:
            log("no answer", reason=str(error))
            return {}
        if found is None:
            raise Refused(f"Cluster {self.name} was removed by somebody else")
        return dict(found.get("status") or {})

    def _runs(self, pod: str) -> bool:
        found = self.kubernetes.get(PODS, self.namespace, pod)
        return pod != self.pod and found is not None and found["status"].get("phase") not in ("Succeeded", "Failed")


def of_drill(found: KubernetesObject) -> bool:
    """Whether an object is a drill's."""
    return (found["metadata"].get("labels") or {}).get(DRILL_LABEL) == "true"


def annotations(found: KubernetesObject) -> dict[str, str]:
    """An object's annotations."""
    return found["metadata"].get("annotations") or {}


def name_of(found: KubernetesObject) -> str:
    """An object's name."""
    return str(found["metadata"]["name"])
