import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../../../fleet/fleet";
import { type PublicHost, publicHosts } from "../../../stacks/edge/table";
import type { Cluster } from "../cluster";
import { Container } from "../container/container";
import { eventually } from "../container/network";
import { USERS } from "../images";
import { systemFiles } from "../pods/pod";
import { answersTcp } from "../pods/probes";

/*
 * Stands in for the platform's edge: it ends TLS for the public names of every shard and hands requests on by host and
 * path, as the one table of routes says; what no route leads to it refuses itself.
 */

const PORT = 443;

/** Seconds until it answers; it starts in under one. */
const START_SECONDS = 20;

/** Where the edge hands requests of some hosts to. */
export interface Upstream {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly server: string;
  /** Paths that lead there; default: every one. */
  readonly paths?: { readonly exact: readonly string[]; readonly below: readonly string[] };
}

/** Where the routes of one public host lead to. */
function upstreamsOf({ host, kind, routes }: PublicHost): Upstream[] {
  const servers = new Map(
    routes.map(({ backend: { service, namespace, port } }) => [
      `${service}.${namespace}.svc.cluster.local:${port}`,
      service,
    ]),
  );
  return [...servers].map(([server, service]) => {
    const own = routes.filter(({ backend }) => backend.service === service);
    const paths = (extent: "exact" | "prefix") => own.filter((each) => each.extent === extent).map(({ path }) => path);
    return {
      name: `${host}-${kind}-${service}`,
      hosts: [host],
      server,
      paths: { exact: paths("exact"), below: paths("prefix") },
    };
  });
}

/** Where the table of public routes leads to for every shard of a fleet. */
export function shardUpstreams(fleet: Fleet): Upstream[] {
  return publicHosts(fleet)
    .filter(({ shard }) => shard !== undefined)
    .flatMap(upstreamsOf);
}

/** Conditions on a request's path, one for each list: a path itself, or what is below it by whole parts. */
function pathRules({ name, paths }: Upstream): string[] {
  if (paths === undefined) return [`  acl leads_${name} always_true`];
  const { exact, below } = paths;
  return [
    ...[...exact, ...below].map((path) => `  acl leads_${name} path ${path}`),
    ...below.map((path) => `  acl leads_${name} path_beg ${path}/`),
  ];
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
    ...upstreams.flatMap((upstream) => [
      ...pathRules(upstream),
      `  acl is_${upstream.name} req.hdr(host),host_only,lower -m str ${upstream.hosts.join(" ")}`,
      `  use_backend ${upstream.name} if is_${upstream.name} leads_${upstream.name}`,
    ]),
    "  default_backend nowhere",
    "backend nowhere",
    "  http-request return status 404",
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
    const hosts = [...new Set(upstreams.flatMap((each) => each.hosts))];
    const { certificate, key } = await authority.issue(name, hosts);
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
    await cluster.name(hosts, address);
    return new Edge(address, container);
  }

  log(): string {
    return this.container.text();
  }
}
