import { at, homeservers, texts } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

export default planRule({
  id: "SYN-02",
  title: { fr: "Listes blanches symétriques entre serveurs", en: "Whitelists agree between shards" },
  why: "Si A admet B sans que B admette A, un salon commun se fend : des messages partent et les réponses se perdent. Règle propre : aucun référentiel ne parle de fédération Matrix.",
  remedy: "Déployez tous les périmètres depuis la même déclaration de fédération.",
  severity: "high",
  controls: ["own"],
  looksAt: "each pair of shards, through both their homeserver.yaml",
  check: (plan) => {
    const found = homeservers(plan).map(({ planned, config }) => ({
      planned,
      name: String(at(config, "server_name")),
      admits: new Set(texts(at(config, "federation_domain_whitelist"))),
    }));
    const pairs = found.flatMap((one) => found.filter((other) => other !== one).map((other) => ({ one, other })));
    return {
      looked: plannedOf(pairs.map(({ one }) => one)),
      findings: pairs
        .filter(({ one, other }) => other.admits.has(one.name) && !one.admits.has(other.name))
        .map(({ one, other }) =>
          remark(one.planned, "federation_domain_whitelist", `does not admit ${other.name}, which admits it.`),
        ),
    };
  },
});
