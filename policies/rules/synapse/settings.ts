import type { Plan } from "../../../plan/plan";
import { at, type Homeserver, homeservers } from "../../../plan/vocabulary";
import { type Answer, plannedOf, type Remark, remark } from "../../rule";

/** A setting of homeserver.yaml, by its path, and what must be true of its value; absent is undefined. */
export interface Setting {
  readonly field: string;
  readonly right: (value: unknown) => boolean;
  readonly must: string;
}

type Perimeter = Plan["facts"]["perimeters"][number];

/** Absent, where Synapse's default is off, or off in so many words: what YAML 1.1 reads as true is no exception. */
export function isOff(value: unknown): boolean {
  return value === undefined || value === false;
}

function isAbsent(value: unknown): boolean {
  return value === undefined;
}

/** Settings that must not be there at all. */
export function absent(...fields: readonly string[]): Setting[] {
  return fields.map((field) => ({ field, right: isAbsent, must: "absent" }));
}

/** Settings that must be one value, written out, since Synapse's default is another. */
export function exactly(value: string | boolean, ...fields: readonly string[]): Setting[] {
  return fields.map((field) => ({ field, right: (found) => found === value, must: String(value) }));
}

export function off(...fields: readonly string[]): Setting[] {
  return fields.map((field) => ({ field, right: isOff, must: "false" }));
}

/** A file's absolute path. */
export function isPath(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("/");
}

export function path(...fields: readonly string[]): Setting[] {
  return fields.map((field) => ({ field, right: isPath, must: "a path" }));
}

/** A Service of a namespace as its pods may name it, short or whole. */
export function isHostOf(namespace: string, host: unknown): boolean {
  const [service, ...rest] = String(host).split(".");
  const ends = ["", namespace, `${namespace}.svc`, `${namespace}.svc.cluster.local`];
  return /^[a-z0-9-]+$/.test(service ?? "") && ends.includes(rest.join("."));
}

/** Whether a list holds exactly these texts, in whatever order. */
export function isSetOf(value: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(value) && JSON.stringify([...value].sort()) === JSON.stringify([...wanted].sort());
}

/** Whose homeserver it is; undefined in a namespace that no shard declares. */
export function perimeterOf(plan: Plan, { shard }: Homeserver): Perimeter | undefined {
  return plan.facts.perimeters.find(({ name }) => name === shard?.perimeter);
}

/**
 * Looks at settings on every shard, the same ones or those that its homeserver must have; what is absent has Synapse's
 * default, which `right` is asked about too.
 */
export function checkSettings(
  plan: Plan,
  settings: readonly Setting[] | ((server: Homeserver) => readonly Setting[]),
): Answer {
  const found = homeservers(plan);
  return {
    looked: plannedOf(found),
    findings: found.flatMap((server) =>
      wrongSettings(server, typeof settings === "function" ? settings(server) : settings),
    ),
  };
}

/** The settings of one configuration that are not right. */
export function wrongSettings(
  { planned, config }: Pick<Homeserver, "planned" | "config">,
  settings: readonly Setting[],
): Remark[] {
  return settings.flatMap(({ field, right, must }) => {
    const value = at(config, ...field.split("."));
    const shown = value === undefined ? "absent" : JSON.stringify(value);
    return right(value) ? [] : [remark(planned, field, `is ${shown}; it must be ${must}.`)];
  });
}
