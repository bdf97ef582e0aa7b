import type { Fleet, Perimeter } from "../../fleet/fleet";
import type { Position } from "../../fleet/mistakes";
import type { Secret } from "../../fleet/secrets";
import type { JsonObject, KubernetesObject, Plan, PlannedObject, Unrendered } from "../../plan/plan";
import { tenantOf } from "../../plan/plan";

const at: Position = { file: "environments/test/environment.yaml", line: 1, column: 1 };
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
          mediaGiB: 10,
          capped: [],
        },
        stateful: { shard: name, serverName, namespace, database: "postgres", mediaVolume: "media", signingKey: "key" },
        locked: true,
        at,
      },
    ],
    at,
    conventionAt: at,
  };
}

const PERIMETERS = ["alpha", "beta", "ext"].map(perimeter);

function image(name: string) {
  const reference = `registry.example/${name}:1@sha256:${DIGEST}`;
  return { reference, tag: "1", digestKnown: true, origin: "upstream" as const, at };
}

/** Declared for one system of shard alpha. */
const secret = (name: string, reader: string, key: string): Secret => ({
  id: `alpha/${name}`,
  owner: "shard alpha",
  namespace: "tchap-alpha",
  name,
  keys: [key],
  kind: "supplied",
  readers: [reader],
});

/** An environment of two perimeters, alpha and beta, and one for externals: all that a rule may ask of a fleet. */
const FLEET: Fleet = {
  environment: "test",
  title: "Test",
  tier: "production",
  domain: "example",
  delivery: "cluster",
  cluster: { context: "test", kubernetesVersion: "1.34", zones: ["a", "b", "c"], nodePools: [], source },
  network: {
    pods: "10.64.0.0/12",
    services: "10.80.0.0/16",
    nodes: "10.96.0.0/16",
    apiServerPort: 6443,
    dnsNamespace: "kube-system",
    monitoringNamespace: "monitoring",
    operatorNamespace: "cnpg-system",
    source,
  },
  storageClasses: {
    database: { name: "encrypted", encrypted: true },
    media: { name: "plain", encrypted: false },
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
  backup: { endpoint: "https://backup.example", bucket: "b", site: "second", country, source },
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
    { namespace: "tchap-border", stack: "test-services", owner: "service border", at },
    ...PERIMETERS.map(({ name, stack }) => ({
      namespace: `tchap-${name}`,
      stack,
      owner: `shard ${name}`,
      perimeter: name,
      at,
    })),
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
  ],
  secrets: [
    secret("homeserver-signing-key", "homeserver", "signing.key"),
    secret("postgres-owner", "postgres", "password"),
  ],
  images: {
    synapse: image("synapse"),
    authentication: image("authentication"),
    postgres: image("postgres"),
    haproxy: image("haproxy"),
    valkey: image("valkey"),
    squid: image("squid"),
  },
  waivers: [],
  unwaivable: [],
};

/** What a small plan holds beside its fleet; the stack of an object goes by its namespace, as in a real plan. */
export interface Parts {
  readonly facts?: Partial<Fleet>;
  readonly objects?: readonly (KubernetesObject | PlannedObject)[];
  /** Terraform JSON by stack. */
  readonly terraform?: Readonly<Record<string, JsonObject>>;
  readonly unrendered?: readonly Unrendered[];
}

function isPlanned(each: KubernetesObject | PlannedObject): each is PlannedObject {
  return "object" in each && "stack" in each;
}

/** A plan of a few objects. */
export function smallPlan({ facts = {}, objects = [], terraform = {}, unrendered = [] }: Parts): Plan {
  const fleet: Fleet = { ...FLEET, ...facts };
  const planned = (object: KubernetesObject): PlannedObject => {
    const tenant = tenantOf(fleet, object);
    const stack = tenant?.stack ?? `${fleet.environment}-platform`;
    return { object, stack, release: "terraform", template: "", perimeter: tenant?.perimeter, at };
  };
  return {
    facts: fleet,
    terraform: Object.entries(terraform).map(([name, json]) => ({ name, terraform: json, text: JSON.stringify(json) })),
    objects: objects.map((each) => (isPlanned(each) ? each : planned(each))),
    unrendered,
  };
}

/** An object of another stack or release than its namespace's. */
export function plannedIn(stack: string, object: KubernetesObject, release = "terraform"): PlannedObject {
  return { object, stack, release, template: "", perimeter: undefined, at };
}

/** The small fleet's perimeters, the first changed. */
export function withFirst(change: Partial<Perimeter>): { perimeters: readonly Perimeter[] } {
  const [first, ...others] = PERIMETERS;
  return { perimeters: first === undefined ? [] : [{ ...first, ...change }, ...others] };
}

export const LOCKED_IMAGE = image("synapse").reference;
