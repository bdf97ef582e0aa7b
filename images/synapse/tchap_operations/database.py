"""Connects to a shard's database as its configuration says."""

import time
from collections.abc import Mapping
from pathlib import Path

import psycopg2
import yaml
from psycopg2.extensions import connection as Connection

from tchap_operations.program import Refused
from tchap_operations.settings import BadSettings, Fields, read_secret

Arguments = Mapping[str, str | int]
"""What libpq takes, such as host, user, passfile, sslmode and sslrootcert."""

CONNECT_SECONDS = 10
"""Seconds in which a connection must be there: both ends are in one cluster. Assumption."""


def homeserver_database(homeserver_yaml: Path) -> Arguments:
    """The connection that Synapse itself uses: `database.args` without those of its pool."""
    try:
        configuration = yaml.safe_load(homeserver_yaml.read_text("utf-8"))
    except OSError as problem:
        raise BadSettings([f"{homeserver_yaml}: {problem.strerror}"]) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        # The parser's message quotes the file.
        raise BadSettings([f"{homeserver_yaml}: not YAML"]) from None
    database = configuration.get("database") if isinstance(configuration, dict) else None
    arguments = database.get("args") if isinstance(database, dict) else None
    if not isinstance(database, dict) or database.get("name") != "psycopg2" or not isinstance(arguments, dict):
        raise BadSettings([f"{homeserver_yaml}: database must have the name psycopg2, and args"])
    return {key: value for key, value in arguments.items() if not key.startswith("cp_")}


def given_database(fields: Fields) -> Arguments:
    """A connection that a program's settings describe, with the password in a file."""
    arguments: dict[str, str | int] = {
        "host": fields.text("host"),
        "port": fields.integer("port", 1),
        "user": fields.text("user"),
        "dbname": fields.text("database"),
        "sslmode": fields.text("sslMode"),
    }
    password = fields.path("passwordFile")
    if fields.has("sslRootCert"):
        arguments["sslrootcert"] = str(fields.path("sslRootCert"))
    try:
        arguments["password"] = read_secret(password)
    except BadSettings as problem:
        fields.mistakes += problem.mistakes
    return arguments


def connect_within(arguments: Arguments, program: str, seconds: float, pause: float = 2) -> Connection:
    """A connection to a database that may still be starting; the last error when the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return connect(arguments, program)
        except psycopg2.OperationalError as problem:
            if time.monotonic() >= deadline:
                raise Refused(f"no database: {str(problem).strip()}") from None
        time.sleep(pause)


def connect(arguments: Arguments, program: str) -> Connection:
    """A connection that each statement ends by itself; psycopg2.Error when there is none."""
    usual: Arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": program}
    # keepalives_* of Synapse's arguments stay; a session without them could wait for hours on a lost primary.
    connection = psycopg2.connect(**{**usual, **arguments})
    connection.autocommit = True
    return connection
