import { Agent as Connections } from "node:http";
import { instances, pools } from "../../fleet/capacity/topology";
import { liveShards, type Shard } from "../../fleet/fleet";
import { AUTHENTICATION, PORTS } from "../../stacks/authentication/places";
import { FEDERATION_PORT } from "../../stacks/border/places";
import { CONTENT_SCANNER, PORTS as SCANNER_PORTS } from "../../stacks/content-scanner/places";
import { CLIENT_PORT, HOMESERVER, processHost } from "../../stacks/homeserver/places";
import { PORTS as IDENTITY_PORTS, IDENTITY_SERVER, IDENTITY_SERVER_HOST } from "../../stacks/identity-server/places";
import { METRICS_PORT, PUBLIC_PORT } from "../../stacks/router/config";
import { routerHost } from "../../stacks/router/router";
import type { Request, SignIn } from "../../stacks/router/routes";
import type { Cluster } from "./cluster";
import { eventually } from "./container/network";
import type { Pod } from "./pods/pod";
import { EchoingProcess } from "./stand-ins/processes";
import { ask, type Routed } from "./verbatim";

/** Seconds until a router has looked up and asked every process: some rounds of its checks. Assumption. */
const START_SECONDS = 60;

/** Requests that the test has open at a time. */
const CONNECTIONS = 20;

/** A path as it is to be sent: nothing in it is read, corrected or escaped. */
export type Asked = Pick<Request, "host" | "method" | "path" | "query">;

/** The rendered router of a shard, before processes that say who was asked. */
export class RunningRouter {
  private readonly connections = new Connections({ keepAlive: true, maxSockets: CONNECTIONS });

  private constructor(
    readonly shard: Shard,
    readonly signIn: SignIn,
    readonly pod: Pod,
    private readonly processes: ReadonlyMap<string, EchoingProcess>,
  ) {}

  /** Starts one router of a shard and everything that it may send a request to. */
  static async start(cluster: Cluster, name: string): Promise<RunningRouter> {
    const { facts } = cluster.plan;
    const shard = liveShards(facts).find((each) => each.name === name);
    const perimeter = facts.perimeters.find(({ shards }) => shards.some((each) => each.name === name));
    if (shard === undefined || perimeter === undefined) throw new Error(`${name} is no shard of ${facts.environment}.`);
    const { namespace, capacity } = shard;
    const places = [
      { pod: `${HOMESERVER}-0`, name: processHost(namespace, HOMESERVER, `${HOMESERVER}-0`), port: CLIENT_PORT },
      ...pools(capacity.topology).flatMap((pool) =>
        instances(pool).map((pod) => ({ pod, name: processHost(namespace, pool.role, pod), port: CLIENT_PORT })),
      ),
      { pod: AUTHENTICATION, name: `${AUTHENTICATION}.${namespace}.svc.cluster.local`, port: PORTS.web },
      { pod: CONTENT_SCANNER, name: `${CONTENT_SCANNER}.${namespace}.svc.cluster.local`, port: SCANNER_PORTS.scan },
      // Everybody's: the one that was started last has its name.
      { pod: IDENTITY_SERVER, name: IDENTITY_SERVER_HOST, port: IDENTITY_PORTS.public },
    ];
    const processes = new Map<string, EchoingProcess>();
    for (const each of places)
      processes.set(each.pod, await EchoingProcess.start(cluster, each.pod, each.name, each.port));
    const rendered = cluster.objects(namespace, "Deployment").find(({ object }) => object.metadata.name === "router");
    if (rendered === undefined) throw new Error(`${name} has no router.`);
    const [pod] = await cluster.run(rendered, 1);
    if (pod === undefined) throw new Error("no pod was started");
    const router = new RunningRouter(shard, perimeter.features.signIn, pod, processes);
    cluster.atEnd(async () => router.connections.destroy());
    await eventually(`the router of ${name} reaches every process`, START_SECONDS, async () =>
      (await router.unreached()).length === 0 ? true : undefined,
    );
    return router;
  }

  /** Processes that the router's own metrics call down, backend by backend. */
  async unreached(): Promise<string[]> {
    const { text } = await this.exchange(METRICS_PORT, { host: "unknown", method: "GET", path: "/metrics" }, {});
    return [...text.matchAll(/^haproxy_server_status\{proxy="([^"]*)",server="([^"]*)",state="DOWN"\} 1$/gm)].map(
      ([, backend, server]) => `${backend}/${server}`,
    );
  }

  /** The public name that a request of the route table means. */
  name(host: Asked["host"]): string {
    const { host: homeserver, serverName, authenticationHost, namespace } = this.shard;
    return {
      homeserver,
      federation: homeserver,
      name: serverName,
      authentication: authenticationHost,
      scanner: routerHost(namespace),
      unknown: "evil.example",
    }[host];
  }

  /** Asks as the edge, the border or the scanner does; the first two name their client last. */
  ask(asked: Asked, headers: Readonly<Record<string, string>> = {}): Promise<Routed> {
    return this.exchange(asked.host === "federation" ? FEDERATION_PORT : PUBLIC_PORT, asked, headers);
  }

  private exchange(port: number, asked: Asked, headers: Readonly<Record<string, string>>): Promise<Routed> {
    const { host, method, path, query = "" } = asked;
    return ask({
      address: this.pod.address,
      port,
      method,
      path: query === "" ? path : `${path}?${query}`,
      headers: { host: this.name(host), ...headers },
      agent: this.connections,
    });
  }

  /** Ends processes, and waits until the router has seen it. */
  async lose(...pods: readonly string[]): Promise<void> {
    for (const pod of pods) {
      const process = this.processes.get(pod);
      if (process === undefined) throw new Error(`no process ${pod}.`);
      await process.stop();
    }
    await eventually(`the router misses ${pods}`, START_SECONDS, async () => {
      const missed = await this.unreached();
      // What the router never asks for its health it cannot miss.
      const asked = pods.filter((pod) => pod !== AUTHENTICATION);
      return asked.every((pod) => missed.some((each) => each.endsWith(`/${pod}`))) || undefined;
    });
  }

  /** Ends a process without a pause in which the router could see it. */
  async end(pod: string): Promise<void> {
    await this.processes.get(pod)?.stop();
  }
}
