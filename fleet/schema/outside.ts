import { z } from "zod";
import { ipv4 } from "./cidr";
import { domainName } from "./domain-name";
import { checked, field, label, text, whole } from "./field";
import { country, https, port, sourced } from "./parts";

const partner = z.strictObject({
  serverName: field(domainName(), {
    title: "Server name",
    description: "Matrix server name of the partner.",
    example: "matrix.partner.example",
  }),
  host: field(domainName(), {
    title: "Host",
    description: "Where its federation API answers.",
    example: "federation.partner.example",
  }),
  country: country(),
  reason: field(text(), { title: "Reason", description: "Why it is federated with.", example: "Joint exercise 2027" }),
});

export const edge = field(
  sourced({
    kind: field(z.enum(["gateway", "ingress"]), {
      title: "Kind",
      description: "`gateway`: Gateway API. `ingress`: Ingress. Both are made from the same table of routes.",
      example: "gateway",
    }),
    class: field(label(63), {
      title: "Edge class",
      description: "IngressClass or GatewayClass.",
      example: "haproxy",
    }),
    namespace: field(label(63), {
      title: "Edge namespace",
      description: "Whence client and federation traffic arrives.",
      example: "edge",
    }),
    addresses: field(z.array(ipv4()).min(1), {
      title: "Public addresses",
      description: "Where the edge answers from outside: what public names lead to.",
      example: ["192.0.2.10"],
    }),
    podPort: port(
      "Port of the edge's own pods for HTTPS; some networks send public addresses straight to them.",
      10_443,
    ),
    hostPrefix: field(label(20), {
      title: "Host prefix",
      description: "A shard's public host is this before its server name, as Tchap's clients have it.",
      example: "matrix",
    }),
    authenticationPrefix: field(label(20), {
      title: "Authentication prefix",
      description: "Public host of a shard's authentication service, where it has one: this before its server name.",
      example: "auth",
    }),
    longPollSeconds: field(whole(30, 3600), {
      title: "Long-poll time-out",
      description: "How long the edge keeps a waiting /sync open; above Synapse's 30 s client time-out.",
      unit: "seconds",
      example: 120,
    }),
    country: country(),
  }),
  { title: "Edge", description: "How traffic comes in.", example: { class: "haproxy" } },
);

export const identityProvider = field(
  sourced({
    host: field(domainName(), {
      title: "Host",
      description: "OpenID Connect issuer host of ProConnect.",
      example: "auth.proconnect.gouv.fr",
    }),
    path: field(
      checked(z.string(), (value) =>
        /^(\/[a-zA-Z0-9._-]+)*\/?$/.test(value)
          ? undefined
          : { wrong: `${value} is not a path.`, write: "Write /path, or an empty text." },
      ),
      { title: "Path", description: "Path of the issuer.", example: "/api/v2" },
    ),
    level: field(z.enum(["eidas1", "eidas1-mfa", "eidas2", "eidas3"]).optional(), {
      title: "Level",
      description:
        "Level of authentication that sign-in asks for (acr_values); from `eidas1-mfa` on with a second factor (proconnect-identite's public code). Default: none is asked for, which rule AUT-02 objects to.",
      example: "eidas1",
    }),
    country: country(),
  }),
  {
    title: "Identity provider",
    description: "Who agents sign in with.",
    example: { host: "auth.proconnect.gouv.fr" },
  },
);

export const federation = field(
  sourced({
    partners: field(z.array(partner), {
      title: "Partners",
      description: "Servers outside this environment; empty: closed.",
      example: [],
    }),
    reserved: field(z.array(domainName()), {
      title: "Reserved server names",
      description: "Names of shards to come, already on every whitelist: opening one restarts no other shard.",
      example: ["agent.reserve-1.tchap.gouv.fr"],
    }),
  }),
  { title: "Federation", description: "Who may speak with whom.", example: { partners: [], reserved: [] } },
);

/** Where an object store of another site is: one bucket for each shard, with credentials of its own. */
const remoteStore = (what: string, host: string) => ({
  endpoint: field(https(), { title: "Endpoint", description: `S3 API of ${what}.`, example: `https://${host}` }),
  region: field(label(40), {
    title: "Region",
    description: "Region that requests are signed for; what the store's operator says.",
    example: "fr-par",
  }),
  bucketPrefix: field(label(30), {
    title: "Bucket prefix",
    description: "A shard's bucket is this, a hyphen and the shard's name; permanent.",
    example: "tchap-prod",
  }),
  site: field(text(), {
    title: "Site",
    description: "Failure domain, another than the cluster's.",
    example: "second site",
  }),
  country: country(),
});

export const backup = field(
  sourced({
    ...remoteStore("the backup store, whose buckets are versioned and locked", "s3.backup.example"),
    retentionDays: field(whole(7, 365), {
      title: "Retention",
      description: "How far back a shard can be restored.",
      unit: "days",
      example: 30,
    }),
    versioned: field(z.boolean(), {
      title: "Versioned",
      description: "Whether buckets keep what is overwritten or deleted; an object lock needs it.",
      example: true,
    }),
    objectLock: field(
      z.strictObject({
        mode: field(z.enum(["compliance", "governance"]), {
          title: "Mode",
          description: "`compliance`: nobody shortens it. `governance`: some accounts of the store may.",
          example: "compliance",
        }),
        days: field(whole(1, 3650), {
          title: "Days",
          description: "How long each object of a bucket cannot be deleted or changed; longer than the retention.",
          unit: "days",
          example: 45,
        }),
      }),
      {
        title: "Object lock",
        description: "The lock that every bucket has by default, set by whoever makes the bucket.",
        example: { mode: "compliance", days: 45 },
      },
    ),
  }),
  {
    title: "Backup target",
    description: "Where base backups and WAL go.",
    example: { endpoint: "https://s3.backup.example" },
  },
);

export const mediaCopy = field(sourced(remoteStore("the second site's media store", "s3.media-copy.example")), {
  title: "Copy of media",
  description: "Where media files are copied to; follows deletions, so that it is no backup.",
  example: { endpoint: "https://s3.media-copy.example" },
});
