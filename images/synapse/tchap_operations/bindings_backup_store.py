"""The bucket of the backup store that holds copies of the bindings: written and read, never changed or emptied."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tchap_operations.bindings_backup_copy import BLOCK, Copy
from tchap_operations.credentials import read_credentials
from tchap_operations.program import Refused
from tchap_operations.settings import Fields

StoreError = (BotoCoreError, ClientError)
"""What a request of the store can end with."""

TIME = "%Y-%m-%dT%H-%M-%SZ"
KEY = re.compile(r"(?P<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-(?P<sha256>[0-9a-f]{64})-(?P<rows>\d+)\.db\.gz")

LARGEST = 5 * 1024**3
"""Bytes that one request may store (Amazon S3 API, PutObject)."""


@dataclass(frozen=True)
class StoreSettings:
    """Where the bucket is, and the proxy that leads there; none where it is a neighbour."""

    endpoint: str
    region: str
    bucket: str
    prefix: str
    credentials: Path
    proxy: str | None
    request_seconds: int


@dataclass(frozen=True)
class Stored:
    """A copy in the store, by its name."""

    key: str
    time: datetime
    sha256: str
    rows: int
    bytes: int


def store_of(fields: Fields) -> StoreSettings:
    return StoreSettings(
        endpoint=fields.text("endpoint"),
        region=fields.text("region"),
        bucket=fields.text("bucket"),
        prefix=fields.text("prefix"),
        credentials=fields.path("credentialsFile"),
        proxy=fields.text("proxy") if fields.has("proxy") else None,
        request_seconds=fields.integer("requestSeconds", 1),
    )


class BackupStore:
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
                read_timeout=settings.request_seconds,
                retries={"mode": "standard", "total_max_attempts": 3},
                s3={"addressing_style": "path"},
                # Not every store knows the checksums that botocore adds since 1.36; each upload carries its own.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                # No proxy of the environment.
                proxies={"https": settings.proxy, "http": settings.proxy} if settings.proxy else {},
            ),
        )

    def copies(self) -> list[Stored]:
        """All copies, the newest first; what has another name is none."""
        found = []
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        for each in (each for page in pages for each in page.get("Contents", [])):
            name = KEY.fullmatch(each["Key"].removeprefix(self._prefix))
            if name:
                time = datetime.strptime(name["time"], TIME).replace(tzinfo=timezone.utc)
                found.append(Stored(each["Key"], time, name["sha256"], int(name["rows"]), int(each["Size"])))
        return sorted(found, key=lambda copy: copy.key, reverse=True)

    def store(self, copy: Copy, time: datetime) -> Stored:
        """Stores a copy under a name that nothing has."""
        key = f"{self._prefix}{time.astimezone(timezone.utc).strftime(TIME)}-{copy.sha256}-{copy.rows}.db.gz"
        if copy.bytes > LARGEST:
            raise Refused(f"{copy.bytes} bytes are more than the store takes at once")
        if self._is_there(key):
            raise Refused(f"{key} is in the store already")
        with copy.file.open("rb") as content:
            md5 = hashlib.md5(usedforsecurity=False)
            while block := content.read(BLOCK):
                md5.update(block)
            content.seek(0)
            # A bucket with an object lock asks for this one, and a store that received something else refuses it.
            checksum = base64.b64encode(md5.digest()).decode()
            self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentMD5=checksum)
        return Stored(key, time, copy.sha256, copy.rows, copy.bytes)

    def fetch(self, stored: Stored, file: Path) -> None:
        """Brings a copy here."""
        body = self._client.get_object(Bucket=self._bucket, Key=stored.key)["Body"]
        with file.open("wb") as target:
            for block in body.iter_chunks(BLOCK):
                target.write(block)

    def _is_there(self, key: str) -> bool:
        try:
            self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                return False
            raise
        return True
