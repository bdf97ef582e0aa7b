"""A client of the admin API of Matrix Authentication Service (MAS docs/topics/admin-api.md): slow and persistent."""

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Iterator

API = "/api/admin/v1/"

# Seconds that one request may take. Assumption.
TIMEOUT = 30

# Seconds before the second and the third try of a request that MAS could not answer. Assumption.
PAUSES = (1, 5)

# Seconds before its end at which a token is no longer used.
MARGIN = 30


class ApiError(Exception):
    """MAS refused a request, or could not be reached (status 0)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"MAS answered {status}")
        self.status = status


class AdminApi:
    def __init__(
        self,
        *,
        endpoint: str,
        client_id: str,
        client_secret: str,
        page_size: int,
        requests_per_second: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._credentials = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._page_size = page_size
        self._interval = 1 / requests_per_second
        self._sleep = sleep
        self._clock = clock
        self._token = ""
        self._token_ends = float("-inf")
        self._next = float("-inf")
        # Not through a proxy of the environment: MAS is a neighbour.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def items(self, kind: str, filters: dict[str, str]) -> Iterator[dict[str, Any]]:
        """Every resource of a kind, page by page."""
        after: dict[str, str] = {}
        while True:
            query = {**filters, "page[first]": str(self._page_size), "count": "false", **after}
            page = self._call("GET", f"{kind}?{urllib.parse.urlencode(query)}")
            yield from page["data"]
            if page["links"].get("next") is None:
                return
            cursor = page["data"][-1]["id"]
            if after.get("page[after]") == cursor:
                raise ValueError("a page that repeats itself")
            after = {"page[after]": cursor}

    def post(self, path: str, body: dict[str, Any] | None = None) -> None:
        self._call("POST", path, body)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"Content-Type": "application/json"}
        try:
            return self._persist(method, API + path, {**headers, "Authorization": self._bearer()}, content)
        except ApiError as error:
            if error.status != 401:
                raise
        # The token was revoked, or MAS' clock is ahead of ours.
        self._token_ends = float("-inf")
        return self._persist(method, API + path, {**headers, "Authorization": self._bearer()}, content)

    def _bearer(self) -> str:
        if self._clock() >= self._token_ends:
            form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": "urn:mas:admin"}).encode()
            asked = self._clock()
            grant = self._persist("POST", "/oauth2/token", {"Authorization": f"Basic {self._credentials}"}, form)
            self._token = grant["access_token"]
            self._token_ends = asked + grant["expires_in"] - MARGIN
        return f"Bearer {self._token}"

    def _persist(self, method: str, path: str, headers: dict[str, str], content: bytes | None) -> Any:
        """Asks again where the answer may be another the next time: everything asked here may be asked twice."""
        for pause in PAUSES:
            try:
                return self._request(method, path, headers, content)
            except ApiError as error:
                if error.status not in (0, 429) and error.status < 500:
                    raise
            self._sleep(pause)
        return self._request(method, path, headers, content)

    def _request(self, method: str, path: str, headers: dict[str, str], content: bytes | None) -> Any:
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = max(self._clock(), self._next) + self._interval
        request = urllib.request.Request(self._endpoint + path, content, headers, method=method)
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            error.close()
            raise ApiError(error.code) from None
        except OSError:
            raise ApiError(0) from None
