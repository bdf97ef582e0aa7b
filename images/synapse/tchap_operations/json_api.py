"""Requests of JSON over HTTP to a server of the cluster, each with a time-out."""

import http.client
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

TIMEOUT = 10
"""Seconds that one request may take: both ends are in one cluster. Assumption."""

UNREACHABLE = 0
"""Status of an answer that never came."""


class ApiError(Exception):
    """A server refused a request (its status and message), or gave no answer (UNREACHABLE)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}" if status else message)
        self.status = status


class JsonApi:
    """One server. The token is read for each request, since a cluster renews its own."""

    def __init__(self, base: str, token: Callable[[], str], tls: ssl.SSLContext | None = None) -> None:
        self.base = base
        self._token = token
        # Not through a proxy of the environment: the server is a neighbour.
        handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
        if tls is not None:
            handlers.append(urllib.request.HTTPSHandler(context=tls))
        self._opener = urllib.request.build_opener(*handlers)

    def call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: object = None,
        kind: str = "application/json",
    ) -> Any:
        """The server's answer, or ApiError."""
        url = self.base + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, method=method)
        request.add_header("Authorization", f"Bearer {self._token()}")
        if data is not None:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                content = answer.read()
        except urllib.error.HTTPError as refusal:
            raise ApiError(refusal.code, message_of(refusal)) from None
        except (OSError, http.client.HTTPException) as problem:
            reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
            raise ApiError(UNREACHABLE, f"{self.base} gives no answer ({reason})") from None
        try:
            return json.loads(content) if content else None
        except ValueError:
            raise ApiError(UNREACHABLE, f"{self.base}{path} answered with something else than JSON") from None


def message_of(refusal: urllib.error.HTTPError) -> str:
    """What the server says of its refusal: both servers here answer with an object that has a `message`."""
    try:
        said = json.loads(refusal.read())
    except (OSError, ValueError, http.client.HTTPException):
        return str(refusal.reason)
    return str(said["message"]) if isinstance(said, dict) and "message" in said else str(refusal.reason)
