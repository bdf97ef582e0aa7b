"""A real PostgreSQL on the loopback, of Debian's packages, for one test class."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tchap_operations.database import Arguments
from tests.certificate import certificate
from tests.homeserver import free_port

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"))
"""Debian's; PostgreSQL refuses to run as root."""


class Postgres:
    """Started when it is made; `stop` ends it and removes its files."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._data = str(self.folder / "data")
        # Checksums and the C collation, as the shards have them.
        self._run(
            "initdb", "--auth=trust", "--username=homeserver", "--data-checksums", "--locale=C", "--encoding=UTF8"
        )
        self.authority, key = certificate(self.folder)
        key.chmod(0o600)
        self._tls = f"-c ssl=on -c ssl_cert_file={self.authority} -c ssl_key_file={key}"
        self.port = free_port()
        self.start()
        self.arguments: Arguments = {
            "host": "127.0.0.1",
            "port": self.port,
            "user": "homeserver",
            "dbname": "postgres",
            "sslmode": "disable",
        }

    def start(self) -> None:
        place = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        options = f"{place} {self._tls} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--silent", f"--log={self.folder / 'log'}", f"--options={options}")

    def halt(self) -> None:
        self._run("pg_ctl", "stop", "--mode=fast", "--silent")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [PROGRAMS / program, f"--pgdata={self._data}", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
        )
        assert done.returncode == 0, (program, done.stdout, self._log())

    def _log(self) -> str:
        file = self.folder / "log"
        return file.read_text()[-2000:] if file.exists() else ""
