import type { Perimeter } from "../../fleet/fleet";
import type { Position } from "../../fleet/mistakes";

/** Where everything of it is declared. */
export const at: Position = { file: "environments/test/environment.yaml", line: 1, column: 1 };
const source = "test";

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
        emailAddresses: [],
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
          contentScanner: { milliCpu: 100, memoryMiB: 128 },
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
