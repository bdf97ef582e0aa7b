import { type KubernetesObject, objectId } from "../../plan/plan";
import { at, list, selects } from "../../plan/vocabulary";
import type { Pod } from "./pods/pod";
import type { RenderedPod } from "./pods/rendered";

const DOMAIN = "svc.cluster.local";

/** The names of a Service, from the one within its namespace to the whole one. */
export function serviceNames(namespace: string, service: string): string[] {
  return ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.${DOMAIN}`].map((end) => `${service}${end}`);
}

/** The names that a Service gives to some of its namespace's pods, with their addresses. */
export function serviceRecords(service: KubernetesObject, all: readonly Pod[]): [string, string[]][] {
  const headless = at(service, "spec", "clusterIP") === "None";
  const early = at(service, "spec", "publishNotReadyAddresses") === true;
  const selector = { matchLabels: at(service, "spec", "selector") };
  const name = `${service.metadata.name}.${service.metadata.namespace}.${DOMAIN}`;
  const pods = all.filter(({ rendered }) => selects(selector, rendered.labels) === true);
  for (const pod of pods) if (!headless) refuseOtherPorts(service, pod.rendered);
  const shown = pods.filter(({ ready }) => ready || early);
  const own = shown
    .filter(({ rendered }) => headless && rendered.subdomain === service.metadata.name)
    .map((pod): [string, string[]] => [`${pod.name}.${name}`, [pod.address]]);
  return [[name, shown.map(({ address }) => address)], ...own];
}

/** A Service is a name here, not an address of its own that translates ports: it must lead to the port that it shows. */
function refuseOtherPorts(service: KubernetesObject, pod: RenderedPod): void {
  const open = pod.description.containers.flatMap(({ ports }) => ports);
  for (const shown of list(at(service, "spec", "ports"))) {
    const port = at(shown, "port");
    const target = at(shown, "targetPort") ?? port;
    const number = typeof target === "number" ? target : open.find(({ name }) => name === target)?.containerPort;
    if (number !== port)
      throw new Error(`${objectId(service)}: port ${port} leads to ${target}: the test cannot do that.`);
  }
}
