"""A real Synapse on the loopback, with an SQLite database and the modules under test."""

import hashlib
import hmac
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import yaml
from signedjson.key import generate_signing_key, write_signing_keys

REGISTRATION_SECRET = "for tests only"
PACKAGES = Path(__file__).parent.parent
"""Where tchap_synapse is found; the image has it among the installed packages."""

START_WITHIN = 120
"""Seconds; a busy machine takes ten."""

Answer = tuple[int, dict]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class User:
    """Someone who is signed in."""

    server: "Homeserver"
    id: str
    token: str

    def ask(self, method: str, path: str, body: dict | None = None) -> Answer:
        return self.server.ask(method, path, body, self.token)

    def create_room(self, **request: object) -> Answer:
        return self.ask("POST", "/_matrix/client/v3/createRoom", request)

    def room(self, **request: object) -> str:
        status, answer = self.create_room(**request)
        assert status == 200, answer
        return answer["room_id"]

    def join(self, room: str) -> Answer:
        return self.ask("POST", f"/_matrix/client/v3/join/{urllib.parse.quote(room)}", {})

    def invite(self, room: str, user: "User") -> Answer:
        return self.ask("POST", f"/_matrix/client/v3/rooms/{urllib.parse.quote(room)}/invite", {"user_id": user.id})

    def send_state(self, room: str, kind: str, key: str, content: dict) -> Answer:
        path = f"/_matrix/client/v3/rooms/{urllib.parse.quote(room)}/state/{kind}/{urllib.parse.quote(key)}"
        return self.ask("PUT", path, content)


class Homeserver:
    """Started when it is made; `stop` ends the process and removes its files."""

    def __init__(self, server_name: str, **settings: object):
        self.server_name = server_name
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix="synapse-"))
        self._log = (self.directory / "log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "synapse.app.homeserver", "-c", self._configuration(settings)],
            cwd=self.directory,
            env={**os.environ, "PYTHONPATH": str(PACKAGES)},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self._log.close()
        shutil.rmtree(self.directory)

    def ask(self, method: str, path: str, body: dict | None = None, token: str | None = None) -> Answer:
        """Status and JSON answer; an answer that is not JSON comes as its text under `text`."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, _content(response.read())
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, _content(problem.read())

    def user(self, localpart: str, admin: bool = False) -> User:
        """A new account, made with the shared secret."""
        path = "/_synapse/admin/v1/register"
        nonce = self.ask("GET", path)[1]["nonce"]
        parts = (nonce, localpart, "a password", "admin" if admin else "notadmin")
        mac = hmac.new(REGISTRATION_SECRET.encode(), "\0".join(parts).encode(), hashlib.sha1).hexdigest()
        account = {"nonce": nonce, "username": localpart, "password": "a password", "admin": admin, "mac": mac}
        status, answer = self.ask("POST", path, account)
        assert status == 200, answer
        return User(self, answer["user_id"], answer["access_token"])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _configuration(self, settings: dict) -> str:
        with (self.directory / "signing.key").open("w") as key:
            write_signing_keys(key, [generate_signing_key("test")])
        unlimited = {"per_second": 1000, "burst_count": 1000}
        configuration = {
            "server_name": self.server_name,
            "public_baseurl": f"{self.address}/",
            "report_stats": False,
            "listeners": [
                {
                    "port": self.port,
                    "type": "http",
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"], "compress": False}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": str(self.directory / "homeserver.db")}},
            "signing_key_path": str(self.directory / "signing.key"),
            "media_store_path": str(self.directory / "media"),
            "macaroon_secret_key": "for tests only",
            "registration_shared_secret": REGISTRATION_SECRET,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "rc_invites": {"per_room": unlimited, "per_user": unlimited, "per_issuer": unlimited},
            "rc_joins": {"local": unlimited, "remote": unlimited},
            "rc_message": unlimited,
            # The test server signs nothing that another one would read; hashing passwords need not be slow.
            "bcrypt_rounds": 4,
            **settings,
        }
        file = self.directory / "homeserver.yaml"
        file.write_text(yaml.safe_dump(configuration))
        return str(file)

    def _wait(self) -> None:
        end = time.monotonic() + START_WITHIN
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.ask("GET", "/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"Synapse did not start:\n{(self.directory / 'log').read_text()[-4000:]}")


def _content(answer: bytes) -> dict:
    try:
        return json.loads(answer)
    except ValueError:
        return {"text": answer.decode()}
