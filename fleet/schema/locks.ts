import { z } from "zod";
import { domainName } from "./domain-name";
import { checked, date, field, label, source, text } from "./field";

const lockedShard = {
  shard: field(label(30), { title: "Shard", description: "Name of the shard.", example: "finances" }),
  serverName: field(domainName(), {
    title: "Server name",
    description: "Its permanent Matrix server name.",
    example: "agent.finances.tchap.gouv.fr",
  }),
  namespace: field(label(63), {
    title: "Namespace",
    description: "Its permanent namespace.",
    example: "tchap-finances",
  }),
  database: field(label(63), {
    title: "Database",
    description: "Name of its PostgreSQL cluster.",
    example: "postgres",
  }),
  mediaVolume: field(label(63), {
    title: "Media volume",
    description: "Name of its volume claim for media.",
    example: "media",
  }),
  mediaBucket: field(label(63), {
    title: "Media bucket",
    description: "Name of its bucket in the media store.",
    example: "media-finances",
  }),
  backupBucket: field(label(63), {
    title: "Backup bucket",
    description: "Name of its bucket in the backup store.",
    example: "tchap-prod-finances",
  }),
  signingKey: field(label(63), {
    title: "Signing key",
    description: "Secret that holds its signing key.",
    example: "homeserver-signing-key",
  }),
};

export const statefulLockSchema = z
  .strictObject({
    shards: field(z.array(z.strictObject(lockedShard)), {
      title: "Shards",
      description: "Ids that hold data and can never change; written by `footprint lock`.",
      example: [],
    }),
    removed: field(
      z.array(
        z.strictObject({
          shard: field(label(30), { title: "Shard", description: "Name of the shard that goes.", example: "finances" }),
          reason: field(text(), {
            title: "Reason",
            description: "Why its data may be lost.",
            example: "Convention ended 2027-03-31; archive handed over.",
          }),
          owner: field(text(), { title: "Owner", description: "Who answers for it.", example: "Jeanne Martin, DINUM" }),
          date: field(date(), { title: "Date", description: "Day of the decision.", example: "2027-06-30" }),
        }),
      ),
      { title: "Removed", description: "Shards whose data may go, acknowledged; by hand.", example: [] },
    ),
  })
  .meta({
    title: "Stateful lock",
    description: "Names of everything that holds data; a plan that renames or drops one is refused.",
  });

export type StatefulLock = z.output<typeof statefulLockSchema>;

/** Host and path of what a public registry holds. */
const repository = (write: string) =>
  checked(z.string(), (value) =>
    /^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(value) ? undefined : { wrong: `${value} is not a repository.`, write },
  );

const digest = () =>
  checked(z.string(), (value) =>
    /^sha256:[0-9a-f]{64}$/.test(value)
      ? undefined
      : { wrong: `${value} is not a digest.`, write: "Write sha256: and 64 hexadecimal digits." },
  );

const image = z.strictObject({
  origin: field(z.enum(["upstream", "ours"]), {
    title: "Origin",
    description: "`upstream`: a public image. `ours`: built by the operator, who fills the digest in.",
    example: "upstream",
  }),
  repository: field(repository("Write host/path without tag."), {
    title: "Repository",
    description: "Public repository; the mirror keeps its path.",
    example: "ghcr.io/element-hq/synapse",
  }),
  tag: field(text(), { title: "Tag", description: "Human-readable version; the digest decides.", example: "v1.162.0" }),
  digest: field(digest().optional(), {
    title: "Digest",
    description: "Content of the image; absent while unknown, and then rules on it are undetermined.",
    example: "sha256:6b84a7bbac36f080b2d2e51e0289cf1b08b349598ea44a558df38d558f2c2311",
  }),
  source: source(),
});

/** Every image that the charts use. */
export type ImageName =
  | "synapse"
  | "authentication"
  | "postgres"
  | "haproxy"
  | "valkey"
  | "squid"
  | "garage"
  | "rclone"
  | "operator"
  | "barmanPlugin"
  | "barmanSidecar"
  | "sydent"
  | "sygnal"
  | "coturn"
  | "contentScanner"
  | "clamav"
  | "rsyslog"
  | "blackboxExporter"
  | "footprint";

const imageHelp: Record<ImageName, string> = {
  synapse: "Matrix homeserver, with the modules of images/synapse.",
  authentication: "Matrix Authentication Service.",
  postgres: "PostgreSQL as CloudNativePG runs it.",
  haproxy: "Request router of a shard.",
  valkey: "Redis' protocol between a shard's processes.",
  squid: "Egress proxy of the border.",
  garage: "Media store.",
  rclone: "Copies media to the second site.",
  operator: "CloudNativePG's operator.",
  barmanPlugin: "CloudNativePG's plugin for backups.",
  barmanSidecar: "What that plugin adds to each PostgreSQL pod.",
  sydent: "Identity server, Tchap's branch: images/identity-server.",
  sygnal: "Push gateway.",
  coturn: "Relay of calls.",
  contentScanner: "Has files scanned that agents open.",
  clamav: "Antivirus, with signatures.",
  rsyslog: "Ships logs.",
  blackboxExporter: "Asks public hosts what agents would ask.",
  footprint: "This project, which compares the cluster with its plan: images/footprint.",
};

const namedImage = (name: ImageName) =>
  field(image, {
    title: name,
    description: imageHelp[name],
    example: {
      origin: "upstream",
      repository: "ghcr.io/element-hq/synapse",
      tag: "v1.162.0",
      source: "public repositories, 2026-11",
    },
  });

/** Charts of others, which the platform stack installs where the operators are ours. */
export type ChartName = "certManager" | "operator" | "barmanPlugin";

const chart = z.strictObject({
  repository: field(repository("Write host/path without oci:// and version."), {
    title: "Repository",
    description: "Public OCI repository of the chart; the mirror keeps its path.",
    example: "ghcr.io/cloudnative-pg/charts/cloudnative-pg",
  }),
  version: field(text(), { title: "Version", description: "Version of the chart.", example: "0.29.0" }),
  digest: field(digest().optional(), {
    title: "Digest",
    description: "Digest of the chart's manifest; absent while unknown, and then rules on it are undetermined.",
    example: "sha256:6b84a7bbac36f080b2d2e51e0289cf1b08b349598ea44a558df38d558f2c2311",
  }),
  source: source(),
});

const chartHelp: Record<ChartName, string> = {
  certManager: "cert-manager, which the backup plugin's certificates come from.",
  operator: "CloudNativePG's operator.",
  barmanPlugin: "CloudNativePG's plugin for backups.",
};

const namedChart = (name: ChartName) =>
  field(chart, {
    title: name,
    description: chartHelp[name],
    example: {
      repository: "ghcr.io/cloudnative-pg/charts/cloudnative-pg",
      version: "0.29.0",
      source: "public repositories, 2026-11",
    },
  });

export const imagesLockSchema = z
  .strictObject({
    synapse: namedImage("synapse"),
    authentication: namedImage("authentication"),
    postgres: namedImage("postgres"),
    haproxy: namedImage("haproxy"),
    valkey: namedImage("valkey"),
    squid: namedImage("squid"),
    garage: namedImage("garage"),
    rclone: namedImage("rclone"),
    operator: namedImage("operator"),
    barmanPlugin: namedImage("barmanPlugin"),
    barmanSidecar: namedImage("barmanSidecar"),
    sydent: namedImage("sydent"),
    sygnal: namedImage("sygnal"),
    coturn: namedImage("coturn"),
    contentScanner: namedImage("contentScanner"),
    clamav: namedImage("clamav"),
    rsyslog: namedImage("rsyslog"),
    blackboxExporter: namedImage("blackboxExporter"),
    footprint: namedImage("footprint"),
    charts: field(
      z.strictObject({
        certManager: namedChart("certManager"),
        operator: namedChart("operator"),
        barmanPlugin: namedChart("barmanPlugin"),
      }),
      {
        title: "Charts",
        description: "Charts of others, referenced and not copied.",
        example: {},
      },
    ),
  })
  .meta({
    title: "Images lock",
    description: "Every image by digest. Re-resolve each against your own mirror before use.",
  });

export type ImagesLock = z.output<typeof imagesLockSchema>;
