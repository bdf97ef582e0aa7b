import { planRule } from "../../rule";
import { absent, checkSettings, exactly } from "./settings";

export default planRule({
  id: "SYN-13",
  title: {
    fr: "Aucun serveur d'identité étranger, aucune recherche d'adresse",
    en: "No foreign identity server, no look-up of addresses",
  },
  why: "Un serveur d'identité apprend les adresses que les agents cherchent et confirme à qui elles sont. Règle propre, au titre du RGPD.",
  remedy:
    "Dans stacks/homeserver/config.ts, laissez enable_3pid_lookup à false ; ne réglez ni délégué ni autre serveur d'identité que l'hôte du serveur.",
  severity: "medium",
  controls: ["own"],
  looksAt: "identity server settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, ({ shard }) => [
      ...exactly(false, "enable_3pid_lookup"),
      ...absent("account_threepid_delegates", "trusted_third_party_id_servers"),
      {
        field: "default_identity_server",
        right: (value) => value === undefined || (shard !== undefined && value === `https://${shard.host}`),
        must: "absent, or the shard's own host",
      },
    ]),
});
