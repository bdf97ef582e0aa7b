"""A shard's bucket, read and written with the shard's own key."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tchap_operations.credentials import read_credentials
from tchap_operations.settings import Fields

StoreError = (BotoCoreError, ClientError)
"""What a request of the store can end with."""


@dataclass(frozen=True)
class StoreSettings:
    """Where the bucket is; the prefix is the one of Synapse's S3 provider."""

    endpoint: str
    region: str
    bucket: str
    prefix: str
    credentials: Path


def store_of(fields: Fields) -> StoreSettings:
    """A store in a program's settings."""
    return StoreSettings(
        endpoint=fields.text("endpoint"),
        region=fields.text("region"),
        bucket=fields.text("bucket"),
        prefix=fields.text("prefix") if fields.has("prefix") else "",
        credentials=fields.path("credentialsFile"),
    )


class Store:
    """The bucket. Its requests raise one of StoreError."""

    def __init__(self, settings: StoreSettings) -> None:
        key = read_credentials(settings.credentials)
        self._bucket = settings.bucket
        self._prefix = settings.prefix
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.endpoint,
            region_name=settings.region,
            aws_access_key_id=key.id,
            aws_secret_access_key=key.secret,
            config=Config(
                connect_timeout=10,
                read_timeout=60,
                retries={"mode": "standard", "total_max_attempts": 3},
                # As Synapse's S3 provider: not every store knows the checksums that botocore adds since 1.36.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                # Not through a proxy of the environment: the store is a neighbour.
                proxies={},
            ),
        )

    def size(self, path: str) -> int | None:
        """Bytes of a file's object; None when the store has none."""
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=self._prefix + path)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                return None
            raise
        return int(head["ContentLength"])

    def upload(self, file: Path, path: str) -> None:
        """Stores a file as the provider would have."""
        self._client.upload_file(str(file), self._bucket, self._prefix + path)

    def read(self, path: str) -> Any:
        """The content of a file's object, a stream; None when the store has none."""
        try:
            return self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                return None
            raise
