import type { Plan, PlannedObject } from "../../../plan/plan";
import { autoscalers, scales } from "../../../plan/pod-count";
import { at, list, ofKind, type Workload, workloads } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { isHeadless, portsOf, servedBy, targetOf } from "./services";
import { ownSpace } from "./space";

/** Ports of a Service that lead to no declared port of what it sends to. */
function deadPorts(plan: Plan, service: PlannedObject): Remark[] {
  const found = servedBy(plan, service);
  return portsOf(service).flatMap((port, index) =>
    found
      .filter((workload) => targetOf(workload, port) === undefined)
      .map(({ planned: { object } }) =>
        remark(service, `spec.ports[${index}]`, `leads to a port that ${object.kind} ${object.metadata.name} has not.`),
      ),
  );
}

/** Ports that probes and handlers of a container name, by where they stand. */
function calledPorts(container: unknown): [string, unknown][] {
  const handlers: [string, unknown][] = [
    ...["livenessProbe", "readinessProbe", "startupProbe"].map((name): [string, unknown] => [
      name,
      at(container, name),
    ]),
    ...["postStart", "preStop"].map((name): [string, unknown] => [name, at(container, "lifecycle", name)]),
  ];
  return handlers.flatMap(([name, handler]) =>
    ["httpGet", "tcpSocket", "grpc"].flatMap((way): [string, unknown][] => {
      const port = at(handler, way, "port");
      return at(handler, way) === undefined ? [] : [[`${name}.${way}.port`, port]];
    }),
  );
}

function deadProbes({ planned, containers }: Workload): Remark[] {
  return containers.flatMap((container) =>
    calledPorts(container)
      .filter(([, port]) =>
        list(at(container, "ports")).every((each) => at(each, "name") !== port && at(each, "containerPort") !== port),
      )
      .map(([field, port]) => remark(planned, field, `calls ${String(port)}, which the container does not declare.`)),
  );
}

/** A StatefulSet's own Service gives its pods their names: headless, there, and about its pods. */
function ungoverned(plan: Plan, { planned }: Workload): Remark[] {
  if (planned.object.kind !== "StatefulSet") return [];
  const name = at(planned.object, "spec", "serviceName");
  const service = ownSpace(plan, planned).services.find(({ object }) => object.metadata.name === name);
  const isHeadlessOne = service !== undefined && isHeadless(service);
  const governs = isHeadlessOne && servedBy(plan, service).some((workload) => workload.planned === planned);
  return governs ? [] : [remark(planned, "spec.serviceName", `${String(name)} is no headless Service of its pods.`)];
}

export default planRule({
  id: "WIR-02",
  title: {
    fr: "Services, sondes et autoscaling mènent à ce qui existe",
    en: "Services, probes and autoscalers lead to ports and workloads that exist",
  },
  why: "Un Service vers un port fermé, ou une sonde qui vise le mauvais, rend un système sain indisponible. Règle propre, entre objets.",
  remedy: "Faites correspondre targetPort, sondes, serviceName et scaleTargetRef aux noms que le gabarit déclare.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "every Service port, every probe and handler, each StatefulSet's own Service, and what each HorizontalPodAutoscaler scales",
  check: (plan) => {
    const all = workloads(plan);
    const [services, scalers] = [ofKind(plan, "Service"), autoscalers(plan)];
    const aimless = scalers
      .filter((scaler) => !ownSpace(plan, scaler.planned).workloads.some(({ planned }) => scales(scaler, planned)))
      .map(({ planned }) => remark(planned, "spec.scaleTargetRef", "scales nothing of the plan."));
    return {
      looked: [...services, ...plannedOf([...scalers, ...all])],
      findings: [
        ...services.flatMap((service) => deadPorts(plan, service)),
        ...all.flatMap((workload) => [...deadProbes(workload), ...ungoverned(plan, workload)]),
        ...aimless,
      ],
    };
  },
});
