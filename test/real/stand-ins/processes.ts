import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { Cluster } from "../cluster";

/** What a process was asked, as it answers it back. */
export interface Echo {
  readonly pod: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Stands in for one process behind a router: says who was asked what. */
export class EchoingProcess {
  private constructor(
    readonly pod: string,
    private readonly server: Server,
  ) {}

  /** Answers at the name that the cluster's DNS gives to the process. */
  static async start(cluster: Cluster, pod: string, name: string, port: number): Promise<EchoingProcess> {
    const address = await cluster.network.own("pods");
    const server = createServer((incoming, response) => {
      const echo: Echo = { pod, url: incoming.url ?? "", headers: incoming.headers };
      response.writeHead(200, { "x-pod": pod }).end(JSON.stringify(echo));
    });
    // Outlives what the router keeps open, which would else meet a closing connection.
    server.keepAliveTimeout = 120_000;
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    await cluster.name([name], address);
    const started = new EchoingProcess(pod, server);
    cluster.atEnd(() => started.stop());
    return started;
  }

  /** Ends at once, with every connection to it. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
