import { SERVED_KINDS, type ServedKind } from "../stacks/kubernetes/kinds-live";
import { type FieldDrift, fieldDrifts } from "./live/fields";
import { isForeign } from "./live/foreign";
import type { Live, LiveObject } from "./live/object";
import { type KubernetesObject, objectId, type Plan, type PlannedObject } from "./plan";
import { REMOTE_CHART } from "./read";
import { at, ofKind } from "./vocabulary";

/** An object of the plan that is there, and not as planned. */
interface Changed {
  readonly planned: PlannedObject;
  readonly fields: readonly FieldDrift[];
}

/** Something of the plan or of the cluster that nobody could compare. */
interface NotCompared {
  readonly what: string;
  /** Objects of the plan that it concerns; 0 where only what is foreign could not be looked for. */
  readonly objects: number;
  readonly reason: string;
}

/** How a cluster departs from a plan. */
export interface Drift {
  /** Objects of the plan that were compared. */
  readonly compared: number;
  readonly missing: readonly PlannedObject[];
  /** Stacks of which nothing is there, with how many objects each has; those are not in `missing`. */
  readonly notDeployed: readonly { readonly stack: string; readonly objects: number }[];
  readonly foreign: readonly LiveObject[];
  readonly changed: readonly Changed[];
  /** What could not be read although it was asked for: never a pass. */
  readonly notCompared: readonly NotCompared[];
}

/** Label app.kubernetes.io/part-of of whatever is ours. */
const PART_OF = "tchap-footprint";

type Named = KubernetesObject | LiveObject;

const kindOf = ({ apiVersion, kind }: Pick<Named, "apiVersion" | "kind">) => `${apiVersion} ${kind}`;
const served: ReadonlyMap<string, ServedKind> = new Map(SERVED_KINDS.map((each) => [kindOf(each), each]));
const idOf = (object: Named) => `${kindOf(object)} ${object.metadata.namespace ?? ""} ${object.metadata.name}`;

/** Whether an object goes by itself once it has done its work: a Job with a time to live. */
const goesByItself = (object: KubernetesObject) =>
  object.kind === "Job" && at(object, "spec", "ttlSecondsAfterFinished") !== undefined;

/** The ConfigMap in which the comparison itself leaves what it found. */
const isResult = ({ kind, metadata: { name, namespace } }: KubernetesObject) =>
  kind === "ConfigMap" && name === "drift-result" && namespace === "tchap-drift";

/** Objects whose replicas an autoscaler of the plan sets, as `Kind/namespace/name`. */
function scaledObjects(plan: Plan): ReadonlySet<string> {
  return new Set(
    ofKind(plan, "HorizontalPodAutoscaler").map(({ object }) =>
      [
        at(object, "spec", "scaleTargetRef", "kind"),
        object.metadata.namespace,
        at(object, "spec", "scaleTargetRef", "name"),
      ].join("/"),
    ),
  );
}

/** Why an object could not be read, if so. */
function unreadReason(object: KubernetesObject, { unread }: Live): string | undefined {
  if (!served.has(kindOf(object))) return "this kind stands not in stacks/kubernetes/kinds-live.ts";
  return unread.find(
    ({ apiVersion, kind, namespace }) =>
      apiVersion === object.apiVersion &&
      kind === object.kind &&
      (namespace === undefined || namespace === object.metadata.namespace),
  )?.reason;
}

/** What was not compared, each reason once for a kind. */
function notCompared(plan: Plan, live: Live): NotCompared[] {
  const found = new Map<string, { what: string; objects: number; reason: string; places: Set<string> }>();
  const add = (what: string, objects: number, reason: string, place: string | undefined) => {
    const entry = found.get(`${what} ${reason}`) ?? { what, objects: 0, reason, places: new Set<string>() };
    entry.objects += objects;
    if (place !== undefined) entry.places.add(place);
    found.set(`${what} ${reason}`, entry);
  };
  for (const { kind, namespace, reason } of live.unread) add(kind, 0, reason, namespace);
  for (const { object } of plan.objects) {
    const reason = unreadReason(object, live);
    if (reason !== undefined) add(object.kind, 1, reason, object.metadata.namespace);
  }
  // A chart of others is unknown to every plan; whatever else was not rendered is a fault.
  for (const { stack, release, reason } of plan.unrendered)
    if (reason !== REMOTE_CHART) add(`release ${release} of ${stack}`, 0, `it was not rendered: ${reason}`, undefined);
  return [...found.values()].map(({ places, ...rest }) => {
    const [first] = places;
    if (first === undefined) return rest;
    return { ...rest, what: `${rest.what} in ${places.size === 1 ? first : `${places.size} namespaces`}` };
  });
}

/** Namespaces into which a chart of others puts what no plan knows. */
function openNamespaces(plan: Plan): ReadonlySet<string> {
  const isRemote = ({ reason }: { reason: string }) => reason === REMOTE_CHART;
  const { operatorNamespace, certificatesNamespace } = plan.facts.network;
  const operators = plan.unrendered.some(isRemote) ? [operatorNamespace, certificatesNamespace] : [];
  // Of a release that should have been rendered nobody knows the objects either.
  const stacks = new Set(plan.unrendered.filter((each) => !isRemote(each)).map(({ stack }) => stack));
  return new Set([
    ...operators,
    ...plan.objects
      .filter(({ object, stack }) => object.kind === "Namespace" && stacks.has(stack))
      .map(({ object }) => object.metadata.name),
  ]);
}

function foreignObjects(plan: Plan, live: Live): LiveObject[] {
  const planned = new Set(plan.objects.map(({ object }) => idOf(object)));
  const ours = new Set(plan.facts.tenants.map(({ namespace }) => namespace));
  const open = openNamespaces(plan);
  return live.objects.filter((object) => {
    if (planned.has(idOf(object))) return false;
    const { namespace, labels } = object.metadata;
    // Of what belongs to the whole cluster, only what says that it is ours.
    const concerns =
      namespace === undefined
        ? labels?.["app.kubernetes.io/part-of"] === PART_OF
        : ours.has(namespace) && !open.has(namespace);
    return concerns && isForeign(object, plan);
  });
}

/** Compares a plan with what a cluster answered. Reads nothing, and knows no clock. */
export function driftOf(plan: Plan, live: Live): Drift {
  const there = new Map(live.objects.map((object) => [idOf(object), object]));
  const scaled = scaledObjects(plan);
  const comparable = plan.objects.filter(({ object }) => unreadReason(object, live) === undefined);
  const present = new Set(comparable.filter(({ object }) => there.has(idOf(object))).map(({ stack }) => stack));
  const lacking = comparable.filter(({ object }) => !there.has(idOf(object)) && !goesByItself(object));
  const absent = [...new Set(lacking.map(({ stack }) => stack))].filter((stack) => !present.has(stack));
  return {
    compared: comparable.length,
    missing: lacking.filter(({ stack }) => present.has(stack)),
    notDeployed: absent.map((stack) => ({ stack, objects: lacking.filter((each) => each.stack === stack).length })),
    foreign: foreignObjects(plan, live),
    changed: comparable.flatMap((planned): Changed[] => {
      const object = there.get(idOf(planned.object));
      const kind = served.get(kindOf(planned.object));
      if (object === undefined || kind === undefined || kind.namesOnly) return [];
      if (isResult(planned.object)) return [];
      const how = { custom: kind.custom, scaled: scaled.has(objectId(planned.object)) };
      const fields = fieldDrifts(planned.object, object, how);
      return fields.length === 0 ? [] : [{ planned, fields }];
    }),
    notCompared: notCompared(plan, live),
  };
}
