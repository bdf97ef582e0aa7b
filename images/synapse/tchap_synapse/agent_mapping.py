"""Who an agent is, from what ProConnect says of them, where Synapse owns sign-in."""

from dataclasses import dataclass

from authlib.oidc.core import UserInfo
from synapse.handlers.oidc import OidcMappingProvider, Token, UserAttributeDict
from synapse.handlers.sso import MappingException
from synapse.module_api import JsonDict
from synapse.module_api.errors import ConfigError
from synapse.types import map_username_to_mxid_localpart

from tchap_synapse.email_address import EmailAddress, NotAnAddress, parse_domain, parse_email_address

LONGEST_DISPLAY_NAME = 256
"""Characters that Synapse accepts in a display name (MAX_DISPLAYNAME_LEN in synapse/handlers/profile.py)."""


@dataclass(frozen=True)
class AgentMappingConfig:
    """The exact e-mail domains whose agents have their account on this shard; no other, no subdomain."""

    email_domains: frozenset[str]


class AgentMapping(OidcMappingProvider[AgentMappingConfig]):
    """Maps ProConnect's claims to an account, for addresses of this shard's e-mail domains and no other.

    In April 2019 a stranger became an agent of the Élysée with `a@evil.example@presidence.example`: two programs had
    read one address differently. Here the address is read once, strictly, and everything is made from what was read.
    """

    def __init__(self, config: AgentMappingConfig):
        super().__init__(config)
        self._config = config

    @staticmethod
    def parse_config(config: JsonDict) -> AgentMappingConfig:
        """Reads the `config` of the homeserver's `user_mapping_provider`."""
        unknown = config.keys() - {"email_domains"}
        if unknown:
            raise ConfigError(f"AgentMapping does not know {', '.join(sorted(unknown))}")
        domains = config.get("email_domains")
        if not isinstance(domains, list) or not domains:
            raise ConfigError("AgentMapping needs email_domains: a list of at least one domain")
        for domain in domains:
            try:
                plain = parse_domain(domain)
            except NotAnAddress as mistake:
                raise ConfigError(f"email_domains: {domain!r}: {mistake}") from mistake
            if plain != domain:
                raise ConfigError(f"email_domains: write {domain!r} in lower case")
        return AgentMappingConfig(frozenset(domains))

    def get_remote_user_id(self, userinfo: UserInfo) -> str:
        """ProConnect's lasting name for the person.

        Synapse asks for it at every sign-in, for the other claims only at the first. So the address is judged here
        too: whoever has left the administration does not sign in again.
        """
        self._address(userinfo)
        subject = userinfo.get("sub")
        if not isinstance(subject, str) or not subject:
            raise MappingException("ProConnect named no person")
        return subject

    async def map_user_attributes(self, userinfo: UserInfo, token: Token, failures: int) -> UserAttributeDict:
        """The new account of a person who signs in for the first time.

        Local parts are the address with - for @ (public client code), so `a-b@c.fr` and `a@b-c.fr` make the same one.
        The first comer has it; Synapse then asks again with `failures`, and the second is refused: never a numbered
        account beside the first, never the account of someone else.
        """
        address = self._address(userinfo)
        if failures:
            raise MappingException("An account with this name exists already; ask the support to look at it")
        return UserAttributeDict(
            localpart=map_username_to_mxid_localpart(f"{address.local}-{address.domain}"),
            confirm_localpart=False,
            display_name=_display_name(userinfo),
            picture=None,
            emails=[str(address)],
        )

    def _address(self, userinfo: UserInfo) -> EmailAddress:
        # Absent is fine, since an administration's own directory is the source; anything but true is not.
        if userinfo.get("email_verified", True) is not True:
            raise MappingException("ProConnect does not vouch for the e-mail address")
        try:
            address = parse_email_address(userinfo.get("email"))
        except NotAnAddress as mistake:
            raise MappingException(f"This e-mail address cannot have an account: {mistake}") from mistake
        if address.domain not in self._config.email_domains:
            raise MappingException("This e-mail domain has no accounts on this server")
        return address


def _display_name(userinfo: UserInfo) -> str | None:
    """Given and usual name on one line, without invisible characters, which could turn the text round."""
    names = (userinfo.get("given_name"), userinfo.get("usual_name"))
    text = " ".join(name for name in names if isinstance(name, str))
    visible = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(visible.split())[:LONGEST_DISPLAY_NAME] or None
