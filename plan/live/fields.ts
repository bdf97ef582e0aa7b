import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../plan";
import type { LiveObject } from "./object";
import { sameQuantity } from "./quantity";
import {
  FALSE_IS_ABSENT,
  FILLED_IN,
  FOREIGN_ANNOTATIONS,
  FOREIGN_LABELS,
  REPEATS,
  SERVER_DEFAULTS,
} from "./server-defaults";

/** A field that is not as planned; a value that one side lacks is undefined. */
export interface FieldDrift {
  readonly field: string;
  readonly planned: unknown;
  readonly live: unknown;
}

/** How an object is to be compared. */
export interface Comparison {
  /** Custom resources: an operator completes them, so what was not planned is not looked at. */
  readonly custom: boolean;
  /** An autoscaler sets the replicas. */
  readonly scaled: boolean;
}

/** Values below these are amounts. */
const QUANTITIES: ReadonlySet<string> = new Set([
  "capacity",
  "default",
  "defaultRequest",
  "hard",
  "limits",
  "requests",
  "sizeLimit",
]);

/** Maps whose every key counts, an empty text included. */
const EXACT: ReadonlySet<string> = new Set([
  "annotations",
  "binaryData",
  "data",
  "labels",
  "matchLabels",
  "nodeSelector",
]);

/** Lists without an order: Terraform's provider keeps them as sets and sends them sorted its own way. */
const SETS: ReadonlySet<string> = new Set([
  "accessModes",
  "add",
  "apiGroups",
  "drop",
  "policyTypes",
  "resourceNames",
  "resources",
  "verbs",
]);

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the API drops when it writes an object back, so that absent is the same. */
function isEmpty(name: string, value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (value === false) return FALSE_IS_ABSENT.has(name);
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Names of a list's elements where each has one of its own, as containers, volumes and ports have. */
function names(list: readonly unknown[]): string[] | undefined {
  const found = list.flatMap((each) => (isFields(each) && typeof each.name === "string" ? [each.name] : []));
  return found.length === list.length && new Set(found).size === found.length ? found : undefined;
}

/** One step into an object: how a person reads it, and which field it is whatever the element of a list. */
interface Place {
  readonly text: string;
  readonly path: string;
  readonly name: string;
  /** The field above, which says what kind of value this is. */
  readonly within: string;
}

/** A name that holds dots is put into brackets, so that the field can be told. */
const step = (place: Place, name: string): Place => ({
  text: /[./]/.test(name) ? `${place.text}[${name}]` : place.text === "" ? name : `${place.text}.${name}`,
  path: place.path === "" ? name : `${place.path}.${name}`,
  name,
  within: place.name,
});
const element = (place: Place, which: string): Place => ({ ...place, text: `${place.text}[${which}]` });

class Comparer {
  readonly found: FieldDrift[] = [];

  constructor(
    private readonly kind: string,
    private readonly how: Comparison,
  ) {}

  compare(planned: unknown, live: unknown, place: Place): void {
    if (this.isControlled(place)) return;
    if (isFields(planned) && isFields(live)) this.fields(planned, live, place);
    else if (Array.isArray(planned) && Array.isArray(live)) this.lists(planned, live, place);
    else if (!this.same(planned, live, place)) this.tell(place, planned, live);
  }

  fields(planned: Fields, live: Fields, place: Place): void {
    const exact = EXACT.has(place.name);
    for (const [name, value] of Object.entries(planned)) {
      if (value === undefined || value === null) continue;
      const here = step(place, name);
      const there = live[name] ?? undefined;
      if (there !== undefined) this.compare(value, there, here);
      else if (!this.isControlled(here) && (exact || !isEmpty(name, value))) this.tell(here, value, undefined);
    }
    for (const [name, value] of Object.entries(live)) {
      if (planned[name] !== undefined && planned[name] !== null) continue;
      const here = step(place, name);
      if (!this.mayBeAdded(here, value, live)) this.tell(here, undefined, value);
    }
  }

  private lists(planned: readonly unknown[], live: readonly unknown[], place: Place): void {
    if (SETS.has(place.name)) {
      const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).sort();
      if (!isDeepStrictEqual(sorted(planned), sorted(live))) this.tell(place, planned, live);
      return;
    }
    const [ours, theirs] = [names(planned), names(live)];
    if (ours !== undefined && theirs !== undefined) {
      ours.forEach((name, index) => {
        this.member(planned[index], live[theirs.indexOf(name)], element(place, name));
      });
      theirs.forEach((name, index) => {
        if (!ours.includes(name)) this.tell(element(place, name), undefined, live[index]);
      });
      // They run one after the other.
      const both = theirs.filter((name) => ours.includes(name));
      if (place.name === "initContainers" && both.length === ours.length && !isDeepStrictEqual(both, ours))
        this.tell(place, ours, theirs);
      return;
    }
    for (let index = 0; index < Math.max(planned.length, live.length); index++)
      this.member(planned[index], live[index], element(place, String(index)));
  }

  private member(planned: unknown, live: unknown, place: Place): void {
    if (planned === undefined || live === undefined) this.tell(place, planned, live);
    else this.compare(planned, live, place);
  }

  private same(planned: unknown, live: unknown, { name, within }: Place): boolean {
    if (isDeepStrictEqual(planned, live)) return true;
    if (isEmpty(name, planned) && isEmpty(name, live)) return true;
    return (QUANTITIES.has(within) || QUANTITIES.has(name)) && sameQuantity(planned, live);
  }

  /** What a controller sets, whatever was planned. */
  private isControlled({ path, name }: Place): boolean {
    return name === "caBundle" || (path === "spec.replicas" && this.how.scaled);
  }

  private mayBeAdded(place: Place, value: unknown, beside: Fields): boolean {
    const { name, path, within } = place;
    if (this.isControlled(place)) return true;
    if (within === "labels") return this.how.custom || FOREIGN_LABELS.test(name);
    if (within === "annotations") return this.how.custom || FOREIGN_ANNOTATIONS.test(name);
    if (this.how.custom) return true;
    if (FILLED_IN.has(`${this.kind}.${path}`)) return true;
    if (EXACT.has(within)) return false;
    if (isEmpty(name, value)) return true;
    const source = REPEATS[name];
    if (source !== undefined && isDeepStrictEqual(beside[source], value)) return true;
    if (SERVER_DEFAULTS[name]?.some((each) => isDeepStrictEqual(each, value))) return true;
    // An added label of Kubernetes' own may be the first one.
    return (name === "labels" || name === "annotations") && isFields(value)
      ? Object.keys(value).every((each) => (name === "labels" ? FOREIGN_LABELS : FOREIGN_ANNOTATIONS).test(each))
      : false;
  }

  private tell({ text: field }: Place, planned: unknown, live: unknown): void {
    this.found.push({ field, planned, live });
  }
}

const TOP: Place = { text: "", path: "", name: "", within: "" };

/** Fields in which a live object is not as planned, with both values; what the cluster itself adds is none. */
export function fieldDrifts(planned: KubernetesObject, live: LiveObject, how: Comparison): FieldDrift[] {
  const comparer = new Comparer(planned.kind, how);
  // What else is in metadata is the API server's; status is what controllers say.
  const told = ({
    apiVersion: _,
    kind: __,
    metadata,
    status: ___,
    ...rest
  }: KubernetesObject | LiveObject): Fields => ({
    ...rest,
    metadata: { labels: metadata.labels, annotations: metadata.annotations },
  });
  comparer.fields(told(planned), told(live), TOP);
  const { deletionTimestamp } = live.metadata;
  const going = { field: "metadata.deletionTimestamp", planned: undefined, live: deletionTimestamp };
  return [...comparer.found, ...(deletionTimestamp === undefined ? [] : [going])];
}
