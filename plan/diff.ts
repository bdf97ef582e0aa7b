import { isDeepStrictEqual } from "node:util";
import { type KubernetesObject, objectId } from "./plan";
import { PROCESS_COUNTS_RUNBOOK, takeover } from "./process-counts";
import { podSpec } from "./vocabulary";

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
}

/** Kinds whose loss is the loss of data. */
const STATEFUL = ["Cluster", "PersistentVolumeClaim", "Namespace"];

/** Fields of a CloudNativePG Cluster whose change replaces or restarts instances, one after the other. */
const RESTARTS_POSTGRES = [
  "spec.imageName",
  "spec.resources",
  "spec.postgresql",
  "spec.affinity",
  "spec.seccompProfile",
  "spec.priorityClassName",
];

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

function effect(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  fields: readonly string[],
): string | undefined {
  const kind = (after ?? before)?.kind ?? "";
  if (after === undefined) return STATEFUL.includes(kind) ? "its data is lost" : undefined;
  if (before === undefined) return undefined;
  const asked = takeover(before, after);
  if (asked === "stop all, then start")
    return `stop every process of this homeserver, deploy, then start: never rolling (${PROCESS_COUNTS_RUNBOOK})`;
  if (asked !== undefined) return `restart of every process of this homeserver (${PROCESS_COUNTS_RUNBOOK})`;
  if (kind === "Cluster" && fields.some((field) => RESTARTS_POSTGRES.some((start) => field.startsWith(start))))
    return "PostgreSQL restarts, one instance after the other";
  const restarts =
    podSpec(after) !== undefined &&
    fields.some((field) => field.startsWith("spec.template") || field.startsWith("spec.jobTemplate"));
  return restarts ? `restart of ${after.metadata.name}` : undefined;
}

/** What changes from one plan to another: what holds data first, then by stack and object. */
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
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [
      {
        stack,
        release,
        id: objectId(object),
        change,
        fields,
        lines,
        stateful: STATEFUL.includes(object.kind) || renamed,
        effect: renamed
          ? "its server name changes: every account and room is lost"
          : was && moved.length > 0
            ? `moves from ${was.stack}/${was.release}; Helm does not take it over by itself`
            : effect(was?.object, is?.object, fields),
      },
    ];
  });
  const rank = ({ stateful, change }: Change) =>
    stateful ? (change === "removed" ? 0 : change === "changed" ? 1 : 2) : 3;
  return changes.sort((a, b) => rank(a) - rank(b) || (`${a.stack} ${a.id}` < `${b.stack} ${b.id}` ? -1 : 1));
}
