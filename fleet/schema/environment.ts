import { z } from "zod";
import { cidr } from "./cidr";
import { domainName } from "./domain-name";
import { checked, date, email, field, label, source, text, whole } from "./field";

const https = () =>
  checked(z.string(), (value) =>
    /^https:\/\/[a-z0-9.-]+(:\d+)?(\/\S*)?$/.test(value)
      ? undefined
      : { wrong: `${JSON.stringify(value)} is not an https address.`, write: "Write https://host/path." },
  );

const port = (description: string, example: number) =>
  field(whole(1, 65_535), { title: "Port", description, unit: "TCP port", example });

const country = () =>
  field(
    checked(z.string(), (value) =>
      /^[A-Z]{2}$/.test(value)
        ? undefined
        : { wrong: `${value} is not a country code.`, write: "Write two capitals, FR." },
    ),
    { title: "Country", description: "Where it stands, ISO 3166-1 alpha-2.", example: "FR" },
  );

const cluster = z.strictObject({
  context: field(text(), {
    title: "kubeconfig context",
    description:
      "Name of the context that the providers use; a kubeconfig without it is refused, so that no environment is deployed onto another's cluster.",
    example: "tchap-prod",
  }),
  kubernetesVersion: field(
    checked(z.string(), (value) =>
      /^1\.\d{2}$/.test(value)
        ? undefined
        : { wrong: `${value} is not a minor version.`, write: 'Write it in quotes, "1.34".' },
    ),
    {
      title: "Kubernetes version",
      description: "Minor version of the API server; charts are rendered for it.",
      example: "1.34",
    },
  ),
  zones: field(z.array(label(63)).min(1), {
    title: "Zones",
    description: "Values of topology.kubernetes.io/zone; production needs three.",
    example: ["zone-a", "zone-b", "zone-c"],
  }),
  nodePools: field(
    z
      .array(
        z.strictObject({
          name: field(label(63), {
            title: "Name",
            description: "Value of the pool's node label `tchap/pool`.",
            example: "data",
          }),
          role: field(z.enum(["data", "serving"]), {
            title: "Role",
            description: "`data`: PostgreSQL. `serving`: everything else.",
            example: "data",
          }),
          nodesPerZone: field(whole(1, 500), {
            title: "Nodes per zone",
            description: "Size of the pool.",
            unit: "nodes",
            example: 4,
          }),
        }),
      )
      .min(1),
    {
      title: "Node pools",
      description: "Groups of nodes; one for each role.",
      example: [{ name: "data", role: "data", nodesPerZone: 4 }],
    },
  ),
  source: source(),
});

const network = z.strictObject({
  pods: field(cidr(), { title: "Pod range", description: "Addresses of pods.", example: "10.64.0.0/12" }),
  services: field(cidr(), { title: "Service range", description: "Addresses of Services.", example: "10.80.0.0/16" }),
  nodes: field(cidr(), {
    title: "Node range",
    description: "Addresses of nodes and of the API server.",
    example: "10.96.0.0/16",
  }),
  apiServerPort: port("Port of the API server as pods reach it.", 6443),
  dnsNamespace: field(label(63), {
    title: "DNS namespace",
    description: "Where the cluster's DNS runs.",
    example: "kube-system",
  }),
  monitoringNamespace: field(label(63), {
    title: "Monitoring namespace",
    description: "Whence metrics are scraped.",
    example: "monitoring",
  }),
  operatorNamespace: field(label(63), {
    title: "Operator namespace",
    description: "Where the CloudNativePG operator runs.",
    example: "cnpg-system",
  }),
  source: source(),
});

const storageClass = (description: string, example: string) =>
  field(
    z.strictObject({
      name: field(label(63), { title: "Storage class", description, example }),
      encrypted: field(z.boolean(), {
        title: "Encrypted at rest",
        description: "Whether its volumes are encrypted; neither PostgreSQL nor Synapse does it itself.",
        example: true,
      }),
    }),
    { title: "Storage class", description, example: { name: example, encrypted: true } },
  );

const sourced = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ ...shape, source: source() });

const stateBackend = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z
      .literal("http")
      .meta({ title: "Kind", description: "GitLab's http backend, which locks.", examples: ["http"] }),
    address: field(https(), {
      title: "Address",
      description:
        "Where states are kept; `/<stack>` and `/<stack>/lock` are added. User and password come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD.",
      example: "https://gitlab.example/api/v4/projects/1/terraform/state",
    }),
    country: country(),
    source: source(),
  }),
  z.strictObject({
    kind: z
      .literal("kubernetes")
      .meta({ title: "Kind", description: "A Secret and a Lease in a cluster.", examples: ["kubernetes"] }),
    namespace: field(label(63), {
      title: "Namespace",
      description: "Namespace of the states.",
      example: "tchap-state",
    }),
    country: country(),
    source: source(),
  }),
  z.strictObject({
    kind: z
      .literal("local")
      .meta({ title: "Kind", description: "A file beside the project: development only.", examples: ["local"] }),
    directory: field(label(63), { title: "Directory", description: "Folder below the project.", example: "state" }),
    country: country(),
    source: source(),
  }),
]);

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

export const environmentSchema = z
  .strictObject({
    environment: field(label(20), {
      title: "Environment",
      description: "Equal to the folder's name.",
      example: "prod",
    }),
    title: field(text(), {
      title: "Title",
      description: "What this environment is, in French.",
      example: "Tchap, production",
    }),
    tier: field(z.enum(["production", "preproduction", "development"]), {
      title: "Tier",
      description:
        "How strict the checks are: production needs three zones, only development may keep its state locally.",
      example: "production",
    }),
    domain: field(domainName(), {
      title: "Domain",
      description: "Every server name is this or below it.",
      example: "tchap.gouv.fr",
    }),
    delivery: field(z.enum(["cluster"]), {
      title: "Delivery",
      description: "`cluster`: `cdktf deploy` applies the plan to a cluster of ours.",
      example: "cluster",
    }),
    cluster: field(cluster, {
      title: "Cluster",
      description: "The Kubernetes cluster.",
      example: { context: "tchap-prod" },
    }),
    network: field(network, {
      title: "Network",
      description: "Address ranges and neighbours.",
      example: { pods: "10.64.0.0/12" },
    }),
    storageClasses: field(
      sourced({
        database: storageClass("For PostgreSQL: zonal, fast.", "tchap-database"),
        media: storageClass("For media files.", "tchap-media"),
      }),
      {
        title: "Storage classes",
        description: "Classes of persistent volumes.",
        example: { database: { name: "tchap-database", encrypted: true } },
      },
    ),
    registry: field(
      sourced({
        host: field(
          checked(z.string(), (value) =>
            /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/.test(value)
              ? undefined
              : { wrong: `${value} is not a registry.`, write: "Write host[:port][/path]." },
          ),
          {
            title: "Registry",
            description: "The only registry that images come from; a mirror of ours.",
            example: "registry.tchap.example/mirror",
          },
        ),
      }),
      {
        title: "Registry",
        description: "Where images are pulled from.",
        example: { host: "registry.tchap.example/mirror" },
      },
    ),
    stateBackend: field(stateBackend, {
      title: "State backend",
      description: "Where Terraform keeps and locks its state; never our own object store.",
      example: { kind: "http", address: "https://gitlab.example/api/v4/projects/1/terraform/state" },
    }),
    edge: field(
      sourced({
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
        hostPrefix: field(label(20), {
          title: "Host prefix",
          description: "A shard's public host is this before its server name, as Tchap's clients have it.",
          example: "matrix",
        }),
        longPollSeconds: field(whole(30, 3600), {
          title: "Long-poll time-out",
          description: "How long the edge keeps a waiting /sync open; above Synapse's 30 s client time-out.",
          unit: "seconds",
          example: 120,
        }),
      }),
      { title: "Edge", description: "How traffic comes in.", example: { class: "haproxy" } },
    ),
    certificates: field(
      sourced({
        issuer: field(label(63), {
          title: "Issuer",
          description: "cert-manager ClusterIssuer.",
          example: "certigna-services-ca",
        }),
        authority: field(text(), {
          title: "Authority",
          description: "The certificate authority; mobile clients pin it, another one locks them out.",
          example: "Certigna Services CA",
        }),
      }),
      {
        title: "Certificates",
        description: "Who signs the public certificates.",
        example: { issuer: "certigna-services-ca" },
      },
    ),
    mail: field(
      sourced({
        relay: field(domainName(), { title: "Relay", description: "SMTP host.", example: "smtp.tchap.example" }),
        port: port("SMTP submission port, with STARTTLS.", 587),
        addresses: field(z.array(cidr()).min(1), {
          title: "Relay addresses",
          description:
            "Ranges the relay answers at: Synapse sends mail directly and a network policy cannot name a host.",
          example: ["192.0.2.25/32"],
        }),
        from: field(email(), {
          title: "Sender",
          description: "From address of the service.",
          example: "ne-pas-repondre@tchap.gouv.fr",
        }),
        country: country(),
      }),
      { title: "Mail", description: "Relay for invitations and reminders.", example: { relay: "smtp.tchap.example" } },
    ),
    identityProvider: field(
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
        country: country(),
      }),
      {
        title: "Identity provider",
        description: "Who agents sign in with.",
        example: { host: "auth.proconnect.gouv.fr" },
      },
    ),
    federation: field(
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
    ),
    backup: field(
      sourced({
        endpoint: field(https(), {
          title: "Endpoint",
          description: "S3 API of the backup store.",
          example: "https://s3.backup.example",
        }),
        bucket: field(label(63), {
          title: "Bucket",
          description: "Bucket with versioning and object lock.",
          example: "tchap-prod-backups",
        }),
        site: field(text(), {
          title: "Site",
          description: "Failure domain, another than the cluster's.",
          example: "second site",
        }),
        country: country(),
      }),
      {
        title: "Backup target",
        description: "Where base backups and WAL go.",
        example: { endpoint: "https://s3.backup.example" },
      },
    ),
    load: field(
      sourced({
        dailyActiveShare: field(z.number().min(0.01).max(1), {
          title: "Daily active share",
          description: "Registered agents active on a workday.",
          unit: "share of registered",
          example: 0.5,
        }),
        messagesPerActiveAndDay: field(z.number().min(0.1).max(100), {
          title: "Messages",
          description: "Messages each daily active agent sends on a workday.",
          unit: "messages per agent and workday",
          example: 1.4,
        }),
        headroom: field(z.number().min(1).max(10), {
          title: "Headroom",
          description: "Factor over the declared load that sizes must carry.",
          unit: "factor",
          example: 2,
        }),
      }),
      {
        title: "Declared load",
        description: "What sizes are derived from.",
        example: { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1.4, headroom: 2 },
      },
    ),
    homologation: field(
      sourced({
        sensitivity: field(z.enum(["NP", "DR"]), {
          title: "Sensitivity",
          description: "NP: non protégé. DR: diffusion restreinte.",
          example: "NP",
        }),
        authority: field(text(), {
          title: "Authority",
          description: "Autorité d'homologation.",
          example: "assumption: directeur de la DINUM",
        }),
        decidedOn: field(date(), { title: "Decided on", description: "Day of the decision.", example: "2026-01-15" }),
        endsOn: field(date(), { title: "Ends on", description: "Last day of validity.", example: "2029-01-14" }),
        residualRisks: field(z.union([z.literal("none yet"), z.array(text()).min(1)]), {
          title: "Residual risks",
          description: "Accepted risks, or `none yet`.",
          example: "none yet",
        }),
      }),
      {
        title: "Homologation",
        description: "The security decision this environment runs under.",
        example: { sensitivity: "NP" },
      },
    ),
    policyReview: field(
      z
        .strictObject({
          unwaivable: field(z.array(text()), {
            title: "Never waived",
            description: "Rules that no waiver may cover here, added to those of the project.",
            example: ["SUP-02"],
          }),
        })
        .optional(),
      {
        title: "Policy review",
        description: "Stricter rules for this environment; default: the project's own list.",
        example: { unwaivable: [] },
      },
    ),
  })
  .meta({
    title: "Environment",
    description: "One environment: where it runs, what it may reach, under which decision.",
  });

export type EnvironmentFile = z.output<typeof environmentSchema>;
