import type { StatefulIds } from "../fleet";
import { collect, collectTexts } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake, positionText } from "../mistakes";
import type { StatefulLock } from "../schema/locks";

/** A shard's ids as the perimeter files give them now. */
export interface CurrentIds {
  readonly ids: StatefulIds;
  readonly source: Source;
  readonly path: readonly PropertyKey[];
  readonly closed: boolean;
}

const KEYS = ["serverName", "namespace", "database", "mediaVolume", "signingKey"] as const;

/** What would rename or drop something that holds data, against the recorded ids. */
export function checkStateful(current: readonly CurrentIds[], lock: StatefulLock, source: Source): Mistake[] {
  const now = new Map(current.map((each) => [each.ids.shard, each]));
  const removed = new Set(lock.removed.map((each) => each.shard));
  const locked = lock.shards.flatMap((ids, index) => {
    const place = positionText(source.at(["shards", index]));
    const shard = now.get(ids.shard);
    if (removed.has(ids.shard)) return [];
    if (shard === undefined) {
      const wrong = `The shard ${ids.shard} holds data and no perimeter file has it any more.`;
      const write =
        "Restore its perimeter file, or acknowledge the loss under removed: with shard, reason, owner and date.";
      return [mistake(source.at(["shards", index]), `shards[${index}]`, wrong, write)];
    }
    if (shard.closed) {
      const wrong = `The perimeter is closed: deploying it destroys the data of shard ${ids.shard} (${place}).`;
      const write = `Acknowledge it in ${source.file} under removed: with shard, reason, owner and date.`;
      return [mistake(shard.source.at(["state"]), "state", wrong, write)];
    }
    return KEYS.filter((key) => ids[key] !== shard.ids[key]).map((key) => {
      const path = key === "serverName" || key === "namespace" ? [...shard.path, key] : shard.path;
      const wrong = `The ${key} of shard ${ids.shard} is ${ids[key]} for good (${place}); here it is ${shard.ids[key]}.`;
      return mistake(shard.source.at(path), fieldName(path), wrong, `Write ${ids[key]}. A new name needs a new shard.`);
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
  return [...locked, ...alive];
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
