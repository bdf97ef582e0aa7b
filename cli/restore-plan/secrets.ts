import type { Fleet } from "../../fleet/fleet";
import type { Restored } from "../../fleet/restored";
import { RESTORE_SECRETS, SHARD_SECRETS, type ShardSecret, secretNames } from "../../fleet/secrets";
import { type Kubectl, kubectl } from "./commands";

/** A Secret that has to be in the isolated namespace, and whether it is another one than the live shard's. */
interface Needed {
  readonly secret: ShardSecret;
  readonly own: boolean;
}

/** Those of the live shard; where the namespace of restores has one of the same name, that one, which only reads. */
function needed({ perimeter, shard }: Restored): Needed[] {
  const reading: readonly ShardSecret[] = Object.values(RESTORE_SECRETS);
  return secretNames(perimeter.features.signIn, shard.capacity.topology.kind)
    .map((key): ShardSecret => SHARD_SECRETS[key])
    .filter(({ kind }) => kind !== "operator")
    .map((live) => {
      const own = reading.find(({ name }) => name === live.name);
      return { secret: own ?? live, own: own !== undefined };
    });
}

function note({ secret: { name, keys, escrow }, own }: Needed, { escrow: { place, custodians } }: Fleet): string {
  const files = `${name} (${keys.join(", ")})`;
  if (own)
    return `${files}: is in the namespace for the drills already, with a key that may only read; never the live shard's`;
  return escrow.kept === "escrow"
    ? `${files}: from escrow, ${place} (${custodians.join(", ")})`
    : `${files}: the live one if it still stands, else made anew. ${escrow.why}`;
}

/** Names, keys and places; never a value. */
export function secretNotes(restored: Restored): string[] {
  return needed(restored).map((each) => note(each, restored.fleet));
}

/** Copies each from the live namespace, if it still stands, without showing it. */
export function copyCommands(restored: Restored, context: string, from: string): string[] {
  const [live, isolated] = [kubectl(context, from), kubectl(context, restored.shard.namespace)];
  const bare = "'{apiVersion, kind, type, metadata: {name: .metadata.name}, data}'";
  return needed(restored)
    .filter(({ own }) => !own)
    .map(({ secret: { name } }) =>
      [
        live.run(`get secret ${name} --output=json`),
        `jq ${bare}`,
        isolated.run("apply --server-side --filename=-"),
      ].join(" | "),
    );
}

/** Fails for a Secret that is missing or lacks a key; shows no value. */
export function presentCommands(restored: Restored, { run }: Kubectl): string[] {
  return needed(restored).map(({ secret: { name, keys } }) => {
    const has = keys.map((key) => `has("${key}")`).join(" and ");
    return `${run(`get secret ${name} --output=json`)} | jq --exit-status '.data | ${has}'`;
  });
}

/** Removes what was brought; those that the drills use stay. */
export function removeCommands(restored: Restored, { run }: Kubectl): string[] {
  const names = needed(restored).flatMap(({ secret: { name }, own }) => (own ? [] : [name]));
  return [run(`delete secret ${names.join(" ")} --ignore-not-found`)];
}
