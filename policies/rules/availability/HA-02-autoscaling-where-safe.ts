import { once } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { type Autoscaler, autoscalers, scales } from "../../../plan/pod-count";
import { at, homeservers, list, type Workload, workloadsIn } from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";
import { plannedOf, planRule, type Remark, remark } from "../../rule";

/** Roles of Synapse that keep nothing, so that any number may run at any time (Synapse docs/workers.md). */
const SAFE_ROLES = [
  "sync",
  "initial-sync",
  "client-reader",
  "event-creator",
  "federation-reader",
  "federation-inbound",
];

/** Seconds in which a process that goes finishes its open requests; Kubernetes' own default. */
const LEAST_GRACE_SECONDS = 30;

/** Every text of a configuration, keys included. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)]);
}

const known = once((config: object) => [...new Set(textsIn(config))]);
const textsOf = (config: unknown) => (typeof config === "object" && config !== null ? known(config) : textsIn(config));

/** Whether Synapse's configuration names a pod of a workload: others would wait for it, or share work with it by hash. */
function isNamed(plan: Plan, { object: { metadata } }: Workload["planned"]): boolean {
  const pod = new RegExp(`^${metadata.name}-\\d+(\\.|$)`);
  return homeservers(plan)
    .filter(({ planned }) => planned.object.metadata.namespace === metadata.namespace)
    .some(({ config }) => textsOf(config).some((text) => pod.test(text)));
}

function hasCpuRequest(container: unknown): boolean {
  const cpu = at(container, "resources", "requests", "cpu");
  try {
    return quantity(String(cpu)) > 0;
  } catch {
    return false;
  }
}

/** What is wrong with letting a workload's number change by itself. */
function unsafe(plan: Plan, { planned, labels, pod }: Workload): string[] {
  const role = labels["app.kubernetes.io/component"] ?? "";
  const isSafe = labels["app.kubernetes.io/name"] === "homeserver" && SAFE_ROLES.includes(role);
  const grace = at(pod, "terminationGracePeriodSeconds") ?? LEAST_GRACE_SECONDS;
  return [
    ...(isSafe ? [] : ["is none of the processes that may come and go"]),
    ...(isNamed(plan, planned) ? ["is named by Synapse's configuration, which every process must read alike"] : []),
    ...(at(planned.object, "spec", "replicas") === undefined
      ? []
      : ["has a number of replicas written, which each deploy would set again"]),
    ...(list(at(pod, "containers")).every(hasCpuRequest) ? [] : ["has no CPU request to measure its use against"]),
    ...(typeof grace === "number" && grace >= LEAST_GRACE_SECONDS
      ? []
      : [`is ended within ${String(grace)} s, in the middle of requests`]),
  ];
}

function bounds({ planned, least, most }: Autoscaler): Remark[] {
  const { spec } = planned.object;
  const isBounded = Number.isInteger(least) && least >= 1 && Number.isFinite(most) && least < most;
  const measures = list(at(spec, "metrics")).some(
    (each) => at(each, "resource", "name") === "cpu" && at(each, "resource", "target", "type") === "Utilization",
  );
  return [
    ...(isBounded
      ? []
      : [
          remark(planned, "spec.minReplicas", `scales from ${least} to ${most}: it needs 1 or more, and a larger end.`),
        ]),
    ...(measures ? [] : [remark(planned, "spec.metrics", "does not measure the use of CPU.")]),
  ];
}

export default planRule({
  id: "HA-02",
  title: {
    fr: "N'est mis à l'échelle que ce qui peut aller et venir",
    en: "Only what may come and go is scaled by itself",
  },
  why: "Un processus que la configuration de Synapse nomme écrit un flux ou partage un travail : un de plus ou de moins perd des messages ou bloque le serveur. Règle propre, entre objets.",
  remedy:
    "N'écrivez d'autoscaler que pour les rôles sans état (fleet/capacity), borné, sur la CPU demandée, avec 30 s au moins pour finir.",
  severity: "high",
  controls: ["own"],
  looksAt: "every HorizontalPodAutoscaler, what it scales, and the homeserver configurations of its namespace",
  check: (plan) => {
    const found = autoscalers(plan).map((scaler) => ({
      scaler,
      scaled: workloadsIn(plan, scaler.planned.object.metadata.namespace).filter(({ planned }) =>
        scales(scaler, planned),
      ),
    }));
    return {
      looked: found.flatMap(({ scaler, scaled }) => plannedOf([scaler, ...scaled])),
      findings: found.flatMap(({ scaler, scaled }) => [
        ...bounds(scaler),
        ...scaled.flatMap((workload) =>
          unsafe(plan, workload).map((message) => remark(workload.planned, "HorizontalPodAutoscaler", `${message}.`)),
        ),
      ]),
    };
  },
});
