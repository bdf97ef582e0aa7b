import { pods } from "../../../plan/vocabulary";
import { acceptsFrom } from "../../reach";
import { planRule, remark } from "../../rule";

const POSTGRES = 5432;

export default planRule({
  id: "NET-04",
  title: { fr: "Aucun serveur n'atteint la base d'un autre", en: "No shard reaches another shard's database" },
  why: "Un serveur compromis ne doit rien apprendre des messages d'un autre périmètre : la base refuse elle-même, quoi qu'envoie l'autre.",
  remedy: "Dans stacks/postgres/cluster.ts, n'admettez sur 5432 que les pods du même espace de noms.",
  severity: "critical",
  controls: ["SNC:9.7.a", "PSSIE:RES-CLOIS"],
  waivable: false,
  looksAt: "each pair of a database and a pod of another namespace, through the database's NetworkPolicies",
  check: (plan) => {
    const all = pods(plan);
    const databases = all.filter(({ planned }) => planned.object.kind === "Cluster");
    const pairs = databases.flatMap((database) =>
      all.filter(({ namespace }) => namespace !== database.namespace).map((from) => ({ database, from })),
    );
    const open = pairs.filter(({ database, from }) => acceptsFrom(plan, from, database, POSTGRES));
    return {
      looked: pairs.length,
      findings: open.map(({ database, from }) =>
        remark(
          database.planned,
          "NetworkPolicy ingress",
          `takes connections on ${POSTGRES} from ${from.planned.object.kind} ${from.namespace}/${from.planned.object.metadata.name}.`,
        ),
      ),
    };
  },
});
