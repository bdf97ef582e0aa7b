import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, list, texts } from "../../../plan/vocabulary";
import { planRule } from "../../rule";
import { processesOf } from "./processes";
import { absent, checkSettings, exactly, isHostOf, path, type Setting } from "./settings";

/** True where processes talk to each other, or could: by what runs, or by what the configuration opens. */
function isOfSeveral(plan: Plan, server: Homeserver): boolean {
  const { config } = server;
  const listens = list(at(config, "listeners")).some((listener) =>
    list(at(listener, "resources")).some((resource) => texts(at(resource, "names")).includes("replication")),
  );
  const named = at(config, "instance_map") !== undefined || at(config, "redis") !== undefined;
  return listens || named || processesOf(plan, server).length > 1;
}

function settings(plan: Plan, server: Homeserver): Setting[] {
  const inline = absent("worker_replication_secret", "redis.password");
  if (!isOfSeveral(plan, server)) return inline;
  const namespace = server.planned.object.metadata.namespace ?? "";
  return [
    ...inline,
    ...exactly(true, "redis.enabled"),
    ...path("worker_replication_secret_path", "redis.password_path"),
    { field: "redis.host", right: (host) => isHostOf(namespace, host), must: `a Service of ${namespace}` },
  ];
}

export default planRule({
  id: "SYN-16",
  title: {
    fr: "Processus d'un serveur authentifiés entre eux",
    en: "The processes of a homeserver know each other by a secret",
  },
  why: "Sans secret de réplication ni mot de passe de Redis, qui atteint un port écrit des messages au nom de tous ; dans un ConfigMap, ils se liraient sans droit particulier. Règle propre à l'architecture de Synapse.",
  remedy:
    "Dans stacks/homeserver/processes.ts, gardez worker_replication_secret_path et redis.password_path, et le Redis de l'espace du serveur.",
  severity: "high",
  controls: ["PSSIE:RES-SECRET", "own"],
  waivable: false,
  looksAt: "replication and Redis settings of every homeserver.yaml, and how many processes run beside it",
  check: (plan) => checkSettings(plan, (server) => settings(plan, server)),
});
