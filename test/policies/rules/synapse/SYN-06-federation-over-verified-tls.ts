import { stringify } from "yaml";
import { configMap } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const config = (settings: object) => smallPlan({ objects: [configMap({ "homeserver.yaml": stringify(settings) })] });

const VERSIONS = ["1.2", "1.3", 1.2];

/** As text or as a number: Synapse makes a text of it. */
export const good = smallPlan({
  objects: VERSIONS.map((version) =>
    configMap({
      "homeserver.yaml": stringify({ federation_client_minimum_tls_version: version }),
    }),
  ),
});
export const bad = config({ federation_client_minimum_tls_version: "1.1" });

export const mutations: readonly Mutation[] = [
  { name: "certificates not verified", ...settingAt(JUSTICE.config, ["federation_verify_certificates"], false) },
  { name: "TLS 1.1", ...settingAt(JUSTICE.config, ["federation_client_minimum_tls_version"], "1.1") },
  {
    name: "TLS by the default, 1.0",
    ...settingAt(JUSTICE.config, ["federation_client_minimum_tls_version"], undefined),
  },
  {
    name: "a domain whose certificate is not verified",
    ...settingAt(JUSTICE.config, ["federation_certificate_verification_whitelist"], ["*.tchap.gouv.fr"]),
  },
  {
    name: "authorities of somebody else's",
    ...settingAt(JUSTICE.config, ["federation_custom_ca_list"], ["/etc/synapse/ca.pem"]),
  },
  {
    name: "no verification for any other client",
    ...settingAt(JUSTICE.config, ["use_insecure_ssl_client_just_for_testing_do_not_use"], true),
  },
];
