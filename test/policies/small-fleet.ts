import type { Fleet, Perimeter } from "../../fleet/fleet";
import type { Position } from "../../fleet/mistakes";
import type { Secret } from "../../fleet/secrets";

/** Where everything of it is declared. */
export const at: Position = { file: "environments/test/environment.yaml", line: 1, column: 1 };
const source = "test";
const country = "FR";
const DIGEST = "a".repeat(64);

function perimeter(name: string): Perimeter {
  const serverName = `agent.${name}.example`;
  const namespace = `tchap-${name}`;
  return {
    name,
    title: name,
    role: name === "ext" ? "externals" : "agents",
    state: "active",
    stack: `test-${name}`,
    convention: {
      reference: name,
      signedOn: "2026-01-01",
      endsOn: "2027-12-31",
      référent: { name: "Référent", email: "referent@test.example" },
      source,
    },
    agents: { registered: { count: 100, source }, potential: { count: 200, source } },
    features: { groupCalls: true, accountExpiryMonths: 13, signIn: "oidc" },
    exemptions: [],
    shards: [
      {
        name,
        perimeter: name,
        serverName,
        host: `matrix.${serverName}`,
        authenticationHost: `auth.${serverName}`,
        namespace,
        restoreNamespace: `${namespace}-restore`,
        archive: "postgres",
        emailDomains: name === "ext" ? [] : [`${name}.example`],
        registered: 100,
        capacity: {
          declaredEventsPerSecond: 0.5,
          eventsPerSecond: 1,
          sessions: 10,
          databaseConnections: 80,
          growth: { factor: 10, limit: "events per second" },
          topology: { kind: "monolith" },
          router: { milliCpu: 100, memoryMiB: 128 },
          redis: { milliCpu: 100, memoryMiB: 128 },
          authentication: { milliCpu: 100, memoryMiB: 128 },
          homeserver: { milliCpu: 1000, memoryMiB: 1024 },
          postgres: { milliCpu: 1000, memoryMiB: 1024, volumeGiB: 10, walGiB: 5 },
          backupSidecar: { milliCpu: 100, memoryMiB: 128 },
          upkeep: { milliCpu: 100, memoryMiB: 128 },
          mediaGiB: 10,
          mediaQuotaGiB: 20,
          yearAhead: { databaseGiB: 10, mediaGiB: 10, backupGiBPerDay: 5 },
          capped: [],
        },
        stateful: {
          shard: name,
          serverName,
          namespace,
          database: "postgres",
          mediaVolume: "media",
          mediaBucket: `media-${name}`,
          backupBucket: `backup-${name}`,
          signingKey: "homeserver-signing-key",
        },
        locked: true,
        at,
      },
    ],
    at,
    conventionAt: at,
  };
}

/** Alpha, beta and one for externals. */
export const PERIMETERS: readonly Perimeter[] = ["alpha", "beta", "ext"].map(perimeter);

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
    class: "edge",
    namespace: "edge",
    hostPrefix: "matrix",
    authenticationPrefix: "auth",
    longPollSeconds: 120,
    source,
  },
  certificates: { issuer: "issuer", authority: "Authority", source },
  mail: { relay: "smtp.example", port: 587, addresses: ["192.0.2.25/32"], from: "no@example.org", country, source },
  identityProvider: { host: "login.example", path: "/", country, source },
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
    ...["border", "media-store", "restore-drills"].map((name) => ({
      namespace: `tchap-${name}`,
      stack: "test-services",
      owner: `service ${name}`,
      at,
    })),
    ...PERIMETERS.flatMap(({ name, stack }) => [
      { namespace: `tchap-${name}`, stack, owner: `shard ${name}`, perimeter: name, at },
      { namespace: `tchap-${name}-restore`, stack, owner: `restore of shard ${name}`, perimeter: name, at },
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
  },
  charts: { certManager: chart("cert-manager"), operator: chart("operator"), barmanPlugin: chart("barman-plugin") },
  mediaStore: { nodesPerZone: 1, volumesPerNode: 1, volumeGiB: 100, metadataGiB: 1, milliCpu: 100, memoryMiB: 128 },
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
