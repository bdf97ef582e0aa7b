import { RESTORE_DRILLS_NAMESPACE } from "../../fleet/fleet";
import type { Restored } from "../../fleet/restored";
import type { KubernetesObject } from "../../plan/plan";
import { ACKNOWLEDGED } from "../../policies/admission/removal";
import { accountExpiry } from "../../stacks/account-expiry/account-expiry";
import { ACCOUNT_EXPIRY } from "../../stacks/account-expiry/places";
import { authentication } from "../../stacks/authentication/authentication";
import { AUTHENTICATION } from "../../stacks/authentication/places";
import { HOMESERVER } from "../../stacks/homeserver/places";
import { RESTORE_DRILLS } from "../../stacks/restore-drills/places";
import { type Kubectl, kubectl, query } from "./commands";
import { removeCommands } from "./secrets";
import { objectsOf, type RestoreStep, step } from "./steps";

/** What a restore to an instant does to others; from Synapse's manual (backups, rooms) and its code of 1.163. */
const TO_OTHERS: readonly string[] = [
  "Rooms with members elsewhere: the other servers kept what this one lost, its own agents' messages included. They come back as soon as somebody there writes, or an agent here reads back. Rooms with members here alone: what came after the instant is gone.",
  "Who joined a room after the instant is, to this server, not in it: events of that room are ignored until they join again. Who was removed after it is a member again until a server elsewhere says otherwise; in rooms of this shard alone, for good.",
  "Rooms made after the instant exist elsewhere only: agents are invited again by a member there.",
  "Sessions and accounts made after the instant are gone: those agents sign in again. Locks, deactivations, erasures and passwords changed after it are undone: do them again, from the logs of account-expiry and the administrators' notes.",
  "Keys: one-time keys were emptied, clients upload new ones by themselves. Keys of rooms that arrived between the instant and the disaster are lost with the messages that carried them: what they open stays unreadable on devices that had them from here alone; key backup and other devices help.",
  "Devices added after the instant are known elsewhere and not here; other servers ask again when the next change shows a gap. A device that others do not see, or that sees nothing: sign it out and in.",
  "Clients hold positions of the future; Synapse takes them back to what it has. A client that shows nothing new: clear its cache.",
  "Files uploaded after the instant are in the media store, and nothing names them; files deleted after it are named, and gone.",
];

/** `postgres` → `postgres-2` → `postgres-3`: an archive has one history, so each restore begins another. */
export function nextArchive(archive: string): string {
  const [, name = archive, number = "1"] = archive.match(/^(.*)-(\d+)$/) ?? [];
  return `${name}-${Number(number) + 1}`;
}

/** A base backup at once: the new archive has none, and nothing newer can be restored until it is complete. */
function firstBackup({ shard }: Restored, namespace: string, archive: string): KubernetesObject {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Backup",
    metadata: { name: `first-of-${archive}`, namespace },
    spec: {
      cluster: { name: shard.stateful.database },
      method: "plugin",
      pluginConfiguration: { name: "barman-cloud.cloudnative-pg.io" },
    },
  };
}

function discard(restored: Restored): RestoreStep {
  const { fleet, shard } = restored;
  const k = kubectl(fleet.cluster.context, shard.namespace);
  return step({
    id: "discard",
    title: "One way on: remove everything",
    kind: "hand",
    why: "The shard that runs is the right one, or the exercise is over. The other way first makes it live, and ends here too. The namespace stays, for drills, which begin again.",
    commands: [
      ...["serving", "verify", "database"].map((id) => k.run(`delete --ignore-not-found --filename=${objectsOf(id)}`)),
      `until ${k.nothingOf("persistentvolumeclaims")}; do sleep 5; done`,
      ...removeCommands(restored, k),
      kubectl(fleet.cluster.context, RESTORE_DRILLS_NAMESPACE).run(`scale deployment/${RESTORE_DRILLS} --replicas=1`),
    ],
  });
}

/** Commands after which nobody writes to the live shard's database any more; clients, the clock and load included. */
function stopCommands({ fleet, perimeter, shard }: Restored, { run }: Kubectl): string[] {
  const named = "app.kubernetes.io/name";
  const systems = [
    { name: HOMESERVER, due: true, stop: [`scale statefulset --selector=${named}=${HOMESERVER} --replicas=0`] },
    {
      name: AUTHENTICATION,
      due: authentication(fleet, perimeter, shard) !== undefined,
      stop: [`scale deployment/${AUTHENTICATION} --replicas=0`],
    },
    {
      name: ACCOUNT_EXPIRY,
      due: accountExpiry(fleet, perimeter, shard) !== undefined,
      stop: [suspended(true), `delete jobs --selector=${named}=${ACCOUNT_EXPIRY}`],
    },
  ].filter(({ due }) => due);
  const all = `'${named} in (${systems.map(({ name }) => name).join(",")})'`;
  return [
    // Otherwise they scale back up what is stopped.
    "delete horizontalpodautoscalers --all",
    ...systems.flatMap(({ stop }) => stop),
    `wait --for=delete pod --selector=${all} --timeout=5m`,
  ].map(run);
}

/** Arguments of kubectl. The chart says nothing of it, so that a deploy leaves it as it is. */
const suspended = (suspend: boolean) =>
  `patch cronjob/${ACCOUNT_EXPIRY} --patch='${JSON.stringify({ spec: { suspend } })}'`;

/** Commands that start, after the deploy, what it leaves stopped. */
function startCommands({ fleet, perimeter, shard }: Restored, { run }: Kubectl): string[] {
  return [
    // The plan states no number for what an autoscaler moves, and an autoscaler leaves what stands at zero alone.
    `${run("get horizontalpodautoscalers --output=name")} | cut -d/ -f2 | xargs -r ${run("scale statefulset --replicas=1")}`,
    ...(accountExpiry(fleet, perimeter, shard) === undefined ? [] : [run(suspended(false))]),
  ];
}

/** Commands that end when everything written so far is in the archive. */
function archiveCommands(k: Kubectl, cluster: string): string[] {
  const ask = (sql: string) => query(k, cluster, "postgres", sql);
  return [
    // A record of its own, since a log without one is not switched and so never archived.
    `last=$(${ask("SELECT pg_walfile_name(pg_create_restore_point('make-live'))")}) && test -n "$last"`,
    ask("SELECT pg_switch_wal()"),
    `until ${ask("SELECT last_archived_wal >= '$last' FROM pg_stat_archiver")} | grep --quiet '^t'; do sleep 5; done`,
  ];
}

/** The numbers of each group of commands, as notes call them. */
function numbersOf(groups: readonly (readonly string[])[]): string[] {
  return groups.map(({ length }, index) => {
    const before = groups.slice(0, index).flat().length;
    return length === 1 ? `Command ${before + 1}` : `Commands ${before + 1} to ${before + length}`;
  });
}

function makeLive(restored: Restored, at: string, live: string): RestoreStep {
  const { fleet, shard, perimeter } = restored;
  const { environment } = fleet;
  const k = kubectl(fleet.cluster.context, live);
  const from = shard.recovery?.from ?? "";
  const archive = nextArchive(shard.archive);
  const backup = firstBackup(restored, live, archive);
  const cluster = shard.stateful.database;
  const file = `environments/${environment}/perimeters/${perimeter.name}.yaml`;
  const groups = [
    stopCommands(restored, k),
    archiveCommands(k, cluster),
    [`npx footprint check ${environment}`, `npx footprint diff ${environment} --against HEAD`],
    [
      // The cluster keeps what nobody has named.
      `test -z "$(${k.run(`get cluster/${cluster} --ignore-not-found --output=name`)})" || ${k.run(`annotate cluster/${cluster} ${ACKNOWLEDGED}=${cluster} --overwrite`)}`,
      k.run(`delete cluster/${cluster} --ignore-not-found`),
    ],
    [
      `npx footprint deploy ${environment} ${perimeter.stack}`,
      ...startCommands(restored, k),
      k.run(`wait cluster/${cluster} --for=condition=Ready --timeout=${fleet.restore.rtoMinutes}m`),
      k.create(objectsOf("make-live")),
      k.run(
        `wait backup/${backup.metadata.name} --for=jsonpath='{.status.phase}'=completed --timeout=${fleet.restore.rtoMinutes}m`,
      ),
    ],
  ];
  const [stop, archived, review, remove, begin] = numbersOf(groups);
  return step({
    id: "make-live",
    title: "The other way on: make it the live one",
    kind: "hand",
    why: `The shard's own database is made anew from the same archive, ${from}, and instant, in ${live}, with three instances. What was written after ${at} is given up: whoever decides that stands in the reason, with the hour.`,
    notes: [
      `${stop}, where ${live} still stands: nobody writes any more.`,
      `${archived}, where its database still runs: its last log goes to the archive ${shard.archive}, so that even what is given up could be looked at later. They end when it is there; if they do not, last_failed_wal of pg_stat_archiver says why. Going on without it is a decision, and stands in the reason.`,
      `Then ${file}, at this shard, in place of \`archive\` or an earlier \`recovery\`: recovery: { archive: ${archive}, from: ${from}, at: "${at}", reason: "<what happened, who decided, when>" }. The archive's name is new and never used again. stateful.lock.yaml stays: no name changes, nothing is to be acknowledged there.`,
      `${review}: the diff must show the Cluster's bootstrap and archive, every process with its restore-gate, and nothing else. Have it reviewed, commit.`,
      `${remove} removes the Cluster, and its volumes with it: CloudNativePG reads how one begins only when it makes it. From here there is no way back but the archive.`,
      `${begin}: deploy, where the homeserver waits for its database; what the deploy leaves stopped is started; then a base backup: until it is complete nothing newer than ${at} can be restored.`,
      `When the base backup is complete: in ${file} replace \`recovery\` by archive: ${archive}, and keep what it said as a comment. A deploy after a later deletion would otherwise restore ${at} again and say nothing. That change replaces every pod once more: deploy it at a quiet hour. The database that runs stays as it is.`,
      `Tell agents and the other perimeters what was lost (step "federation"), then "discard", which also lets drills begin again.`,
    ],
    commands: groups.flat(),
    objects: [backup],
  });
}

/** What is done with a restored shard, and what that means to everybody else. */
export function afterwards(restored: Restored, at: string, live: string): RestoreStep[] {
  return [
    discard(restored),
    makeLive(restored, at, live),
    step({
      id: "federation",
      title: "What the other servers keep, and what this one lost",
      kind: "hand",
      why: "A restore to an instant turns back one server and nobody else. Only for a shard that was made live.",
      notes: TO_OTHERS,
    }),
  ];
}
