import { RESTORE_DRILLS_NAMESPACE } from "../../fleet/fleet";
import type { Restored } from "../../fleet/restored";
import type { KubernetesObject } from "../../plan/plan";
import { HOMESERVER } from "../../stacks/homeserver/places";
import { DATABASE } from "../../stacks/postgres/places";
import { RESTORE_DRILLS } from "../../stacks/restore-drills/places";
import { PUBLIC_PORT } from "../../stacks/router/config";
import { ROUTER } from "../../stacks/router/router";
import { kubectl, query } from "./commands";
import type { RestoreObjects } from "./objects";
import { copyCommands, presentCommands, secretNotes } from "./secrets";
import { objectsOf, type RestoreStep, step } from "./steps";
import { VERIFY, verifyObjects } from "./verify";

/** Seconds that one pod of a homeserver has to start: an upgrade of the schema would take as long. */
const START_SECONDS = 1800;

/** Steps that make the place, empty and closed. */
export function isolationSteps(restored: Restored, objects: RestoreObjects, live: string): RestoreStep[] {
  const { fleet, shard } = restored;
  const { context } = fleet.cluster;
  const k = kubectl(context, shard.namespace);
  const drills = kubectl(context, RESTORE_DRILLS_NAMESPACE);
  return [
    step({
      id: "empty",
      title: "The target is empty",
      kind: "check",
      why: "A restore into something that is there damages both: Synapse's manual warns of it, and a drill may be at work.",
      notes: [
        `No drill begins from here on, of any shard: "discard" lets them begin again, also where the restore is given up.`,
        `It goes on only when nothing is found in ${shard.namespace}. A drill that runs ends by itself; wait for it. The rest of an earlier restore: its step "discard".`,
      ],
      commands: [
        drills.run(`scale deployment/${RESTORE_DRILLS} --replicas=0`),
        drills.run(`wait --for=delete pod --selector=app.kubernetes.io/name=${RESTORE_DRILLS} --timeout=5m`),
        k.nothingOf("clusters.postgresql.cnpg.io,statefulsets,deployments,persistentvolumeclaims"),
        k.nothingOf("pods", " --field-selector=status.phase!=Succeeded,status.phase!=Failed"),
      ],
    }),
    step({
      id: "namespace",
      title: "The isolated namespace: limits, closed networks, the way to the backups",
      kind: "apply",
      why: "It was made when the perimeter was deployed, and the same objects are handed over again. Where it is not there, the step fails: a later deploy fails at objects that it did not make.",
      notes: [
        "A new cluster: deploy the perimeter first, with `recovery` at this shard (docs/runbooks/site-lost.md). Without it the deploy begins an empty homeserver under the shard's name.",
      ],
      commands: [k.run(`get namespace ${shard.namespace}`), k.apply(objectsOf("namespace"))],
      objects: objects.namespace,
    }),
    step({
      id: "secrets",
      title: "The Secrets that the shard cannot start without",
      kind: "hand",
      why: "A backup holds no key. What must be the same as before is in escrow (docs/generated/escrow.md); forms: docs/generated/secrets.md.",
      notes: secretNotes(restored),
      commands: copyCommands(restored, context, live),
    }),
    step({
      id: "secrets-there",
      title: "Every Secret has its keys",
      kind: "check",
      why: "A pod whose Secret is missing waits without an end.",
      commands: presentCommands(restored, k),
    }),
  ];
}

/** Steps that bring the database back and judge it before anything writes to it. */
export function databaseSteps(restored: Restored, objects: RestoreObjects, at: string): RestoreStep[] {
  const { fleet, shard } = restored;
  const k = kubectl(fleet.cluster.context, shard.namespace);
  const cluster = shard.stateful.database;
  const seconds = fleet.restore.rtoMinutes * 60;
  const from = shard.recovery?.from ?? "";
  const counts = k.run(`get job/${VERIFY} --output=jsonpath='{.status.succeeded}{.status.failed}'`);
  return [
    step({
      id: "database",
      title: `The database, restored to ${at}`,
      kind: "apply",
      why: `One instance from the archive ${from} of bucket ${shard.stateful.backupBucket}, with a key that may only read; it archives nothing.`,
      notes: [
        from === shard.archive
          ? `${from} is the archive that the shard writes to now.`
          : `${from} is not the archive that the shard writes to now, ${shard.archive}: that one begins with the last restore, and the instant is before it.`,
        "AlreadyExists: something came here since the first step. Find out what, before anything is removed.",
      ],
      commands: [k.create(objectsOf("database"))],
      objects: objects.database,
    }),
    step({
      id: "database-ready",
      title: "The database is healthy",
      kind: "wait",
      why: `A base backup is fetched, then the log replayed. The objective for the whole restore is ${fleet.restore.rtoMinutes} minutes.`,
      notes: [
        `It does not come: ${k.run(`logs job/${cluster}-1-full-recovery --all-containers`)}. "No backup found": no base backup in ${from} is older than the instant; if the shard was restored since, the archive before has it (docs/runbooks/restore-a-shard.md). "recovery ended before configured recovery target was reached": the archive ends before it. "Access Denied": the key of postgres-backup.`,
      ],
      commands: [k.run(`wait cluster/${cluster} --for=condition=Ready --timeout=${seconds}s`)],
    }),
    step({
      id: "verify",
      title: "The database holds what it should",
      kind: "run",
      why: "Indexes (amcheck), counts, the last stream ordering, the marker's age at the instant, a sample of files: before Synapse writes anything.",
      notes: [
        "One JSON line a check; the last says which failed. After a failure, do not go on: try an earlier instant, or another archive.",
      ],
      commands: [
        k.apply(objectsOf("verify")),
        `until ${counts} | grep --quiet 1; do sleep 5; done`,
        k.run(`logs job/${VERIFY}`),
        `test "$(${k.run(`get job/${VERIFY} --output=jsonpath='{.status.succeeded}'`)})" = 1`,
      ],
      objects: verifyObjects(restored, at),
    }),
  ];
}

/** What runs pods, by kind and name: the main process first, then the other processes, then what stands around them. */
function rollouts(objects: readonly KubernetesObject[]): string[] {
  const names = (kind: string) =>
    objects.flatMap((each) => (each.kind === kind ? [`${kind.toLowerCase()}/${each.metadata.name}`] : []));
  const main = `statefulset/${HOMESERVER}`;
  return [main, ...names("StatefulSet").filter((name) => name !== main), ...names("Deployment")];
}

/** Steps that start the homeserver on it, and look. */
export function servingSteps(restored: Restored, objects: RestoreObjects): RestoreStep[] {
  const { fleet, shard } = restored;
  const k = kubectl(fleet.cluster.context, shard.namespace);
  const cluster = shard.stateful.database;
  return [
    step({
      id: "serving",
      title: "The homeserver, cut off from everything",
      kind: "apply",
      why: "It has the live shard's signing key, so it must reach nobody: no border, no mail, no federation. Its init container restore-gate empties the one-time keys before Synapse starts, which would otherwise be given out a second time.",
      notes: ["Autoscalers and jobs by the clock are left out: they would act on accounts and data."],
      commands: [k.apply(objectsOf("serving"))],
      objects: objects.serving,
    }),
    step({
      id: "serving-ready",
      title: "Every process is ready",
      kind: "wait",
      why: "The main process first, as it changes the schema where the image is newer than the backup; then all others.",
      notes: [`A pod that stays in Init: ${k.run("logs <pod> --container=restore-gate")}.`],
      commands: rollouts(objects.serving).map((name) => k.run(`rollout status ${name} --timeout=${START_SECONDS}s`)),
    }),
    step({
      id: "one-time-keys",
      title: "No one-time key is left",
      kind: "check",
      why: "A key that was used after the instant would be used again, and messages sent with it could not be read.",
      commands: [`test "$(${query(k, cluster, DATABASE, "SELECT count(*) FROM e2e_one_time_keys_json")})" = 0`],
    }),
    step({
      id: "look",
      title: "An agent reads what was there",
      kind: "hand",
      why: "What no program judges: an agent of the shard finds the last message before the instant, and a file, and nothing from after it.",
      notes: [
        "ProConnect and mail cannot be reached from here. The agent uses a session that began before the instant: the access token is in the client's settings. On a shard with passwords they sign in anew, with an account made for this and no other.",
        "Nobody writes: what is written here is thrown away. A client that keeps keys must not be pointed here.",
      ],
      commands: [
        `${k.run(`port-forward service/${ROUTER} ${PUBLIC_PORT}`)} &`,
        "read -rs TOKEN",
        `get() { curl --silent --show-error --fail --header "Host: ${shard.host}" --config <(printf 'header = "Authorization: Bearer %s"\\n' "$TOKEN") "http://127.0.0.1:${PUBLIC_PORT}/_matrix/client/v3/$1"; }`,
        "get account/whoami",
        'get "rooms/<room id>/messages?dir=b&limit=5"',
      ],
    }),
  ];
}
