import type { Pod } from "./pods/pod";
import { request } from "./request";

/** One counter of a process with some of its labels; what is left out may have any value. */
export interface Counter {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const METRICS_PORT = 9001;

/** Sum of a counter over a process' other labels, as its monitoring reads it; 0 where it never counted. */
export async function counted(pod: Pod, { name, labels = {} }: Counter): Promise<number> {
  const { status, text } = await request(new URL(`http://${pod.address}:${METRICS_PORT}/_synapse/metrics`));
  if (status !== 200) throw new Error(`${pod.name} answers ${status} to monitoring.`);
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => Object.entries(labels).every(([label, value]) => line.includes(`${label}="${value}"`)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}

/** Requests that one servlet of a process had. */
export function servlet(name: string): Counter {
  return { name: "synapse_http_server_requests_received_total", labels: { servlet: name } };
}
