"""A bucket for each shard, with its quota and exactly the keys that are declared; nothing is ever deleted."""

import re
from dataclasses import dataclass
from typing import Any

from tchap_operations.credentials import S3Key
from tchap_operations.garage import CONFLICT, Node
from tchap_operations.json_api import ApiError
from tchap_operations.log import log
from tchap_operations.program import Refused

KEY_ID = re.compile(r"GK[0-9a-f]{24}")
KEY_SECRET = re.compile(r"[0-9a-f]{64}")
"""The forms that Garage imports (its Key::import)."""


@dataclass(frozen=True)
class Grant:
    """A key with what it may do with one bucket."""

    name: str
    key: S3Key
    read: bool
    write: bool

    def permissions(self) -> set[str]:
        """Garage's names; nobody owns a bucket, since an owner may delete it."""
        return {name for name, given in (("read", self.read), ("write", self.write)) if given}


@dataclass(frozen=True)
class Bucket:
    """A bucket as declared."""

    name: str
    quota_bytes: int
    grants: list[Grant]


def set_key(node: Node, name: str, key: S3Key) -> bool:
    """Makes a key known; whether it was new."""
    known = node.key(key.id)
    if known is None:
        try:
            node.import_key(key.id, key.secret, name)
            log("key imported", name=name, key=key.id)
            return True
        except ApiError as error:
            if error.status != CONFLICT:
                raise
        known = node.key(key.id)
        if known is None:
            raise Refused(f"key {key.id} was deleted in Garage, which never takes it back. Make a new key.")
    if known["secretAccessKey"] != key.secret:
        raise Refused(f"key {key.id} is in Garage with another secret. Restore that secret, or make a new key.")
    return False


def set_bucket(node: Node, bucket: Bucket) -> bool:
    """Makes a bucket what is declared; whether anything changed."""
    info = node.bucket(bucket.name)
    changed = info is None
    if info is None:
        info = make_bucket(node, bucket.name)
    changed |= set_quota(node, bucket, info)
    granted = {key["accessKeyId"]: held(key["permissions"]) for key in info["keys"]}
    for grant in bucket.grants:
        changed |= set_grant(node, bucket.name, info["id"], grant, granted.get(grant.key.id, set()))
    declared = {grant.key.id for grant in bucket.grants}
    for key, permissions in granted.items():
        if permissions and key not in declared:
            # An old key after a rotation, most often: whoever rotates it takes it away.
            log("undeclared access", bucket=bucket.name, key=key, permissions=sorted(permissions))
    return changed


def make_bucket(node: Node, name: str) -> dict[str, Any]:
    """A new bucket, or the one that another run made at the same moment."""
    try:
        info = node.create_bucket(name)
    except ApiError as error:
        found = node.bucket(name) if error.status == CONFLICT else None
        if found is None:
            raise
        return found
    log("bucket made", bucket=name)
    return info


def set_quota(node: Node, bucket: Bucket, info: dict[str, Any]) -> bool:
    """Sets the quota; one below what the bucket holds would refuse every new file of the shard."""
    quotas = info["quotas"]
    if quotas["maxSize"] == bucket.quota_bytes:
        return False
    if info["bytes"] > bucket.quota_bytes:
        raise Refused(f"holds {info['bytes']} bytes, more than the declared quota of {bucket.quota_bytes}")
    node.set_quotas(info["id"], {"maxSize": bucket.quota_bytes, "maxObjects": quotas["maxObjects"]})
    log("quota set", bucket=bucket.name, bytes=bucket.quota_bytes)
    return True


def set_grant(node: Node, bucket: str, bucket_id: str, grant: Grant, before: set[str]) -> bool:
    """Gives a declared key what it lacks and takes what it has beyond."""
    wanted = grant.permissions()
    for verb, permissions in (("Allow", wanted - before), ("Deny", before - wanted)):
        if permissions:
            node.change_permissions(verb, bucket_id, grant.key.id, sorted(permissions))
            log("permissions changed", verb=verb, bucket=bucket, name=grant.name, permissions=sorted(permissions))
    return wanted != before


def held(permissions: dict[str, bool]) -> set[str]:
    """The names of the permissions that are given."""
    return {name for name, given in permissions.items() if given}
