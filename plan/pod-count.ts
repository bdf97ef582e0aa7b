import { once } from "./once";
import type { Plan, PlannedObject } from "./plan";
import { at, grouped, ofKind, type Workload } from "./vocabulary";

/** What scales a workload between two numbers of pods. */
export interface Autoscaler {
  readonly planned: PlannedObject;
  /** Kind and name of what it scales, in its own namespace. */
  readonly target: { readonly kind: unknown; readonly name: unknown };
  /** Kubernetes' default for the least is one; without a number nothing bounds the most. */
  readonly least: number;
  readonly most: number;
}

/** Every autoscaler of the plan. */
export const autoscalers = once((plan: Plan): readonly Autoscaler[] => {
  const number = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
  return ofKind(plan, "HorizontalPodAutoscaler").map((planned) => {
    const { spec } = planned.object;
    const target = { kind: at(spec, "scaleTargetRef", "kind"), name: at(spec, "scaleTargetRef", "name") };
    const least = number(at(spec, "minReplicas"), 1);
    return { planned, target, least, most: number(at(spec, "maxReplicas"), Number.POSITIVE_INFINITY) };
  });
});

export function scales({ planned, target }: Autoscaler, workload: PlannedObject): boolean {
  const { kind, metadata } = workload.object;
  return (
    planned.object.metadata.namespace === metadata.namespace && target.kind === kind && target.name === metadata.name
  );
}

const scalersByNamespace = once((plan: Plan) =>
  grouped(autoscalers(plan), ({ planned }) => planned.object.metadata.namespace),
);

/** How many pods of a workload run at a time, autoscaling included; infinite where nothing bounds it. */
export function podCount(plan: Plan, { planned, replicas }: Workload): { least: number; most: number } {
  const { kind, spec } = planned.object;
  if (kind === "CronJob") {
    // A run may start while another still goes, unless it says otherwise.
    const alone = ["Forbid", "Replace"].some((policy) => at(spec, "concurrencyPolicy") === policy);
    const most = alone ? Number(at(spec, "jobTemplate", "spec", "parallelism") ?? 1) : Number.POSITIVE_INFINITY;
    return { least: 0, most };
  }
  if (kind === "Job") return { least: 0, most: Number(at(spec, "parallelism") ?? 1) };
  const own = (scalersByNamespace(plan).get(planned.object.metadata.namespace) ?? []).filter((each) =>
    scales(each, planned),
  );
  const written = own.length === 0 || at(spec, "replicas") !== undefined ? [replicas] : [];
  return {
    least: Math.min(...written, ...own.map(({ least }) => least)),
    most: Math.max(...written, ...own.map(({ most }) => most)),
  };
}

const known = once((plan: Plan) => once((workload: Workload) => ({ names: namesOf(plan, workload) })));

/**
 * Names of all pods of a workload, as far as autoscaling may go, none where nothing bounds it; undefined where the names
 * are chance's.
 */
export function podNames(plan: Plan, workload: Workload): readonly string[] | undefined {
  return known(plan)(workload).names;
}

function namesOf(plan: Plan, workload: Workload): readonly string[] | undefined {
  const { kind, metadata, spec } = workload.planned.object;
  if (kind === "Pod") return [metadata.name];
  if (kind !== "StatefulSet") return undefined;
  const { most } = podCount(plan, workload);
  const first = Number(at(spec, "ordinals", "start") ?? 0);
  return Array.from({ length: Number.isFinite(most) ? most : 0 }, (_, index) => `${metadata.name}-${first + index}`);
}

/** A Deployment starts new pods before old ones end, unless told otherwise; Kubernetes' default is a quarter. */
export function surge({ object }: PlannedObject, replicas: number): number {
  if (object.kind !== "Deployment" || at(object, "spec", "strategy", "type") === "Recreate") return 0;
  const most = at(object, "spec", "strategy", "rollingUpdate", "maxSurge") ?? "25%";
  return typeof most === "number" ? most : Math.ceil((Number.parseInt(String(most), 10) * replicas) / 100);
}
