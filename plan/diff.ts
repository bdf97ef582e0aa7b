import { isDeepStrictEqual } from "node:util";
import { type KubernetesObject, objectId } from "./plan";
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

function leaves(value: unknown, path: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return new Map([[path, value]]);
  const step = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  return new Map(Object.entries(value).flatMap(([key, each]) => [...leaves(each, step(key))]));
}

function changedFields(before: KubernetesObject, after: KubernetesObject): string[] {
  const [one, other] = [leaves(before, ""), leaves(after, "")];
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys]
    .filter((key) => !isDeepStrictEqual(one.get(key), other.get(key)) || one.has(key) !== other.has(key))
    .sort();
}

function effect(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
  fields: readonly string[],
): string | undefined {
  const kind = (after ?? before)?.kind ?? "";
  if (after === undefined) return STATEFUL.includes(kind) ? "its data is lost" : undefined;
  if (before === undefined) return undefined;
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
    const fields = was && is ? [...moved, ...changedFields(was.object, is.object)] : [];
    if (was && is && fields.length === 0) return [];
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [
      {
        stack,
        release,
        id: objectId(object),
        change,
        fields,
        stateful: STATEFUL.includes(object.kind),
        effect: effect(was?.object, is?.object, fields),
      },
    ];
  });
  const rank = ({ stateful, change }: Change) =>
    stateful ? (change === "removed" ? 0 : change === "changed" ? 1 : 2) : 3;
  return changes.sort((a, b) => rank(a) - rank(b) || (`${a.stack} ${a.id}` < `${b.stack} ${b.id}` ? -1 : 1));
}
