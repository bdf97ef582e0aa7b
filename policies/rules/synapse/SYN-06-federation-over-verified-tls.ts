import { planRule } from "../../rule";
import { absent, checkSettings, isOff } from "./settings";

export default planRule({
  id: "SYN-06",
  title: {
    fr: "Fédération sur TLS vérifié, 1.2 au moins",
    en: "Federation uses verified TLS, 1.2 or newer",
  },
  why: "Sans vérification, quiconque détourne le réseau se fait passer pour un autre serveur.",
  remedy: "Dans stacks/homeserver/config.ts, rétablissez les réglages de fédération.",
  severity: "critical",
  controls: [
    "TLS:R3",
    "TLS:R4",
    "SNC:10.2.a",
    "TLS:R5",
    "TLS:R8",
    "PA075:R10",
    "PA075:R20",
    "PSSIE:RES-PROT",
    "PSSIE:EXP-CI-PROTFIC",
  ],
  waivable: false,
  looksAt: "federation TLS settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
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
      ...absent("federation_certificate_verification_whitelist", "federation_custom_ca_list"),
      { field: "use_insecure_ssl_client_just_for_testing_do_not_use", right: isOff, must: "absent" },
    ]),
});
