import { type StatefulIds, statefulIds } from "../fleet";
import { collect, collectTexts, textAt, valueAt } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake, type Position, positionText } from "../mistakes";
import type { StatefulLock } from "../schema/locks";

const KEYS = [
  "serverName",
  "namespace",
  "database",
  "mediaVolume",
  "mediaBucket",
  "backupBucket",
  "signingKey",
] as const;
type Key = (typeof KEYS)[number];

/** A shard's ids as its perimeter's file gives them now; without those that the file says in no readable way. */
interface Current {
  readonly shard: string;
  readonly ids: Partial<StatefulIds>;
  readonly source: Source;
  readonly path: readonly PropertyKey[];
  readonly closed: boolean;
}

function current(perimeters: readonly Source[], environment: Source | undefined): Current[] {
  const prefix = environment === undefined ? undefined : textAt(environment, ["backup", "bucketPrefix"]);
  return perimeters.flatMap((source) =>
    collectTexts(source, ["shards", "*", "name"]).map((name) => {
      const path = name.path.slice(0, -1);
      const said = (key: Key) => valueAt(source.value, [...path, key]);
      const [serverName, namespace] = [said("serverName"), said("namespace")];
      const {
        serverName: _,
        namespace: derived,
        backupBucket,
        ...ids
      } = statefulIds({ name: name.value, serverName: "" }, prefix ?? "");
      return {
        shard: name.value,
        source,
        path,
        closed: textAt(source, ["state"]) === "closed",
        ids: {
          ...ids,
          ...(prefix === undefined ? {} : { backupBucket }),
          ...(typeof serverName === "string" ? { serverName } : {}),
          ...(namespace === undefined ? { namespace: derived } : {}),
          ...(typeof namespace === "string" ? { namespace } : {}),
        },
      };
    }),
  );
}

/** Where an id stands: at its own field, or at its shard where it is derived. */
function place({ source, path }: Current, key: Key): { at: Position; field: string } {
  const own = [...path, key];
  const where = valueAt(source.value, own) === undefined ? path : own;
  return { at: source.at(where), field: fieldName(where) };
}

/** What the lock says of one shard, and where. */
interface Recorded {
  readonly ids: StatefulIds;
  readonly at: Position;
  readonly field: string;
  readonly place: string;
}

/** The first record of each shard; that it stands again says its own check. */
function records(lock: StatefulLock, source: Source): Recorded[] {
  return lock.shards.flatMap((ids, index) => {
    if (lock.shards.findIndex(({ shard }) => shard === ids.shard) < index) return [];
    const at = source.at(["shards", index]);
    return [{ ids, at, field: fieldName(["shards", index]), place: positionText(at) }];
  });
}

/** What a new shard takes from a shard that is no more: its accounts and rooms would be another's. */
function reused(each: Current, records: readonly Recorded[], now: ReadonlyMap<string, Current>): Mistake[] {
  if (records.some(({ ids }) => ids.shard === each.shard)) return [];
  return records.flatMap(({ ids, place: recorded }) =>
    (["serverName", "namespace"] as const)
      // Where both shards are there, each other check says that the name stands twice.
      .filter((key) => ids[key] === each.ids[key] && now.get(ids.shard)?.ids[key] !== ids[key])
      .map((key) => {
        const { at, field } = place(each, key);
        const wrong = `The ${key} ${ids[key]} belongs to shard ${ids.shard} for good (${recorded}).`;
        return mistake(at, field, wrong, "Choose another; a name that held data is never used again.");
      }),
  );
}

/**
 * What would rename or drop something that holds data, against the recorded ids. A missing shard is reported only where
 * every file (`allRead`) and every shard's name could be read: a file with mistakes is not a removed one.
 */
export function checkStateful(
  perimeters: readonly Source[],
  environment: Source | undefined,
  lock: StatefulLock,
  source: Source,
  allRead: boolean,
): Mistake[] {
  const named = current(perimeters, environment);
  // Where a name stands twice, which says its own check, the second shard may be any other.
  const shards = named.filter((each, index) => named.findIndex(({ shard }) => shard === each.shard) === index);
  const now = new Map(shards.map((each) => [each.shard, each]));
  const removed = new Set(lock.removed.map((each) => each.shard));
  const written = perimeters.flatMap((each) => collect(each, ["shards", "*"])).length;
  const noneWithout = perimeters.every((each) => collect(each, ["shards", "*"]).length > 0);
  const complete = allRead && noneWithout && shards.length === written;
  const recorded = records(lock, source);
  const locked = recorded.flatMap(({ ids, at: lockAt, field: lockField, place: lockPlace }) => {
    const shard = now.get(ids.shard);
    if (removed.has(ids.shard)) return [];
    if (shard === undefined) {
      const wrong = `The shard ${ids.shard} holds data and no perimeter file has it any more.`;
      const write =
        "Restore its perimeter file. To give the shard up: state: closed, the loss acknowledged under removed: with shard, reason, owner and date, footprint destroy, and only then remove the file.";
      return complete ? [mistake(lockAt, lockField, wrong, write)] : [];
    }
    if (shard.closed) {
      const wrong = `The perimeter is closed: deploying it destroys the data of shard ${ids.shard} (${lockPlace}).`;
      const write = `Acknowledge it in ${source.file} under removed: with shard, reason, owner and date.`;
      return [mistake(shard.source.at(["state"]), "state", wrong, write)];
    }
    return KEYS.filter((key) => shard.ids[key] !== undefined && ids[key] !== shard.ids[key]).map((key) => {
      const { at, field } = place(shard, key);
      const wrong = `The ${key} of shard ${ids.shard} is ${ids[key]} for good (${lockPlace}); here it is ${shard.ids[key]}.`;
      return mistake(at, field, wrong, `Write ${ids[key]}. A new name needs a new shard.`);
    });
  });
  const alive = lock.removed.flatMap(({ shard }, index) => {
    const here = now.get(shard);
    if (here === undefined || here.closed) return [];
    const wrong = `The loss of shard ${shard} is acknowledged, and its perimeter is not closed.`;
    return [
      mistake(
        source.at(["removed", index]),
        `removed[${index}]`,
        wrong,
        "Write state: closed in its file, or remove the line.",
      ),
    ];
  });
  return [...locked, ...alive, ...shards.flatMap((each) => reused(each, recorded, now))];
}

/** Ids that stand twice in the lock, or a removal of a shard that it does not know. */
export function checkLockItself(source: Source): Mistake[] {
  const names = collectTexts(source, ["shards", "*", "shard"]);
  const known = new Set(names.map(({ value }) => value));
  const twice = names.filter(({ value }, index) => names.findIndex((each) => each.value === value) < index);
  const unknown = collectTexts(source, ["removed", "*", "shard"]).filter(({ value }) => !known.has(value));
  return [
    ...twice.map(({ path, value }) =>
      mistake(source.at(path), fieldName(path), `The shard ${value} stands twice.`, "Keep one."),
    ),
    ...unknown
      .filter(() => collect(source, ["shards"]).length > 0)
      .map(({ path, value }) =>
        mistake(
          source.at(path),
          fieldName(path),
          `No shard ${value} stands under shards.`,
          "Name a recorded shard, and keep its line there.",
        ),
      ),
  ];
}
