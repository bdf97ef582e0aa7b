import { at, list, selects, texts } from "../../plan/vocabulary";
import type { Cluster } from "./cluster";
import type { Pod } from "./pods/pod";
import { request } from "./request";

/** One port of a pod that Prometheus reads, as a PodMonitor says. */
interface Scraped {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** The number of a container's port, by its name; undefined where the pod has none of that name. */
function portOf({ rendered }: Pod, name: string): number | undefined {
  return rendered.description.containers.flatMap(({ ports }) => ports).find((port) => port.name === name)
    ?.containerPort;
}

/** What Prometheus reads of a pod, by the rendered PodMonitors. */
function scraped(cluster: Cluster, pod: Pod): Scraped[] {
  const { namespace, labels } = pod.rendered;
  const monitors = cluster.plan.objects.filter(
    ({ object }) =>
      object.kind === "PodMonitor" &&
      selects(at(object, "spec", "selector"), labels) === true &&
      (at(object, "spec", "namespaceSelector", "any") === true || object.metadata.namespace === namespace),
  );
  return monitors
    .flatMap(({ object }) => list(at(object, "spec", "podMetricsEndpoints")))
    .flatMap((endpoint) => {
      const port = portOf(pod, String(at(endpoint, "port")));
      if (port === undefined) return [];
      const secret = texts([at(endpoint, "authorization", "credentials", "name")]);
      const key = texts([at(endpoint, "authorization", "credentials", "key")]);
      const tokens = secret.map((name) => cluster.secret(namespace, name, key[0] ?? ""));
      return [
        {
          url: new URL(`http://${pod.address}:${port}${String(at(endpoint, "path"))}`),
          headers: Object.fromEntries(tokens.map((token) => ["Authorization", `Bearer ${token.trim()}`])),
        },
      ];
    });
}

/** Names of series in what a program shows; one that has no value yet is there by its type. */
function names(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    const [, name = "", type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (type === "histogram") return ["_bucket", "_sum", "_count"].map((end) => `${name}${end}`);
    return [type === undefined ? (/^[a-zA-Z_:][\w:]*/.exec(line)?.[0] ?? "") : name];
  });
}

/** Every series that some pods show to Prometheus, by the way that the rendered PodMonitors describe. */
export async function seriesOf(cluster: Cluster, pods: readonly Pod[]): Promise<Set<string>> {
  const found = await Promise.all(
    pods
      .flatMap((pod) => scraped(cluster, pod))
      .map(async ({ url, headers }) => {
        const { status, text } = await request(url, { headers });
        if (status !== 200) throw new Error(`${url.href} answers ${status} to monitoring.`);
        return names(text);
      }),
  );
  return new Set(found.flat());
}
