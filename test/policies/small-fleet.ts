import type { Fleet } from "../../fleet/fleet";
import type { Secret } from "../../fleet/secrets";
import { at, PERIMETERS } from "./small-perimeters";

const source = "test";
const country = "FR";
const RESTRICTED = "restricted" as const;
const DIGEST = "a".repeat(64);

function image(name: string) {
  const reference = `registry.example/${name}:1@sha256:${DIGEST}`;
  return { reference, tag: "1", digestKnown: true, origin: "upstream" as const, at };
}

function chart(name: string) {
  return { reference: `oci://registry.example/${name}`, version: "1.0.0", digest: `sha256:${DIGEST}`, at };
}

const escrowItem = (id: string) => ({ id, what: id, kept: "escrow" as const, place: "safe", why: "test" });

/** Declared for one system of shard alpha. */
const secret = (name: string, reader: string, key: string): Secret => ({
  id: `alpha/${name}`,
  owner: "shard alpha",
  namespace: "tchap-alpha",
  name,
  keys: [key],
  kind: "supplied",
  readers: [reader],
  escrow: { kept: "escrow", why: "test" },
});

const SECRETS = [
  secret("homeserver-signing-key", "homeserver", "signing.key"),
  secret("postgres-owner", "postgres", "password"),
  { ...secret("postgres-backup", "postgres", "access-key-id"), keys: ["access-key-id", "secret-access-key"] },
];

/** An environment of two perimeters, alpha and beta, and one for externals: all that a rule may ask of a fleet. */
export const FLEET: Fleet = {
  environment: "test",
  title: "Test",
  tier: "production",
  domain: "example",
  delivery: "cluster",
  cluster: {
    context: "test",
    site: "first",
    operators: "ours",
    kubernetesVersion: "1.34",
    zones: ["a", "b", "c"],
    nodePools: [],
    source,
  },
  network: {
    pods: "10.64.0.0/12",
    services: "10.80.0.0/16",
    nodes: "10.96.0.0/16",
    apiServerPort: 6443,
    dnsNamespace: "kube-system",
    monitoringNamespace: "monitoring",
    operatorNamespace: "cnpg-system",
    certificatesNamespace: "cert-manager",
    source,
  },
  storageClasses: {
    database: { name: "encrypted", encrypted: true, reclaimPolicy: "Retain" },
    media: { name: "plain", encrypted: false, reclaimPolicy: "Retain" },
    restore: { name: "passing", encrypted: true, reclaimPolicy: "Delete" },
    source,
  },
  stateBackend: { kind: "http", address: "https://state.example", country, source },
  edge: {
    kind: "gateway",
    class: "edge",
    namespace: "edge",
    addresses: ["198.51.100.10"],
    hostPrefix: "matrix",
    authenticationPrefix: "auth",
    longPollSeconds: 120,
    podPort: 10_443,
    country,
    source,
  },
  certificates: {
    issuer: "issuer",
    authority: "Authority",
    pinned: false,
    days: 90,
    renewBeforeDays: 30,
    key: "ecdsa-p256",
    source,
  },
  mail: {
    relay: "smtp.example",
    port: 587,
    addresses: ["192.0.2.25/32"],
    from: "no@example.org",
    spf: ["ip4:192.0.2.25"],
    dkim: { selector: "test" },
    dmarc: { policy: "reject", reports: "dmarc@example.org" },
    country,
    source,
  },
  identityProvider: { host: "login.example", path: "/", country, source },
  push: {
    host: "push.example",
    transfer: "decision",
    apps: [{ id: "app.example", kind: "gcm", projectId: "project" }],
    source,
  },
  turn: {
    realm: "turn.example",
    relays: ["a", "b", "c"].map((zone, index) => ({
      node: `turn-${zone}`,
      zone,
      host: `turn-${zone}.example`,
      address: `198.51.100.3${index}`,
      nodeAddress: `10.96.3.3${index}`,
    })),
    country,
    source,
  },
  antivirus: { signatures: "signatures.example", country, source },
  logs: {
    host: "logs.example",
    port: 6514,
    addresses: ["192.0.2.70/32"],
    country,
    retentionMonths: 12,
    clock: ["ntp-1.example", "ntp-2.example"],
    source,
  },
  monitoring: { runbooks: "https://forge.example/runbooks", source },
  backup: {
    endpoint: "https://backup.example",
    region: "fr",
    bucketPrefix: "backup",
    site: "second",
    country,
    retentionDays: 30,
    versioned: true,
    objectLock: { mode: "compliance", days: 45 },
    source,
  },
  mediaCopy: { endpoint: "https://copy.example", region: "fr", bucketPrefix: "copy", site: "second", country, source },
  restore: { rtoMinutes: 120, rpoMinutes: 5, drillEveryDays: 7, source },
  escrow: { place: "safe", custodians: ["one", "another"], source },
  load: { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1, headroom: 2, source },
  homologation: {
    sensitivity: "NP",
    authority: "authority",
    decidedOn: "2026-01-01",
    endsOn: "2028-12-31",
    residualRisks: "none yet",
    source,
  },
  at,
  registry: "registry.example",
  perimeters: PERIMETERS,
  tenants: [
    ...[
      "antivirus",
      "border",
      "identity-server",
      "log-collector",
      "media-store",
      "monitoring",
      "push-gateway",
      "restore-drills",
      "turn",
    ].map((name) => ({
      namespace: `tchap-${name}`,
      stack: "test-services",
      owner: `service ${name}`,
      podSecurity: ["turn", "log-collector"].includes(name) ? ("privileged" as const) : RESTRICTED,
      at,
    })),
    ...PERIMETERS.flatMap(({ name, stack }) => [
      { namespace: `tchap-${name}`, stack, owner: `shard ${name}`, perimeter: name, podSecurity: RESTRICTED, at },
      {
        namespace: `tchap-${name}-restore`,
        stack,
        owner: `restore of shard ${name}`,
        perimeter: name,
        podSecurity: RESTRICTED,
        at,
      },
    ]),
  ],
  federation: { whitelist: PERIMETERS.map(({ name }) => `agent.${name}.example`), keyServers: [], peers: [] },
  destinations: [
    {
      id: "identity-provider",
      host: "login.example",
      port: 443,
      through: "border",
      addresses: [],
      reason: "sign-in",
      data: "claims",
      country,
      readers: ["homeserver"],
    },
    {
      id: "mail-relay",
      host: "smtp.example",
      port: 587,
      through: "direct",
      addresses: ["192.0.2.25/32", "192.0.2.26/32"],
      reason: "invitations",
      data: "addresses",
      country,
      readers: ["homeserver"],
    },
    {
      id: "backup-store",
      host: "backup.example",
      port: 443,
      through: "border",
      addresses: [],
      reason: "backups",
      data: "database backups",
      country,
      readers: ["postgres"],
    },
  ],
  secrets: SECRETS,
  images: {
    synapse: image("synapse"),
    authentication: image("authentication"),
    postgres: image("postgres"),
    haproxy: image("haproxy"),
    valkey: image("valkey"),
    squid: image("squid"),
    garage: image("garage"),
    rclone: image("rclone"),
    operator: image("operator"),
    barmanPlugin: image("barman-plugin"),
    barmanSidecar: image("barman-sidecar"),
    sydent: image("sydent"),
    sygnal: image("sygnal"),
    coturn: image("coturn"),
    contentScanner: image("content-scanner"),
    clamav: image("clamav"),
    rsyslog: image("rsyslog"),
    blackboxExporter: image("blackbox-exporter"),
  },
  charts: { certManager: chart("cert-manager"), operator: chart("operator"), barmanPlugin: chart("barman-plugin") },
  mediaStore: { nodesPerZone: 1, volumesPerNode: 1, volumeGiB: 100, metadataGiB: 1, milliCpu: 100, memoryMiB: 128 },
  pushGateway: { replicas: 3, milliCpu: 100, memoryMiB: 128 },
  antivirusPods: { replicas: 3, milliCpu: 100, memoryMiB: 128 },
  turnCapacity: {
    callers: 10,
    userQuota: 12,
    totalQuota: 100,
    bytesPerAllocation: 1_000_000,
    relaysNeeded: 2,
    milliCpu: 100,
    memoryMiB: 128,
  },
  escrowList: [
    ...SECRETS.map(({ namespace, name }) => escrowItem(`Secret/${namespace}/${name}`)),
    ...PERIMETERS.flatMap(({ name }) => [
      escrowItem(`Cluster/tchap-${name}/postgres`),
      escrowItem(`bucket/media-${name}`),
    ]),
  ],
  waivers: [],
  unwaivable: [],
};
