import { createServer } from "node:http";
import { CLIENT_PORT, HOMESERVER, processHost } from "../../../stacks/homeserver/places";
import type { Cluster } from "../cluster";

/** The token of an agent who may have every file. */
export const TOKEN = "an-agents-token";

const DOWNLOAD = "/_matrix/client/v1/media/download/";

/** Stands in for a shard's homeserver, of which it answers one question: gives out files to who has a token. */
export class MediaEndpoint {
  private readonly files = new Map<string, Buffer>();
  /** Paths that were asked for, in their order. */
  readonly asked: string[] = [];

  static async start(cluster: Cluster, namespace: string): Promise<MediaEndpoint> {
    const media = new MediaEndpoint();
    const address = await cluster.network.own("pods");
    const server = createServer((incoming, response) => {
      const { url = "", headers } = incoming;
      const answer = (status: number, body: object) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      if (!url.startsWith(DOWNLOAD)) return answer(200, {});
      media.asked.push(url);
      if (headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { errcode: "M_UNKNOWN_TOKEN" });
      const found = media.files.get(url.slice(DOWNLOAD.length));
      if (found === undefined) return answer(404, { errcode: "M_NOT_FOUND" });
      // With its length, as Synapse does: the scanner hands on the headers that it was given.
      const head = { "content-type": "application/octet-stream", "content-length": found.length };
      return response.writeHead(200, head).end(found);
    });
    await new Promise<void>((resolve) => server.listen(CLIENT_PORT, address, resolve));
    await cluster.name([processHost(namespace, HOMESERVER, `${HOMESERVER}-0`)], address);
    cluster.atEnd(async () => {
      server.closeAllConnections();
      server.close();
    });
    return media;
  }

  /** Keeps a file under `server/id`. */
  keep(name: string, content: Buffer): void {
    this.files.set(name, content);
  }

  /** How often a file was asked for. */
  count(name: string): number {
    return this.asked.filter((url) => url === `${DOWNLOAD}${name}`).length;
  }
}
