"""An S3 key as a Secret holds it: an AWS shared credentials file with the profile `default`."""

import configparser
from dataclasses import dataclass
from pathlib import Path

from tchap_operations.settings import BadSettings


@dataclass(frozen=True)
class S3Key:
    """An access key and its secret."""

    id: str
    secret: str


def read_credentials(file: Path) -> S3Key:
    """The key in a file; messages name the file, never its content."""
    # As boto3 reads it; without interpolation, since a secret may hold a percent sign.
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(file.read_text("utf-8"))
        section = parser["default"]
        return S3Key(section["aws_access_key_id"].strip(), section["aws_secret_access_key"].strip())
    except OSError as problem:
        raise BadSettings([f"{file}: {problem.strerror}"]) from None
    except (configparser.Error, KeyError, UnicodeDecodeError):
        wanted = "a [default] section with aws_access_key_id and aws_secret_access_key"
        raise BadSettings([f"{file}: must be an AWS shared credentials file, {wanted}"]) from None
