import asyncio
import tempfile
import unittest

from synapse.config.homeserver import HomeServerConfig
from synapse.handlers.sso import MappingException
from synapse.module_api.errors import ConfigError

from tchap_synapse.agent_mapping import AgentMapping
from tests.test_email_address import FORGED, OTHER_TYPES

DOMAINS = ["finances.gouv.fr", "b-c.fr", "c.fr", "académie.fr", "xn--acadmie-gya.fr"]
MAPPING = AgentMapping(AgentMapping.parse_config({"email_domains": DOMAINS[:3]}))
MARIE = {
    "sub": "8f2c",
    "email": "Marie.Martin@finances.gouv.fr",
    "given_name": "Marie",
    "usual_name": "MARTIN",
}


def account(claims: dict, failures: int = 0) -> dict:
    return dict(asyncio.run(MAPPING.map_user_attributes(claims, {}, failures)))


class AgentMappingTest(unittest.TestCase):
    def test_an_agent_gets_the_account_of_their_address(self) -> None:
        self.assertEqual(MAPPING.get_remote_user_id(MARIE), "8f2c")
        self.assertEqual(
            account(MARIE),
            {
                "localpart": "marie.martin-finances.gouv.fr",
                "confirm_localpart": False,
                "display_name": "Marie MARTIN",
                "picture": None,
                "emails": ["marie.martin@finances.gouv.fr"],
            },
        )

    def test_a_forged_address_opens_no_account_and_no_session(self) -> None:
        for name, email in [*FORGED.items(), *((repr(value), value) for value in OTHER_TYPES)]:
            with self.subTest(name):
                with self.assertRaises(MappingException):
                    account({**MARIE, "email": email})
                with self.assertRaises(MappingException):
                    MAPPING.get_remote_user_id({**MARIE, "email": email})

    def test_only_the_exact_domains_of_the_shard_are_accepted(self) -> None:
        for domain in ("gouv.fr", "dgfip.finances.gouv.fr", "xfinances.gouv.fr", "finances.gouv.fr.evil.example"):
            with self.subTest(domain), self.assertRaises(MappingException):
                MAPPING.get_remote_user_id({**MARIE, "email": f"a@{domain}"})

    def test_an_address_that_is_not_verified_is_refused(self) -> None:
        self.assertEqual(MAPPING.get_remote_user_id({**MARIE, "email_verified": True}), "8f2c")
        for value in (False, None, "true", "false", 1, 0):
            with self.subTest(repr(value)), self.assertRaises(MappingException):
                MAPPING.get_remote_user_id({**MARIE, "email_verified": value})

    def test_an_agent_without_a_lasting_name_is_refused(self) -> None:
        for subject in (None, "", 7, ["8f2c"]):
            with self.subTest(repr(subject)), self.assertRaises(MappingException):
                MAPPING.get_remote_user_id({**MARIE, "sub": subject})

    def test_two_addresses_that_make_one_name_never_share_an_account(self) -> None:
        first, second = account({**MARIE, "email": "a-b@c.fr"}), account({**MARIE, "email": "a@b-c.fr"})
        self.assertEqual(first["localpart"], second["localpart"])
        # Synapse says by failures that the name is taken; the default provider would answer with a number added.
        with self.assertRaises(MappingException):
            account({**MARIE, "email": "a@b-c.fr"}, failures=1)

    def test_a_display_name_is_one_line_that_reads_as_it_is(self) -> None:
        names = {"given_name": " Marie\n\u202eEve ", "usual_name": "MARTIN\u200b"}
        self.assertEqual(account({**MARIE, **names})["display_name"], "Marie Eve MARTIN")
        self.assertEqual(len(account({**MARIE, "given_name": "M" * 500})["display_name"]), 256)
        for names in ({"given_name": None, "usual_name": None}, {"given_name": ["x"], "usual_name": "\n"}):
            self.assertIsNone(account({**MARIE, **names})["display_name"])

    def test_a_configuration_that_it_does_not_understand_is_refused(self) -> None:
        for config in (
            {},
            {"email_domains": []},
            {"email_domains": "finances.gouv.fr"},
            {"email_domains": ["Finances.gouv.fr"]},
            {"email_domains": ["*.gouv.fr"]},
            {"email_domains": [DOMAINS[3]]},
            {"email_domains": [DOMAINS[4]]},
            {"email_domains": ["finances.gouv.fr"], "email_template": "{{ user.email }}"},
        ):
            with self.subTest(repr(config)), self.assertRaises(ConfigError):
                AgentMapping.parse_config(config)

    def test_synapse_loads_it_from_the_configuration(self) -> None:
        provider = {
            "idp_id": "proconnect",
            "idp_name": "ProConnect",
            "issuer": "https://proconnect.example",
            "client_id": "tchap",
            "client_secret": "for tests only",
            "scopes": ["openid", "email", "given_name", "usual_name"],
            "user_mapping_provider": {
                "module": "tchap_synapse.agent_mapping.AgentMapping",
                "config": {"email_domains": ["finances.gouv.fr"]},
            },
        }
        media = tempfile.TemporaryDirectory()
        self.addCleanup(media.cleanup)
        config = HomeServerConfig()
        config.parse_config_dict(
            {
                "server_name": "agent.example",
                "public_baseurl": "https://agent.example/",
                "report_stats": False,
                "macaroon_secret_key": "for tests only",
                "media_store_path": media.name,
                "trusted_key_servers": [],
                "signing_key": "ed25519 a_test 9ZMpXSlTlgPVhyNWIDcHBHwJIwO8Lz6DpcPhZIQcLs0",
                "oidc_providers": [provider],
            },
            "",
            "",
        )
        (loaded,) = config.oidc.oidc_providers
        self.assertIs(loaded.user_mapping_provider_class, AgentMapping)
        self.assertEqual(loaded.user_mapping_provider_config.email_domains, {"finances.gouv.fr"})
