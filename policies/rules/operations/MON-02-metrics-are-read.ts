import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, type PodIdentity, pods, selects, texts } from "../../../plan/vocabulary";
import { helmReleases, isRemote } from "../../remote-charts";
import { against, plannedOf, planRule, remark } from "../../rule";

/** Ports that show figures: the one name that containers give it, and those of what runs beside another's. */
const FIGURES = /^(metrics|.+-metrics|upkeep)$/;

/** Jobs end before anybody has read them; what they find, a program that goes on says. */
const ENDS = ["CronJob", "Job"];

/** CloudNativePG's own: the port of its instance manager's figures. */
const OF_POSTGRES = "metrics";

interface Endpoint {
  readonly monitor: PlannedObject;
  readonly port: unknown;
}

function takes(monitor: PlannedObject, pod: PodIdentity): boolean {
  const { spec, metadata } = monitor.object;
  const names = texts(at(spec, "namespaceSelector", "matchNames"));
  const any = at(spec, "namespaceSelector", "any") === true;
  const isNear = any || (names.length > 0 ? names.includes(pod.namespace) : metadata.namespace === pod.namespace);
  return isNear && selects(at(spec, "selector"), pod.labels, pod.moreLabels) !== false;
}

/** Figures that a pod shows, by port name; those of operators' pods are known by their documentation. */
function shows({ named }: PodIdentity): string[] {
  return named === undefined ? [OF_POSTGRES] : [...named.keys()].filter((name) => FIGURES.test(name));
}

function endpoints(plan: Plan): Endpoint[] {
  return ofKind(plan, "PodMonitor").flatMap((monitor) =>
    list(at(monitor.object, "spec", "podMetricsEndpoints")).map((each) => ({ monitor, port: at(each, "port") })),
  );
}

export default planRule({
  id: "MON-02",
  title: {
    fr: "Chaque pod qui a des métriques est lu, une fois",
    en: "Every pod that shows figures is read, and once",
  },
  why: "Un système que personne ne lit tombe en silence ; lu deux fois, il compte double dans chaque somme. Règle propre.",
  remedy: "Ajoutez le système à stacks/monitoring/scraped.ts, ou retirez le port.",
  severity: "medium",
  controls: ["PSSIE:EXP-GES-DYN", "II901:Article 10", "own"],
  looksAt:
    "every port of figures of every pod that goes on, against the PodMonitors; and every PodMonitor against the pods",
  check: (plan) => {
    const all = endpoints(plan);
    const restores = new Set(
      plan.facts.perimeters.flatMap(({ shards }) => shards.map(({ restoreNamespace }) => restoreNamespace)),
    );
    const live = pods(plan).filter(
      ({ planned, namespace }) => !ENDS.includes(planned.object.kind) && !restores.has(namespace),
    );
    const shown = live.flatMap((pod) => shows(pod).map((port) => ({ pod, port })));
    const wrong = shown.flatMap(({ pod, port }) => {
      const readers = all.filter((each) => each.port === port && takes(each.monitor, pod));
      if (readers.length === 1) return [];
      return [
        remark(
          pod.planned,
          `ports.${port}`,
          readers.length === 0 ? "shows figures that nobody reads." : `is read ${readers.length} times.`,
        ),
      ];
    });
    // Where charts of others run pods, the plan does not see them.
    const others = new Set(
      helmReleases(plan)
        .filter(isRemote)
        .map(({ release }) => at(release, "namespace")),
    );
    const known = new Set(
      plan.facts.tenants.map(({ namespace }) => namespace).filter((namespace) => !others.has(namespace)),
    );
    const idle = all.filter(({ monitor, port }) => {
      const names = texts(at(monitor.object, "spec", "namespaceSelector", "matchNames"));
      if (names.length > 0 && names.every((name) => !known.has(name))) return false;
      return !live.some((pod) => takes(monitor, pod) && (pod.named === undefined || pod.named.has(String(port))));
    });
    return {
      looked: against(plannedOf(shown.map(({ pod }) => pod)), ...all.map(({ monitor }) => monitor)),
      findings: [
        ...wrong,
        ...idle.map(({ monitor, port }) =>
          remark(monitor, "spec.podMetricsEndpoints", `reads ${String(port)} of no pod.`),
        ),
      ],
    };
  },
});
