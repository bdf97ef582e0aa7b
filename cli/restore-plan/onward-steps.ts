import type { Restored } from "../../fleet/restored";
import type { KubernetesObject } from "../../plan/plan";
import { kubectl, query } from "./commands";
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
    why: "The shard that runs is the right one, or the exercise is over. The other way first makes it live, and ends here too. The namespace stays, for drills.",
    commands: [
      ...["serving", "verify", "database"].map((id) => k.run(`delete --ignore-not-found --filename=${objectsOf(id)}`)),
      `until ${k.nothingOf("persistentvolumeclaims")}; do sleep 5; done`,
      ...removeCommands(restored, k),
    ],
  });
}

function makeLive(restored: Restored, at: string, live: string): RestoreStep {
  const { fleet, shard, perimeter } = restored;
  const { environment } = fleet;
  const k = kubectl(fleet.cluster.context, live);
  const from = shard.recovery?.from ?? "";
  const archive = nextArchive(from);
  const backup = firstBackup(restored, live, archive);
  const cluster = shard.stateful.database;
  const archived = query(k, cluster, "postgres", "SELECT pg_walfile_name(pg_switch_wal())");
  return step({
    id: "make-live",
    title: "The other way on: make it the live one",
    kind: "hand",
    why: `The shard's own database is made anew from the same archive and instant, in ${live}, with three instances. What was written after ${at} is given up: whoever decides that stands in the reason, with the hour.`,
    notes: [
      `Where ${live} still stands: nobody writes any more (commands 1 and 2), its last log goes to the archive ${from} (command 3; then wait until pg_stat_archiver names the file that it prints), so that even what is given up could be looked at later.`,
      `Then environments/${environment}/perimeters/${perimeter.name}.yaml, at this shard: recovery: { archive: ${archive}, from: ${from}, at: "${at}", reason: "<what happened, who decided, when>" }. The archive's name is new and never used again. stateful.lock.yaml stays: no name changes, nothing is to be acknowledged there.`,
      `Commands 4 and 5: the diff must show the Cluster's bootstrap and archive, every process with its restore-gate, and nothing else. Have it reviewed, commit.`,
      `Command 6 removes the Cluster, and its volumes with it: CloudNativePG reads how one begins only when it makes it. From here there is no way back but the archive.`,
      `Commands 7 to 10: deploy, where the homeserver waits for its database; then a base backup: until it is complete nothing newer than ${at} can be restored.`,
      `Tell agents and the other perimeters what was lost (step "federation"), then "discard".`,
    ],
    commands: [
      k.run("delete horizontalpodautoscalers --all"),
      k.run("scale statefulset --selector=app.kubernetes.io/name=homeserver --replicas=0"),
      archived,
      `npx footprint check ${environment}`,
      `npx footprint diff ${environment} --against HEAD`,
      k.run(`delete cluster/${cluster} --ignore-not-found`),
      `npx footprint deploy ${environment} ${perimeter.stack}`,
      k.run(`wait cluster/${cluster} --for=condition=Ready --timeout=${fleet.restore.rtoMinutes}m`),
      k.run(`create --filename=${objectsOf("make-live")}`),
      k.run(
        `wait backup/${backup.metadata.name} --for=jsonpath='{.status.phase}'=completed --timeout=${fleet.restore.rtoMinutes}m`,
      ),
    ],
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
