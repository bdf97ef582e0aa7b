"""What a drill found, as the restore namespace keeps it for whoever shows it."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from tchap_operations.kubernetes import CONFIG_MAPS, Kubernetes

NAME = "restore-drill-result"
"""The ConfigMap."""

KEY = "result.json"


@dataclass
class DrillResult:
    """One drill; a figure is None when the drill did not come so far."""

    shard: str
    started_at: datetime
    finished_at: datetime | None = None
    passed: bool = False
    # From the request for a database to its last check.
    rto_seconds: float | None = None
    # From the last marker that was restored to the start of the drill.
    rpo_seconds: float | None = None
    reasons: list[str] = field(default_factory=list)
    checks: list[dict[str, object]] = field(default_factory=list)

    def as_json(self) -> str:
        """The result as JSON."""
        finished = self.finished_at or datetime.now(timezone.utc)
        document = {
            "shard": self.shard,
            "passed": self.passed,
            "startedAt": self.started_at.isoformat(),
            "finishedAt": finished.isoformat(),
            "timestampSeconds": round(finished.timestamp()),
            "rtoSeconds": self.rto_seconds,
            "rpoSeconds": self.rpo_seconds,
            "reasons": self.reasons,
            "checks": self.checks,
        }
        return json.dumps(document, indent=2)


@dataclass(frozen=True)
class LastDrill:
    """What is shown of a shard's last drill."""

    passed: bool
    timestamp_seconds: float
    rto_seconds: float | None
    rpo_seconds: float | None


def keep(kubernetes: Kubernetes, namespace: str, result: DrillResult) -> None:
    """Writes a result over the one before."""
    kubernetes.put_config_map(namespace, NAME, {KEY: result.as_json()})


def last_drill(kubernetes: Kubernetes, namespace: str) -> LastDrill | None:
    """The last result in a namespace; None where there is none, or none that can be read."""
    found = kubernetes.get(CONFIG_MAPS, namespace, NAME)
    try:
        result: Any = json.loads((found or {})["data"][KEY])
        return LastDrill(
            passed=bool(result["passed"]),
            timestamp_seconds=float(result["timestampSeconds"]),
            rto_seconds=number(result["rtoSeconds"]),
            rpo_seconds=number(result["rpoSeconds"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def number(value: object) -> float | None:
    """A number, or None."""
    return float(value) if isinstance(value, int | float) else None
