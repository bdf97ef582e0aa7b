import type { Plan, PlannedObject } from "../../../plan/plan";
import { podCount, surge } from "../../../plan/pod-count";
import {
  at,
  configIn,
  databases,
  filesOf,
  homeservers,
  ofKindIn,
  type Workload,
  workloadsIn,
} from "../../../plan/vocabulary";
import { programs } from "../../operations";
import { planRule, remark } from "../../rule";

/** PostgreSQL keeps its last connections for superusers (manual: superuser_reserved_connections, default 3). */
const RESERVED = 3;
/** Pool of the authentication service unless it says another (its manual: database.max_connections, default 10). */
const AUTHENTICATION_POOL = 10;

const NAME = "app.kubernetes.io/name";

/** Pods of a workload at once, as autoscaling and a roll-out may have them. */
function mostPods(plan: Plan, workload: Workload): number {
  const { most } = podCount(plan, workload);
  return most + surge(workload.planned, most);
}

/** A setting of every file of a namespace that has it; by content, so that another name hides nothing. */
function settings(plan: Plan, namespace: string | undefined, path: readonly string[]): number[] {
  const [last = ""] = path.slice(-1);
  return ofKindIn(plan, "ConfigMap", namespace)
    .flatMap((planned) =>
      filesOf(planned)
        .filter(([, text]) => text.includes(last))
        .map(([file]) => at(configIn(planned, file), ...path)),
    )
    .filter((value) => value !== undefined)
    .map(Number);
}

/** Connections of programs of operations that know the database, one each, beside what the homeserver opens. */
function programsIn(plan: Plan, namespace: string | undefined): number {
  return ["upkeep", "restore_gate"]
    .flatMap((name) => programs(plan, name))
    .filter(({ workload }) => workload.planned.object.metadata.namespace === namespace)
    .reduce((sum, { workload }) => sum + mostPods(plan, workload), 0);
}

/** Connections that all pods of a database's namespace may ask for; no finite number where the plan does not tell. */
function asked(plan: Plan, database: PlannedObject): number {
  const { namespace } = database.object.metadata;
  const inNamespace = workloadsIn(plan, namespace);
  const pods = (system: string) =>
    inNamespace
      .filter(
        ({ planned, labels }) => labels[NAME] === system && ["StatefulSet", "Deployment"].includes(planned.object.kind),
      )
      .reduce((sum, workload) => sum + mostPods(plan, workload), 0);
  const processes = pods("homeserver");
  const pools = settings(plan, namespace, ["database", "args", "cp_max"]);
  const isSaid = homeservers(plan)
    .filter(({ planned }) => planned.object.metadata.namespace === namespace)
    .every(({ config }) => at(config, "database", "args", "cp_max") !== undefined);
  const own = processes === 0 ? 0 : processes * (pools.length === 0 || !isSaid ? Number.NaN : Math.max(...pools));
  const others = settings(plan, namespace, ["database", "max_connections"]);
  return (
    own +
    programsIn(plan, namespace) +
    pods("authentication") * Math.max(...(others.length === 0 ? [AUTHENTICATION_POOL] : others))
  );
}

export default planRule({
  id: "CAP-02",
  title: {
    fr: "La base accepte les connexions de tous les processus qui peuvent tourner",
    en: "PostgreSQL holds the connections of all processes that may run",
  },
  why: "Quand l'ajout automatique de processus dépasse max_connections, la base refuse au hasard, au moment le plus chargé. Règle propre, entre objets.",
  remedy:
    "max_connections vient de fleet/capacity (databaseConnections) : comptez-y tout processus ajouté, autoscaling compris.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "max_connections of every PostgreSQL cluster, against the pools of all homeserver and authentication pods of its namespace, autoscaled to their most, and the programs beside them",
  check: (plan) => {
    const clusters = databases(plan);
    const findings = clusters.flatMap((database) => {
      const field = "spec.postgresql.parameters.max_connections";
      const [most, due] = [Number(at(database.object, ...field.split("."))), asked(plan, database) + RESERVED];
      if (!Number.isFinite(due))
        return [remark(database, field, "cannot be compared: a pool or a number of pods is not said.")];
      return most >= due ? [] : [remark(database, field, `is ${most}, less than the ${due} that may be asked for.`)];
    });
    return { looked: clusters, findings };
  },
});
