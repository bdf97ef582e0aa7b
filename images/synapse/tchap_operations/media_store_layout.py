"""Which node holds how much in which zone: brought to what is declared in one step, or refused."""

from dataclasses import dataclass
from typing import Any

from tchap_operations.garage import Node
from tchap_operations.json_api import ApiError
from tchap_operations.log import log
from tchap_operations.program import Refused


@dataclass(frozen=True)
class Role:
    """What a node does in the layout."""

    zone: str
    capacity_bytes: int


@dataclass(frozen=True)
class Wanted:
    """The layout as declared: a role for each node's id, and how many zones must hold each piece of data."""

    roles: dict[str, Role]
    hosts: dict[str, str]
    zone_redundancy: int
    # Ids of nodes that may leave the layout: their disks are lost or will be. Nothing leaves unless it is named.
    leaving: frozenset[str]
    allow_shrink: bool


Changes = dict[str, Role | None]
"""The new role of each node that changes; None for one that leaves."""

REVIEW = "Look at it with `garage layout show`, then apply or revert it, and run this again."


def roles_of(layout: dict[str, Any]) -> dict[str, Role]:
    """The roles that apply; a gateway holds nothing."""
    return {role["id"]: Role(role["zone"], role["capacity"] or 0) for role in layout["roles"]}


def staged_in(layout: dict[str, Any]) -> Changes:
    """The changes of roles that are staged and not applied."""
    return {
        change["id"]: None if change.get("remove") else Role(change["zone"], change["capacity"] or 0)
        for change in layout["stagedRoleChanges"]
    }


def redundancy(wanted: Wanted) -> dict[str, object]:
    """How Garage writes that each piece of data is in at least that many zones."""
    return {"zoneRedundancy": {"atLeast": wanted.zone_redundancy}}


def changes_to(wanted: Wanted, layout: dict[str, Any]) -> Changes:
    """The roles that differ, or why they must not be changed."""
    current = roles_of(layout)
    changes: Changes = {}
    for node, role in wanted.roles.items():
        before = current.get(node)
        if before is not None and role.capacity_bytes < before.capacity_bytes and not wanted.allow_shrink:
            sizes = f"from {before.capacity_bytes} to {role.capacity_bytes} bytes"
            raise Refused(f"{wanted.hosts[node]} would shrink {sizes}: set allowShrink if that is meant.")
        if before != role:
            changes[node] = role
    for node in current.keys() - wanted.roles.keys():
        if node not in wanted.leaving:
            where = f"node {node} of zone {current[node].zone}"
            raise Refused(
                f"{where} holds data and is not declared. If its disks are lost for good, name it in leavingNodes."
            )
        changes[node] = None
    return changes


def refuse_foreign(staged: Changes, parameters: object, changes: Changes, wanted: Wanted) -> None:
    """Refuses what somebody else staged; what an earlier run of ours staged is among our changes."""
    foreign = [node for node, role in staged.items() if node not in changes or changes[node] != role]
    if foreign:
        raise Refused(f"a change of {', '.join(sorted(foreign))} is staged that is not declared. {REVIEW}")
    if parameters not in (None, redundancy(wanted)):
        raise Refused(f"parameters are staged that are not declared: {parameters}. {REVIEW}")


def staging(changes: Changes, wanted: Wanted, new_parameters: bool) -> dict[str, object]:
    """The request that stages the changes."""
    roles = [
        {"id": node, "remove": True}
        if role is None
        else {"id": node, "zone": role.zone, "capacity": role.capacity_bytes, "tags": [wanted.hosts[node]]}
        for node, role in sorted(changes.items())
    ]
    return {"roles": roles, "parameters": redundancy(wanted) if new_parameters else None}


def set_layout(node: Node, wanted: Wanted) -> bool:
    """Makes the layout what is declared, by one node alone so that two runs meet there; whether anything changed."""
    layout = node.layout()
    changes = changes_to(wanted, layout)
    refuse_foreign(staged_in(layout), layout["stagedParameters"], changes, wanted)
    new_parameters = layout["parameters"] != redundancy(wanted)
    if not changes and not new_parameters:
        log("layout kept", version=layout["version"])
        return False
    staged = node.stage(staging(changes, wanted, new_parameters))
    version = int(layout["version"]) + 1
    if staged["version"] != layout["version"] or staged_in(staged) != changes:
        raise Refused(f"somebody else changed the layout while version {version} was being staged. {REVIEW}")
    try:
        node.apply(version)
    except ApiError as error:
        after_failed_apply(node, wanted, version, error)
        return True
    log("layout applied", version=version, changed=sorted(wanted.hosts.get(each, each) for each in changes))
    return True


def after_failed_apply(node: Node, wanted: Wanted, version: int, error: ApiError) -> None:
    """An apply without a yes may still have happened, by us or by another run: only the layout itself says."""
    layout = node.layout()
    equal = roles_of(layout) == wanted.roles and layout["parameters"] == redundancy(wanted)
    if layout["version"] == version and equal and not staged_in(layout):
        log("layout found applied", version=version)
    elif layout["version"] >= version:
        raise Refused(f"somebody else applied version {layout['version']} of the layout meanwhile. {REVIEW}")
    else:
        raise Refused(f"Garage did not apply version {version} of the layout: {error}")
