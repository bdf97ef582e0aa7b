"""What people without an administration may do: take part where an agent invited them, and nothing else."""

from dataclasses import dataclass
from typing import Literal

from synapse.module_api import (
    NOT_SPAM,
    EventBase,
    JsonDict,
    ModuleApi,
    RoomAlias,
    StateMap,
    UserID,
    UserProfile,
)
from synapse.module_api.errors import Codes, ConfigError

Verdict = Literal["NOT_SPAM"] | Codes
"""What Synapse's spam checker callbacks answer: go on, or the error that the client gets."""


@dataclass(frozen=True)
class ExternalsConfig:
    """The server whose users are the externals: all of them but its administrators."""

    server_name: str


class Externals:
    """Keeps externals to the rooms they were invited to.

    On the externals' own server every callback acts. The agents' servers load the same block: an invitation or a
    knock that comes over federation from an external is refused there as well, whatever became of the other server.
    """

    def __init__(self, config: ExternalsConfig, api: ModuleApi):
        self._config = config
        self._api = api
        api.register_spam_checker_callbacks(
            user_may_create_room=self.user_may_create_room,
            user_may_create_room_alias=self.user_may_create_room_alias,
            user_may_publish_room=self.user_may_publish_room,
            user_may_invite=self.user_may_invite,
            user_may_send_3pid_invite=self.user_may_send_3pid_invite,
            user_may_join_room=self.user_may_join_room,
            check_username_for_spam=self.check_username_for_spam,
        )
        api.register_third_party_rules_callbacks(check_event_allowed=self.check_event_allowed)

    @staticmethod
    def parse_config(config: JsonDict) -> ExternalsConfig:
        """Reads the module's `config` in homeserver.yaml."""
        unknown = config.keys() - {"server_name"}
        if unknown:
            raise ConfigError(f"Externals does not know {', '.join(sorted(unknown))}")
        server_name = config.get("server_name")
        if not isinstance(server_name, str) or not server_name:
            raise ConfigError("Externals needs server_name: the server of the externals")
        return ExternalsConfig(server_name)

    async def user_may_create_room(self, user: str, _request: JsonDict) -> Verdict:
        """No room, so no direct chat either, and no new version of a room."""
        return await self._unless_external(user)

    async def user_may_create_room_alias(self, user: str, _alias: RoomAlias) -> Verdict:
        """No address for a room."""
        return await self._unless_external(user)

    async def user_may_publish_room(self, user: str, _room: str) -> Verdict:
        """No entry in the room directory."""
        return await self._unless_external(user)

    async def user_may_invite(self, inviter: str, _invitee: str, _room: str) -> Verdict:
        """No invitation; Synapse asks for those that come over federation too, where the inviter is someone else's."""
        return await self._unless_external(inviter)

    async def user_may_send_3pid_invite(self, inviter: str, _medium: str, _address: str, _room: str) -> Verdict:
        """No invitation by e-mail address."""
        return await self._unless_external(inviter)

    async def user_may_join_room(self, user: str, room: str, is_invited: bool) -> Verdict:
        """Only where invited; asked before Synapse looks whether the room is here or on another server."""
        if is_invited or not await self._is_external(user) or await self._is_member(user, room):
            return NOT_SPAM
        return Codes.FORBIDDEN

    async def check_username_for_spam(self, _profile: UserProfile, requester: str) -> bool:
        """Whether to hide an entry of the user directory: externals find nobody."""
        return await self._is_external(requester)

    async def check_event_allowed(self, event: EventBase, _state: StateMap[EventBase]) -> tuple[bool, None]:
        """No knocking, and no invitation by e-mail address written into the room as a plain state event."""
        knock = event.type == "m.room.member" and event.content.get("membership") == "knock"
        refused = (knock or event.type == "m.room.third_party_invite") and await self._is_external(event.sender)
        return not refused, None

    async def _unless_external(self, user: str) -> Verdict:
        return Codes.FORBIDDEN if await self._is_external(user) else NOT_SPAM

    async def _is_external(self, user: str) -> bool:
        # Administrators of another server are unknown here, so they count as externals: none of them invites agents.
        if UserID.from_string(user).domain != self._config.server_name:
            return False
        return not await self._api.is_user_admin(user)

    async def _is_member(self, user: str, room: str) -> bool:
        """A change of name or picture is a join again, by someone who is in the room."""
        state = await self._api.get_room_state(room, [("m.room.member", user)])
        member = state.get(("m.room.member", user))
        return member is not None and member.content.get("membership") == "join"
