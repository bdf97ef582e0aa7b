import { isAssumed } from "../../assumed";
import { planRule, remark, subjectAtEnvironment } from "../../rule";

export default planRule({
  id: "NET-11",
  title: {
    fr: "Ce qui circule entre les nœuds est chiffré, et l'environnement dit par quoi",
    en: "What pods send between nodes is encrypted, and the environment says by what",
  },
  why: "Redis, la réplication de Synapse, les routeurs et le magasin des médias se parlent en clair d'un nœud et d'une zone à l'autre : les politiques les séparent, elles ne les cachent pas.",
  remedy:
    "Faites chiffrer le réseau des pods (WireGuard, IPsec) et déclarez network.encryption ; une hypothèse reste indéterminée tant que l'exploitant du cluster ne l'a pas confirmée.",
  severity: "high",
  controls: ["SNC:13.2.b", "PSSIE:RES-PROT", "PSSIE:EXP-CI-PROTFIC"],
  looksAt: "the declared encryption of the pods' network; development may do without",
  check: (plan) => {
    const { network, tier } = plan.facts;
    const { encryption } = network;
    const subject = subjectAtEnvironment(plan, "network");
    const say = (message: string) => [remark(subject, "network.encryption", message)];
    if (tier === "development") return { looked: [subject], findings: [] };
    if (encryption === undefined)
      return { looked: [subject], findings: say("says by nothing that traffic between nodes is encrypted.") };
    const { by, pods, source } = encryption;
    if (by === "none") return { looked: [subject], findings: say("leaves traffic between nodes in the clear.") };
    if (pods === "some") return { looked: [subject], findings: say("leaves the traffic of some pods in the clear.") };
    return {
      looked: [subject],
      findings: [],
      undetermined: isAssumed(source) ? say(`is encrypted by ${by} as declared, not yet shown: ${source}.`) : [],
    };
  },
});
