import { z } from "zod";
import { cidr } from "./cidr";
import { checked, field, label, source, text, whole } from "./field";
import { country, https, port, sourced } from "./parts";

export const cluster = z.strictObject({
  context: field(text(), {
    title: "kubeconfig context",
    description:
      "Name of the context that the providers use; a kubeconfig without it is refused, so that no environment is deployed onto another's cluster.",
    example: "tchap-prod",
  }),
  site: field(text(), {
    title: "Site",
    description: "Failure domain of the whole cluster; backups and copies are elsewhere.",
    example: "first site",
  }),
  operators: field(z.enum(["ours", "platform"]), {
    title: "Operators",
    description:
      "Who installs cert-manager, CloudNativePG and its Barman Cloud plugin: `ours`, this environment's platform stack; `platform`, whoever runs the cluster.",
    example: "ours",
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
          role: field(z.enum(["data", "serving", "turn"]), {
            title: "Role",
            description:
              "`data`: PostgreSQL. `turn`: relays of calls, each node with a public address. `serving`: everything else.",
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

/** By what pods' traffic is encrypted on its way from node to node: the network's own, not that of what sends it. */
const encryption = sourced({
  by: field(z.enum(["wireguard", "ipsec", "none"]), {
    title: "By",
    description: "What the cluster's network encrypts with.",
    example: "wireguard",
  }),
  pods: field(z.enum(["all", "some"]), {
    title: "Pods",
    description: "Whether all pods' traffic is encrypted, or that of some.",
    example: "all",
  }),
});

export const network = z.strictObject({
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
  certificatesNamespace: field(label(63), {
    title: "Certificates namespace",
    description: "Where cert-manager runs.",
    example: "cert-manager",
  }),
  encryption: field(encryption.optional(), {
    title: "Encryption between nodes",
    description: "Default: not declared, which rule NET-11 objects to.",
    example: { by: "wireguard", pods: "all", source: "the platform's catalogue of services" },
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
      reclaimPolicy: field(z.enum(["Retain", "Delete"]), {
        title: "Reclaim policy",
        description:
          "What becomes of a volume whose claim is deleted: kept for what lives, deleted for what was tried.",
        example: "Retain",
      }),
    }),
    { title: "Storage class", description, example: { name: example, encrypted: true, reclaimPolicy: "Retain" } },
  );

export const storageClasses = field(
  sourced({
    database: storageClass("For PostgreSQL: zonal, fast.", "tchap-database"),
    media: storageClass("For media files.", "tchap-media"),
    restore: storageClass("For databases that are restored to be looked at, and then deleted.", "tchap-restore"),
  }),
  {
    title: "Storage classes",
    description: "Classes of persistent volumes.",
    example: { database: { name: "tchap-database", encrypted: true } },
  },
);

/** Who verifies signatures of images as they are admitted: whether by something of the plan, or by the platform. */
const signatures = z.discriminatedUnion("by", [
  z.strictObject({
    by: z
      .literal("none")
      .meta({ title: "By", description: "Nobody verifies; digests alone tell what runs.", examples: ["none"] }),
    source: source(),
  }),
  z.strictObject({
    by: z.enum(["kyverno", "policy-controller", "platform"]).meta({
      title: "By",
      description: "`kyverno`, `policy-controller`: a policy of the plan. `platform`: the cluster's operator.",
      examples: ["kyverno"],
    }),
    signer: field(text(), {
      title: "Signer",
      description: "Whose signature counts: a public key's name, or the identity in a certificate and who issued it.",
      example: "the mirror's key, cosign-mirror-2026",
    }),
    source: source(),
  }),
]);

/** The safe reading: until somebody says who verifies, nobody does. */
const UNDECLARED = { by: "none", source: "not declared" } as const;

export const registry = field(
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
    signatures: field(signatures.default(UNDECLARED), {
      title: "Signatures",
      description:
        "Who verifies signatures of images as they are admitted. Default: nobody, since nothing else is said.",
      example: { by: "platform", signer: "the mirror's key", source: "the platform's catalogue of services" },
    }),
  }),
  {
    title: "Registry",
    description: "Where images are pulled from.",
    example: { host: "registry.tchap.example/mirror" },
  },
);

export const stateBackend = z.discriminatedUnion("kind", [
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
