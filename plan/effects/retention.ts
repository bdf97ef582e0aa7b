import type { KubernetesObject } from "../plan";
import { at, synapseYaml } from "../vocabulary";
import { milliseconds } from "./duration";
import type { Changed, Effect } from "./effect";

/** Bounds of a message's life, by what Synapse makes of one that is not set. */
const BOUNDS: readonly (readonly [field: string, absent: number])[] = [
  ["default_policy.max_lifetime", Number.POSITIVE_INFINITY],
  ["allowed_lifetime_max", Number.POSITIVE_INFINITY],
  // A room that asks for less than this lives as long as this.
  ["allowed_lifetime_min", 0],
];

/** Retention of messages as a homeserver is told; undefined for an object that tells none. */
function retention(object: KubernetesObject): { on: boolean; settings: unknown } | undefined {
  const text = at(object, "data", "homeserver.yaml");
  if (typeof text !== "string") return undefined;
  const settings = at(synapseYaml(text), "retention");
  const enabled = at(settings, "enabled");
  return { on: enabled !== undefined && enabled !== null && enabled !== false, settings };
}

/** Messages that a homeserver begins to delete, or deletes earlier than before. */
export function messages({ before, after }: Changed): Effect | undefined {
  if (after.kind !== "ConfigMap") return undefined;
  const [was, is] = [retention(before), retention(after)];
  if (was === undefined || is === undefined || !is.on) return undefined;
  const told = (settings: unknown, field: string) => at(settings, ...field.split("."));
  const shown = (value: unknown) => (typeof value === "number" ? `${value} ms` : String(value ?? "without limit"));
  const shorter = BOUNDS.flatMap(([field, absent]) => {
    const [old, now] = [told(was.settings, field), told(is.settings, field)];
    const isShorter = (milliseconds(now) ?? absent) < (milliseconds(old) ?? absent);
    return isShorter ? [`${field} ${shown(now)}, before ${shown(old)}`] : [];
  });
  const first = shown(told(is.settings, "default_policy.max_lifetime"));
  if (was.on && shorter.length === 0) return undefined;
  return {
    what: `deletes messages for good: ${was.on ? shorter.join("; ") : `retention is switched on, ${first}`}`,
    irreversible: true,
    implies: [
      "Synapse deletes with its next purge job what is older than a room's retention, from the database, for every agent, and for good. No later deploy brings it back: only a restore of the whole shard to a moment before. A bare number is milliseconds.",
    ],
  };
}
