import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Shard } from "../../../fleet/fleet";
import type { Cluster } from "../cluster";
import { Container } from "../container/container";
import { eventually } from "../container/network";
import { USERS } from "../images";
import { systemFiles } from "../pods/pod";
import { answersTcp } from "../pods/probes";

/*
 * Stands in for the platform's edge: it ends TLS for the public names of every shard and hands requests to the shard's
 * router by host, as the plan's `edge` block describes it.
 */

const PORT = 443;

/** Seconds until it answers; it starts in under one. */
const START_SECONDS = 20;

export function publicNames(shard: Shard): string[] {
  return [shard.serverName, shard.host, shard.authenticationHost];
}

/** Where the edge hands a shard's requests to. */
export interface Upstream {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly server: string;
}

function configuration(upstreams: readonly Upstream[], nameServer: string, longPollSeconds: number): string {
  return [
    "global",
    "  log stdout format raw local0 info",
    "defaults",
    "  mode http",
    "  log global",
    "  option httplog",
    "  option forwardfor",
    "  timeout connect 5s",
    "  timeout client 180s",
    `  timeout server ${Math.max(180, longPollSeconds)}s`,
    "resolvers cluster",
    `  nameserver dns ${nameServer}:53`,
    "  accepted_payload_size 8192",
    "  hold valid 1s",
    "frontend public",
    `  bind *:${PORT} ssl crt /etc/edge/certificate.pem alpn h2,http/1.1`,
    "  capture request header Host len 64",
    "  http-request set-header X-Forwarded-Proto https",
    ...upstreams.map(
      ({ name, hosts }) => `  use_backend ${name} if { req.hdr(host),host_only,lower -m str ${hosts.join(" ")} }`,
    ),
    ...upstreams.flatMap(({ name, server }) => [
      `backend ${name}`,
      "  retries 5",
      `  server router ${server} init-addr none resolvers cluster resolve-prefer ipv4 check inter 1s`,
    ]),
    "",
  ].join("\n");
}

/** An edge that runs. */
export class Edge {
  private constructor(
    readonly address: string,
    private readonly container: Container,
  ) {}

  static async start(cluster: Cluster, name: string, upstreams: readonly Upstream[], inside = true): Promise<Edge> {
    const { ground, node, network, authority, plan } = cluster;
    const place = await network.join(name, inside ? ["pods", "outside"] : ["outside"]);
    await network.allowLowPorts(place);
    const folder = join(ground.scratch, "pods", name);
    mkdirSync(join(folder, "config"), { recursive: true });
    const { certificate, key } = await authority.issue(
      name,
      upstreams.flatMap(({ hosts }) => hosts),
    );
    writeFileSync(join(folder, "config", "certificate.pem"), `${certificate}${key}`);
    const config = configuration(upstreams, node.nameServer, plan.facts.edge.longPollSeconds);
    writeFileSync(join(folder, "config", "haproxy.cfg"), config);
    const address = place.addresses.outside ?? "";
    const image = cluster.image(plan.facts.images.haproxy.reference);
    const container = Container.start(
      ground.root,
      {
        name,
        hostname: name,
        network: place.namespace,
        command: ["haproxy", "-db", "-f", "/etc/edge/haproxy.cfg"],
        env: { PATH: image.path },
        mounts: [
          ...systemFiles(folder, node, { namespace: name, hostname: name, address }),
          { from: join(folder, "config"), to: "/etc/edge", writable: false },
        ],
        uid: USERS.haproxy ?? 0,
        gid: USERS.haproxy ?? 0,
        groups: [],
        folder: undefined,
      },
      join(ground.scratch, "logs", `${name}.log`),
    );
    cluster.atEnd(() => container.kill());
    await eventually(`the edge ${name}`, START_SECONDS, async () => {
      if (container.ended !== undefined) throw new Error(`the edge ${name} ended:\n${container.tail()}`);
      return (await answersTcp(address, PORT)) || undefined;
    });
    await cluster.name(
      upstreams.flatMap(({ hosts }) => hosts),
      address,
    );
    return new Edge(address, container);
  }

  log(): string {
    return this.container.text();
  }
}
