import {
  against,
  planRule,
  type Remark,
  remarkAtEnvironment,
  remarkAtShard,
  subjectAtEnvironment,
  subjectAtShard,
} from "../../rule";

export default planRule({
  id: "FLT-02",
  title: {
    fr: "Chaque domaine de messagerie mène à un seul serveur",
    en: "Each e-mail domain leads to exactly one shard, and none to the externals",
  },
  why: "Un domaine qui mène à deux serveurs ouvre deux comptes pour un agent ; un domaine routé vers les externes enferme ses agents dehors. Règle propre au routage de Tchap.",
  remedy: "Corrigez emailDomains dans l'un des deux fichiers de périmètre.",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH"],
  waivable: false,
  looksAt: "the e-mail domains of all shards together",
  check: (plan) => {
    const routes = plan.facts.perimeters.flatMap((perimeter) =>
      perimeter.shards.flatMap((shard) => shard.emailDomains.map((domain) => ({ perimeter, shard, domain }))),
    );
    const first = new Map<string, string>();
    const findings = routes.flatMap(({ perimeter, shard, domain }): Remark[] => {
      const say = (message: string) => [remarkAtShard(plan, shard, "emailDomains", message)];
      if (perimeter.role === "externals") return say(`routes ${domain} to the externals.`);
      const folded = domain.toLowerCase().replace(/\.$/, "");
      const earlier = first.get(folded);
      if (earlier !== undefined) return say(`takes ${domain}, which leads to shard ${earlier} already.`);
      first.set(folded, shard.name);
      return [];
    });
    const defaults = plan.facts.perimeters.filter(({ role, state }) => role === "externals" && state !== "closed");
    const one: Remark[] =
      defaults.length === 1
        ? []
        : [
            remarkAtEnvironment(
              plan,
              "fleet",
              "role",
              `has ${defaults.length} perimeters for externals; it needs one.`,
            ),
          ];
    const shards = [...new Set(routes.map(({ shard }) => shard))];
    return {
      looked: against(
        shards.map((shard) => subjectAtShard(plan, shard)),
        subjectAtEnvironment(plan, "fleet"),
      ),
      findings: [...findings, ...one],
    };
  },
});
