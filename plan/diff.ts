import { isDeepStrictEqual } from "node:util";
import type { Effect } from "./effects/effect";
import { effectsOfChange, effectsOfRemoval } from "./effects/effects";
import { holdsData } from "./effects/volumes";
import { type KubernetesObject, objectId } from "./plan";

/** An object in its place, as a plan or a plan folder has it. */
export interface Placed {
  readonly stack: string;
  readonly release: string;
  readonly object: KubernetesObject;
}

/** What changes about one object. */
export interface Change {
  readonly stack: string;
  readonly release: string;
  readonly id: string;
  readonly change: "added" | "changed" | "removed";
  /** Fields that differ, for a changed object. */
  readonly fields: readonly string[];
  /** Lines that went and came in fields that hold a whole file, as "- line" and "+ line". */
  readonly lines: readonly string[];
  /** True when the object holds data. */
  readonly stateful: boolean;
  /** What restarts, or is lost, in a word. */
  readonly effect: string | undefined;
  /** What follows from it, in whole sentences. */
  readonly implies: readonly string[];
  /** True where data may be lost, or nothing leads back to what was. */
  readonly irreversible: boolean;
}

/** Values by their path, each step written `[0]` or `.key` and kept apart by NUL, since keys hold dots themselves. */
function leaves(value: unknown, path: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return new Map([[path, value]]);
  const step = (key: string) => `${path}\0${Array.isArray(value) ? `[${key}]` : `.${key}`}`;
  return new Map(Object.entries(value).flatMap(([key, each]) => [...leaves(each, step(key))]));
}

const fieldText = (path: string) => path.replaceAll("\0", "").replace(/^\./, "");

interface Difference {
  readonly field: string;
  readonly was: unknown;
  readonly is: unknown;
}

function differences(before: KubernetesObject, after: KubernetesObject): Difference[] {
  const [one, other] = [leaves(before, ""), leaves(after, "")];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !isDeepStrictEqual(one.get(path), other.get(path)))
    .map((path) => ({ field: fieldText(path), was: one.get(path), is: other.get(path) }))
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** Lines that only one of two texts has, as many times as it has them more; their order within each text is kept. */
function changedLines(before: string, after: string): string[] {
  const extra = (text: string, other: string, sign: string) => {
    const left = new Map<string, number>();
    for (const line of other.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
    return text.split("\n").flatMap((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return count > 0 ? [] : [`${sign} ${line.trim()}`];
    });
  };
  return [...extra(before, after, "-"), ...extra(after, before, "+")];
}

function fileLines({ was, is }: Difference): string[] {
  return typeof was === "string" && typeof is === "string" && `${was}${is}`.includes("\n") ? changedLines(was, is) : [];
}

const RENAMED: Effect = { what: "its server name changes: every account and room is lost", irreversible: true };

function effectsOf(
  was: Placed | undefined,
  is: Placed | undefined,
  fields: readonly string[],
  moved: boolean,
): Effect[] {
  if (is === undefined) return was !== undefined ? effectsOfRemoval(was.object) : [];
  if (was === undefined) return [];
  if (moved) return [{ what: `moves from ${was.stack}/${was.release}; Helm does not take it over by itself` }];
  return effectsOfChange({ before: was.object, after: is.object, fields });
}

/** What changes from one plan to another: what is lost or holds data first, then by stack and object. */
export function diffPlans(before: readonly Placed[], after: readonly Placed[]): Change[] {
  const key = ({ object }: Placed) => `${object.apiVersion} ${objectId(object)}`;
  const [old, now] = [
    new Map(before.map((each) => [key(each), each])),
    new Map(after.map((each) => [key(each), each])),
  ];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((id): Change[] => {
    const [was, is] = [old.get(id), now.get(id)];
    const place = is ?? was;
    if (place === undefined) return [];
    const { stack, release, object } = place;
    const moved = was && is && (was.stack !== is.stack || was.release !== is.release) ? ["(its release)"] : [];
    const different = was && is ? differences(was.object, is.object) : [];
    const fields = [...moved, ...new Set(different.map(({ field }) => field))];
    if (was && is && fields.length === 0) return [];
    const lines = different.flatMap(fileLines);
    // The name is in every account's and room's id; the lock refuses this, unless somebody edited the lock as well.
    const renamed = lines.some((line) => line.startsWith("- server_name:"));
    const effects = renamed ? [RENAMED] : effectsOf(was, is, fields, moved.length > 0);
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [
      {
        stack,
        release,
        id: objectId(object),
        change,
        fields,
        lines,
        stateful: holdsData(object) || renamed,
        effect: effects.length === 0 ? undefined : effects.map(({ what }) => what).join("; "),
        implies: effects.flatMap(({ implies = [] }) => implies),
        irreversible: effects.some((each) => each.irreversible === true),
      },
    ];
  });
  const rank = ({ stateful, irreversible, change }: Change) =>
    change === "removed" && stateful ? 0 : irreversible ? 1 : stateful ? (change === "changed" ? 2 : 3) : 4;
  return changes.sort((a, b) => rank(a) - rank(b) || (`${a.stack} ${a.id}` < `${b.stack} ${b.id}` ? -1 : 1));
}
