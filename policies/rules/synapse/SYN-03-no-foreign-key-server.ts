import { planRule } from "../../rule";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-03",
  title: { fr: "Aucun serveur de clés étranger", en: "No foreign server is asked for keys" },
  why: "Le serveur de clés par défaut est matrix.org : il apprendrait avec qui chaque serveur parle, et pourrait attester de fausses clés. Règle propre : aucun référentiel ne parle de clés Matrix.",
  remedy: "Dans stacks/homeserver/config.ts, laissez trusted_key_servers à la liste de fleet/federation.ts.",
  severity: "high",
  controls: ["own"],
  waivable: false,
  looksAt: "trusted_key_servers of every homeserver.yaml, against the fleet's federation",
  check: (plan) => {
    const servers: readonly string[] = plan.facts.federation.keyServers;
    const declared = JSON.stringify(servers.map((server_name) => ({ server_name })));
    return checkSettings(plan, [
      {
        field: "trusted_key_servers",
        right: (value) => JSON.stringify(value) === declared,
        must: JSON.stringify(servers),
      },
    ]);
  },
});
