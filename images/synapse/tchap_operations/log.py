"""Log lines of JSON on the standard output, one an event."""

import json
from datetime import datetime, timezone


def log(event: str, **fields: object) -> None:
    """Writes one event with its fields; never a secret."""
    print(json.dumps({"time": datetime.now(timezone.utc).isoformat(), "event": event, **fields}), flush=True)
