import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, type PublicPlace } from "../agent";
import type { Cluster } from "../cluster";
import { Container } from "../container/container";
import { eventually } from "../container/network";
import { USERS } from "../images";
import { systemFiles } from "../pods/pod";
import { request } from "../request";
import { signingKey } from "../secrets";
import { Edge } from "./edge";

/** Seconds until it answers: it makes its database first. Assumption: on two busy cores. */
const START_SECONDS = 120;
const PORT = 8008;

/** A homeserver of somebody else, outside the cluster, with a valid certificate and nothing against anybody. */
export class ForeignServer {
  private constructor(
    readonly serverName: string,
    private readonly where: PublicPlace,
    private readonly edge: Edge,
  ) {}

  static async start(cluster: Cluster, serverName: string): Promise<ForeignServer> {
    const { ground, names, node, network, plan } = cluster;
    const place = await network.join("foreign", ["outside"]);
    const address = place.addresses.outside ?? "";
    const folder = join(ground.scratch, "pods", "foreign");
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    const config = {
      server_name: serverName,
      public_baseurl: `https://${serverName}/`,
      report_stats: false,
      serve_server_wellknown: true,
      listeners: [
        {
          port: PORT,
          type: "http",
          bind_addresses: ["0.0.0.0"],
          x_forwarded: true,
          resources: [{ names: ["client", "federation"] }],
        },
      ],
      signing_key_path: "/data/signing.key",
      media_store_path: "/data/media",
      database: { name: "sqlite3", args: { database: "/data/homeserver.db" } },
      enable_registration: true,
      enable_registration_without_verification: true,
      trusted_key_servers: [],
      // Everybody of this test has an address of a documentation range, which Synapse avoids.
      ip_range_blacklist: [],
    };
    writeFileSync(join(data, "homeserver.yaml"), JSON.stringify(config));
    writeFileSync(join(data, "signing.key"), signingKey());
    const uid = USERS.synapse ?? 0;
    chownSync(data, uid, uid);
    const image = cluster.image(plan.facts.images.synapse.reference);
    const system = systemFiles(
      folder,
      { ...node, nameServer: names.outside },
      { namespace: "foreign", hostname: "foreign", address },
    );
    const container = Container.start(
      ground.root,
      {
        name: "foreign",
        hostname: "foreign",
        network: place.namespace,
        command: ["python", "-m", "synapse.app.homeserver", "-c", "/data/homeserver.yaml"],
        env: { PATH: image.path },
        mounts: [...system, ...image.mounts, { from: data, to: "/data", writable: true }],
        uid,
        gid: uid,
        groups: [],
        folder: "/data",
      },
      join(ground.scratch, "logs", "foreign.log"),
    );
    cluster.atEnd(() => container.kill());
    await eventually("the foreign server", START_SECONDS, async () => {
      if (container.ended !== undefined) throw new Error(`the foreign server ended:\n${container.tail()}`);
      const answer = await request(new URL(`http://${address}:${PORT}/health`)).catch(() => undefined);
      return answer?.status === 200 || undefined;
    });
    const edge = await Edge.start(
      cluster,
      "foreign-edge",
      [{ name: "foreign", hosts: [serverName], server: `${address}:${PORT}` }],
      false,
    );
    const where = { serverName, host: serverName, address: edge.address, authority: cluster.authority.certificate };
    return new ForeignServer(serverName, where, edge);
  }

  /** Somebody who registered there. */
  async person(localpart: string): Promise<Agent> {
    const { host, address, authority } = this.where;
    const { text } = await request(new URL(`https://${host}/_matrix/client/v3/register`), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: localpart, password: "long enough", auth: { type: "m.login.dummy" } }),
      address,
      authority,
    });
    const { access_token: token, user_id: id } = JSON.parse(text);
    if (typeof token !== "string" || typeof id !== "string") throw new Error(`no account at ${host}: ${text}`);
    return new Agent(this.where, id, token);
  }

  /** Lines of its edge's log: every connection that reached it. */
  visitors(): string[] {
    return this.edge
      .log()
      .split("\n")
      .filter((line) => line.includes("foreign/router"));
  }
}
