import { type Fleet, liveShards, MONITORING_NAMESPACE, type Perimeter, type Shard } from "../../fleet/fleet";
import { CHECKS_PORT, SYNTHETIC_CHECKS } from "./places";
import type { ProbeValues } from "./values";

/** Blackbox exporter's module: how to ask, and what must come back. */
interface HttpModule {
  readonly prober: "http";
  readonly timeout: string;
  readonly http: {
    readonly valid_status_codes: readonly number[];
    readonly fail_if_not_ssl: true;
    readonly fail_if_body_not_matches_regexp: readonly string[];
    readonly follow_redirects: false;
    readonly preferred_ip_protocol: "ip4";
    readonly ip_protocol_fallback: false;
    readonly tls_config: { readonly min_version: "TLS12" };
  };
}

interface TlsModule {
  readonly prober: "tcp";
  readonly timeout: string;
  readonly tcp: {
    readonly tls: true;
    readonly preferred_ip_protocol: "ip4";
    readonly ip_protocol_fallback: false;
    readonly tls_config: { readonly min_version: "TLS12" };
  };
}

export type Module = HttpModule | TlsModule;

/** One thing that is asked of a public host by its public address, from inside. */
export interface Check {
  readonly check: string;
  /** Absent for what all shards share. */
  readonly shard?: string;
  readonly perimeter?: string;
  readonly targets: readonly string[];
  readonly module: Module;
}

/** Seconds for one answer: agents give up no later. Assumption. */
const TIMEOUT = "10s";
/** Once a minute: five failures make an alert. Assumption. */
const INTERVAL = "60s";
const PATIENCE = "15s";

/** By IPv4, as the edge is declared, and with nothing older than TLS 1.2. */
const addressed = () =>
  ({ preferred_ip_protocol: "ip4", ip_protocol_fallback: false, tls_config: { min_version: "TLS12" } }) as const;

function answers(...patterns: string[]): HttpModule {
  return {
    prober: "http",
    timeout: TIMEOUT,
    http: {
      valid_status_codes: [200],
      fail_if_not_ssl: true,
      fail_if_body_not_matches_regexp: patterns,
      follow_redirects: false,
      ...addressed(),
    },
  };
}

/** A handshake alone, which shows the certificate. */
const tls = (): TlsModule => ({ prober: "tcp", timeout: TIMEOUT, tcp: { tls: true, ...addressed() } });

/** A text as a regular expression (RE2) that matches it alone. */
const literal = (text: string) => text.replace(/[^A-Za-z0-9]/g, "\\$&");

/** A member of a JSON answer with this text, however it is spaced. */
const member = (name: string, value: string) => `"${literal(name)}"\\s*:\\s*"${literal(value)}"`;

/** An address that nobody has, so that what is asked is nobody's data. */
const nobody = (domain: string) => encodeURIComponent(`synthetic-check@${domain}`);

/** A domain that is no administration's (RFC 2606): it leads to the externals' shard. */
const UNKNOWN_DOMAIN = "example.com";

function shardChecks({ name: perimeter, role, state, features }: Perimeter, shard: Shard): Check[] {
  const { name, host, serverName, authenticationHost, emailDomains } = shard;
  const on = (path: string) => `https://${host}${path}`;
  const domains = role === "externals" ? [UNKNOWN_DOMAIN] : emailDomains;
  const leads = domains.map((domain) => on(`/_matrix/identity/api/v1/info?medium=email&address=${nobody(domain)}`));
  const checks: Omit<Check, "shard" | "perimeter">[] = [
    { check: "client-versions", targets: [on("/_matrix/client/versions")], module: answers('"versions"') },
    {
      check: "well-known",
      targets: [`https://${serverName}/.well-known/matrix/server`],
      module: answers(member("m.server", `${host}:443`)),
    },
    { check: "identity", targets: leads, module: answers(member("hs", serverName)) },
    {
      check: "media-proxy",
      targets: [on("/_matrix/media_proxy/unstable/public_key")],
      module: answers('"public_key"'),
    },
  ];
  // The border lets nobody in to a suspended one.
  if (state !== "suspended")
    checks.push({
      check: "server-keys",
      targets: [on("/_matrix/key/v2/server")],
      module: answers(member("server_name", serverName)),
    });
  if (features.signIn === "mas")
    checks.push({
      check: "sign-in",
      targets: [`https://${authenticationHost}/.well-known/openid-configuration`],
      module: answers(member("issuer", `https://${authenticationHost}/`)),
    });
  return checks.filter(({ targets }) => targets.length > 0).map((each) => ({ ...each, shard: name, perimeter }));
}

/** Every check of an environment: each shard as agents and other shards see it, the push gateway's host, each relay. */
export function publicChecks(fleet: Fleet): Check[] {
  const live = new Set(liveShards(fleet));
  const relays = fleet.turn.relays.map(({ host }) => `${host}:443`);
  return [
    ...fleet.perimeters.flatMap((perimeter) =>
      perimeter.shards.filter((shard) => live.has(shard)).flatMap((shard) => shardChecks(perimeter, shard)),
    ),
    { check: "push-gateway", targets: [`${fleet.push.host}:443`], module: tls() },
    { check: "relay", targets: relays, module: tls() },
  ];
}

/** A check's name, and its module's. */
const checkName = ({ check, shard }: Check): string => (shard === undefined ? check : `${check}-${shard}`);

/** Configuration of the blackbox exporter: a module a check, since what must come back is the shard's own. */
export function checksConfig(checks: readonly Check[]): { readonly modules: Readonly<Record<string, Module>> } {
  return { modules: Object.fromEntries(checks.map((each) => [checkName(each), each.module])) };
}

/** The objects that tell Prometheus to have it asked. */
export function probes(fleet: Fleet, checks: readonly Check[]): ProbeValues[] {
  return checks.map((each) => ({
    name: checkName(each),
    spec: {
      jobName: each.check,
      interval: INTERVAL,
      scrapeTimeout: PATIENCE,
      module: checkName(each),
      prober: { url: `${SYNTHETIC_CHECKS}.${MONITORING_NAMESPACE}.svc.cluster.local:${CHECKS_PORT}`, path: "/probe" },
      targets: {
        staticConfig: {
          static: [...each.targets],
          labels: {
            check: each.check,
            environment: fleet.environment,
            system: "edge",
            ...(each.shard === undefined ? {} : { shard: each.shard }),
            ...(each.perimeter === undefined ? {} : { perimeter: each.perimeter }),
          },
        },
      },
    },
  }));
}
