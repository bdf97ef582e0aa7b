import type { Drift } from "../plan/drift";
import type { FieldDrift } from "../plan/live/fields";
import { colour } from "./colour";

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Letters of a value that are shown; --json has all. */
const SHOWN = 100;

function value(each: unknown): string {
  if (each === undefined) return "nothing";
  const text = JSON.stringify(each);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** Lines that one of two texts lacks, where a field holds a whole file; as many as a person reads. */
function fileLines(planned: string, live: string): string[] {
  const extra = (text: string, other: string, sign: string) => {
    const known = new Set(other.split("\n"));
    return text.split("\n").flatMap((line) => (known.has(line) ? [] : [`${sign} ${line.trim()}`]));
  };
  const lines = [...extra(planned, live, "planned"), ...extra(live, planned, "live   ")];
  return lines.length > 6 ? [...lines.slice(0, 6), `… and ${lines.length - 6} more lines`] : lines;
}

function fieldLines({ field, planned, live }: FieldDrift): string[] {
  if (typeof planned === "string" && typeof live === "string" && `${planned}${live}`.includes("\n"))
    return [field, ...fileLines(planned, live).map((line) => `  ${line}`)];
  return [`${field}: planned ${value(planned)}, live ${value(live)}`];
}

interface Told {
  /** Kind and name, without the namespace: what is the same over shards. */
  readonly head: string;
  readonly place: string;
  readonly lines: readonly string[];
}

const told = (
  { kind, metadata: { name, namespace } }: { kind: string; metadata: { name: string; namespace?: string | undefined } },
  lines: readonly string[] = [],
): Told => ({ head: `${kind}/${name}`, place: namespace ?? "the cluster", lines });

/** The same said of several namespaces, said once. */
function grouped(title: string, all: readonly Told[]): string {
  if (all.length === 0) return "";
  const groups = new Map<string, { told: Told; places: string[] }>();
  for (const each of all) {
    const key = JSON.stringify([each.head, each.lines]);
    const group = groups.get(key) ?? { told: each, places: [] };
    group.places.push(each.place);
    groups.set(key, group);
  }
  const lines = [...groups.values()].map(({ told: { head, lines: below }, places }) => {
    const where = places.length > 1 ? `${places.length} namespaces: ${places.join(", ")}` : (places[0] ?? "");
    return `    ${head}  ${colour.dim(where)}\n${below.map((line) => `        ${line}\n`).join("")}`;
  });
  return `  ${colour.bold(title)}\n${lines.join("")}`;
}

/** Drift as a person reads it: what changed first, the same over namespaces once, and what nobody could look at. */
export function driftText(environment: string, context: string, drift: Drift): string {
  const { compared, missing, notDeployed, foreign, changed, notCompared } = drift;
  const sum = [
    `${changed.length} changed`,
    `${missing.length} missing`,
    `${foreign.length} foreign`,
    ...(notDeployed.length > 0 ? [`${counted(notDeployed.length, "stack")} not deployed`] : []),
  ].join(" · ");
  const isClean = changed.length + missing.length + foreign.length + notDeployed.length === 0;
  const verdict = isClean ? (notCompared.length === 0 ? "no drift" : "no drift in what could be compared") : sum;
  return [
    `${colour.bold(environment)}   ${verdict}   ${colour.dim(`${counted(compared, "object")} compared in ${context}`)}\n`,
    grouped(
      "changed",
      changed.map(({ planned, fields }) => told(planned.object, fields.flatMap(fieldLines))),
    ),
    grouped(
      "missing",
      missing.map(({ object }) => told(object)),
    ),
    grouped(
      "foreign",
      foreign.map((object) => told(object)),
    ),
    ...notDeployed.map(
      ({ stack, objects }) =>
        `  ${colour.bold("not deployed")}  ${stack}: nothing of its ${counted(objects, "object")}\n`,
    ),
    ...notCompared.map(({ what, objects, reason }) => {
      const of = objects > 0 ? ` (${counted(objects, "object")} of the plan)` : "";
      return `  ${colour.yellow("not compared")}  ${what}${of}: ${reason}\n`;
    }),
  ].join("");
}
