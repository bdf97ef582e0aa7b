import { at, homeservers, texts } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

export default planRule({
  id: "SYN-01",
  title: {
    fr: "Fédération fermée : la liste blanche est la déclaration",
    en: "Federation is closed: every whitelist is the declaration",
  },
  why: "Sans liste blanche, Synapse se fédère avec le monde entier ; une liste incomplète coupe un périmètre des autres.",
  remedy: "La liste vient de fleet/federation.ts : ne l'écrivez nulle part ailleurs.",
  severity: "critical",
  controls: ["SNC:13.2.a", "PSSIE:RES-CLOIS"],
  waivable: false,
  looksAt: "federation_domain_whitelist of every shard's homeserver.yaml, against the fleet's federation",
  check: (plan) => {
    const declared = plan.facts.federation.whitelist;
    const found = homeservers(plan);
    return {
      looked: plannedOf(found),
      findings: found.flatMap(({ planned, config }) => {
        const field = "federation_domain_whitelist";
        const value = at(config, field);
        if (!Array.isArray(value)) return [remark(planned, field, "is absent: the server federates with everyone.")];
        const names = texts(value);
        const strange = value.length > names.length ? ["lists what is no name."] : [];
        const unknown = names
          .filter((name) => !declared.includes(name))
          .map((name) => `lists ${name}, which is not declared.`);
        const missing = declared.filter((name) => !names.includes(name)).map((name) => `does not list ${name}.`);
        return [...strange, ...unknown, ...missing].map((message) => remark(planned, field, message));
      }),
    };
  },
});
