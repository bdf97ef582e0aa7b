import { acceptedBy, governs, openings, opensPort, policies } from "../../../plan/network/reach";
import { at, type PodIdentity, pods } from "../../../plan/vocabulary";
import { against, plannedOf, planRule, remark } from "../../rule";

const POSTGRES = 5432;

function nameOf({ planned, namespace }: PodIdentity): string {
  return `${planned.object.kind} ${namespace}/${planned.object.metadata.name}`;
}

/** Outside of the own namespace there is nobody whom a database needs on this port, whether the plan knows them or not. */
function isOutside(peer: unknown): boolean {
  return at(peer, "namespaceSelector") !== undefined || at(peer, "ipBlock") !== undefined;
}

export default planRule({
  id: "NET-04",
  title: { fr: "Aucun serveur n'atteint la base d'un autre", en: "No shard reaches another shard's database" },
  why: "Un serveur compromis ne doit rien apprendre des messages d'un autre périmètre : la base refuse elle-même, quoi qu'envoie l'autre.",
  remedy: "Dans stacks/postgres/cluster.ts, n'admettez sur 5432 que les pods du même espace de noms.",
  severity: "critical",
  controls: [
    "SNC:9.7.a",
    "PSSIE:RES-CLOIS",
    "PA075:R5-",
    "PA075:R32",
    "PA075:R34",
    "PSSIE:ARCHI-HEBERG",
    "PSSIE:EXP-CI-LTD",
    "PSSIE:EXP-CI-FILT",
  ],
  waivable: false,
  looksAt:
    "each pair of a database and a pod of another namespace, on any port, and who else is let in on 5432, through the database's NetworkPolicies",
  check: (plan) => {
    const all = pods(plan);
    const databases = all.filter(({ planned }) => planned.object.kind === "Cluster");
    const pairs = databases.map((database) => ({
      database,
      others: all.filter(({ namespace }) => namespace !== database.namespace),
    }));
    const reached = pairs.flatMap(({ database, others }) => {
      const accepted = acceptedBy(plan, database);
      const [first, ...more] = accepted === undefined ? others : others.filter((from) => accepted.has(from));
      if (first === undefined) return [];
      const rest = more.length > 0 ? ` and ${more.length} others` : "";
      return [remark(database.planned, "NetworkPolicy ingress", `takes connections from ${nameOf(first)}${rest}.`)];
    });
    const guards = policies(plan).filter((policy) =>
      databases.some((database) => governs(policy, "Ingress", database) !== false),
    );
    const open = guards.flatMap((policy) =>
      openings(policy)
        .filter((opening) => opening.direction === "Ingress" && opensPort(opening, POSTGRES))
        .filter(({ peers }) => peers.length === 0 || peers.some(isOutside))
        .map(() => remark(policy.planned, "ingress", `opens ${POSTGRES} beyond its own namespace.`)),
    );
    return {
      looked: against(
        plannedOf(pairs.flatMap(({ database, others }) => (others.length > 0 ? [database, ...others] : []))),
        ...plannedOf(guards),
      ),
      findings: [...reached, ...open],
    };
  },
});
