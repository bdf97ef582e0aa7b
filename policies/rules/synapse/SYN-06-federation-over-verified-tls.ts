import { planRule } from "../../rule";
import { checkSettings, isOff } from "./settings";

export default planRule({
  id: "SYN-06",
  title: {
    fr: "Fédération sur TLS vérifié, 1.2 au moins",
    en: "Federation uses verified TLS, 1.2 or newer, and no foreign key server",
  },
  why: "Sans vérification, quiconque détourne le réseau se fait passer pour un autre serveur ; le serveur de clés par défaut est matrix.org.",
  remedy: "Dans stacks/homeserver/config.ts, rétablissez les réglages de fédération et trusted_key_servers: [].",
  severity: "critical",
  controls: ["TLS:R3", "TLS:R4", "SNC:10.2.a"],
  waivable: false,
  looksAt: "federation TLS settings and trusted_key_servers of every homeserver.yaml",
  check: (plan) => {
    const servers: readonly string[] = plan.facts.federation.keyServers;
    return checkSettings(plan, [
      {
        field: "federation_verify_certificates",
        right: (value) => value === undefined || value === true,
        must: "true",
      },
      {
        field: "federation_client_minimum_tls_version",
        // Synapse makes a text of it: 1.2 without quotes is the same.
        right: (value) => ["1.2", "1.3"].includes(String(value)),
        must: '"1.2" or "1.3"',
      },
      { field: "federation_certificate_verification_whitelist", right: (value) => value === undefined, must: "absent" },
      { field: "use_insecure_ssl_client_just_for_testing_do_not_use", right: isOff, must: "absent" },
      {
        field: "trusted_key_servers",
        right: (value) => JSON.stringify(value) === JSON.stringify(servers.map((server_name) => ({ server_name }))),
        must: JSON.stringify(servers),
      },
    ]);
  },
});
