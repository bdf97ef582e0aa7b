import type { Plan } from "../../../../plan/plan";
import { objectAt, perimeterPath, set } from "../../change";
import { configMap, deployment } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt } from "../../rule-case";
import { ALONE, LOCKED_IMAGE, smallPlan } from "../../small-plan";
import { archiver, archiving, restoredFrom } from "../archived";

const AT = "2026-11-30T08:00:00Z";
const recovery = { archive: "second", from: "postgres", at: AT, reason: "test" };
const facts = {
  perimeters: ALONE.perimeters.map((perimeter) => ({
    ...perimeter,
    shards: perimeter.shards.map((shard) => ({ ...shard, archive: "second", recovery })),
  })),
};
const settings = configMap({ "gate.json": JSON.stringify({ recovery: "second" }) });
const pod = deployment({
  initContainers: [
    {
      image: LOCKED_IMAGE,
      command: ["python", "-m", "tchap_operations.restore_gate", "--config", "/etc/gate/gate.json"],
      volumeMounts: [{ name: "gate", mountPath: "/etc/gate" }],
    },
  ],
  containers: [{ image: LOCKED_IMAGE, command: ["python", "-m", "synapse.app.homeserver"] }],
  volumes: [{ name: "gate", configMap: { name: "homeserver" } }],
});
const restored = (into: string) => archiving({ ...restoredFrom("postgres", AT), plugins: [archiver(into)] });

export const good = smallPlan({ facts, objects: [restored("second"), pod, settings] });
export const bad = smallPlan({ facts, objects: [restored("postgres"), pod, settings] });

const at = JUSTICE.postgres;
const SHARD = ["shards", 0];

/** Declares that justice came back from its backups. */
function declare(plan: Plan): void {
  set(plan, perimeterPath(plan, "justice", ...SHARD, "recovery"), recovery);
  set(plan, perimeterPath(plan, "justice", ...SHARD, "archive"), recovery.archive);
}

/** The same in the objects, as the chart would have it. */
function recover(plan: Plan, into: string): void {
  const database = objectAt(plan, at);
  const { bootstrap, externalClusters } = restoredFrom("postgres", AT);
  set(database, ["spec", "bootstrap"], bootstrap);
  set(database, ["spec", "externalClusters"], externalClusters);
  if (into !== "postgres") set(database, ["spec", "plugins", 0, "parameters", "serverName"], into);
}

export const mutations: readonly Mutation[] = [
  {
    name: "a restored database that archives over its source",
    at,
    mutate: (plan) => {
      declare(plan);
      recover(plan, "postgres");
    },
  },
  { name: "a recovery that is declared and not made", at, mutate: declare },
  { name: "a recovery that nobody declared", at, mutate: (plan) => recover(plan, "second") },
  {
    name: "an archive of another name than the declared one",
    ...setAt(at, ["spec", "plugins", 0, "parameters", "serverName"], "postgres-2"),
  },
  {
    name: "Synapse on a restored database without waiting",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      declare(plan);
      recover(plan, "second");
    },
  },
  {
    name: "workers that do not wait either",
    at: JUSTICE.at("StatefulSet", "sync"),
    mutate: (plan) => {
      declare(plan);
      recover(plan, "second");
    },
  },
  {
    name: "another instant than the declared one",
    at,
    mutate: (plan) => {
      declare(plan);
      recover(plan, "second");
      set(
        objectAt(plan, at),
        ["spec", "bootstrap", "recovery", "recoveryTarget", "targetTime"],
        "2026-11-30T09:00:00Z",
      );
    },
  },
];
