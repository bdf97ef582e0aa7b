import { acceptedBy } from "../../../plan/network/reach";
import { shardOf } from "../../../plan/reachability";
import { type PodIdentity, pods } from "../../../plan/vocabulary";
import { against, plannedOf, planRule, remark } from "../../rule";

const nameOf = ({ planned, namespace }: PodIdentity) =>
  `${planned.object.kind} ${namespace}/${planned.object.metadata.name}`;

function firstOf<T>(all: Iterable<T>, is: (each: T) => boolean): T | undefined {
  for (const each of all) if (is(each)) return each;
  return undefined;
}

export default planRule({
  id: "NET-12",
  title: {
    fr: "Deux périmètres ne se parlent que par la bordure",
    en: "Two perimeters speak to each other through the border alone",
  },
  why: "Un flux direct entre deux serveurs contourne la bordure : ni la liste des serveurs admis, ni la suspension d'un périmètre n'y agissent, et la compromission de l'un atteint l'autre.",
  remedy:
    "Retirez l'ouverture des NetworkPolicies des deux périmètres : la fédération passe par l'espace de noms de la bordure, déclaré dans stacks/border/.",
  severity: "critical",
  controls: ["PSSIE:RES-CLOIS", "PSSIE:EXP-CI-FILT", "SNC:9.7.a", "SNC:13.2.a", "PA075:R34"],
  waivable: false,
  looksAt:
    "every pod of every shard, restores included, and who of another shard its NetworkPolicies let in, on any port and whether or not the other side lets it out",
  check: (plan) => {
    const ofShards = pods(plan).filter((pod) => shardOf(plan, pod) !== undefined);
    const findings = ofShards.flatMap((to) => {
      const isOfAnother = (from: PodIdentity) => ![undefined, shardOf(plan, to)].includes(shardOf(plan, from));
      const accepted = acceptedBy(plan, to);
      // One is named and no more looked for: where nothing is closed, everybody is let in by everybody.
      const first = firstOf(accepted ?? ofShards, isOfAnother);
      return first === undefined
        ? []
        : [remark(to.planned, "NetworkPolicy ingress", `takes connections of another shard: ${nameOf(first)}.`)];
    });
    return { looked: against(plannedOf(ofShards)), findings };
  },
});
