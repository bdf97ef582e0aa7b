import { z } from "zod";
import { cidr } from "./cidr";
import { domainName } from "./domain-name";
import { checked, email, field, label, text, whole } from "./field";
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
  }),
  { title: "Edge", description: "How traffic comes in.", example: { class: "haproxy" } },
);

export const certificates = field(
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
);

export const mail = field(
  sourced({
    relay: field(domainName(), { title: "Relay", description: "SMTP host.", example: "smtp.tchap.example" }),
    port: port("SMTP submission port, with STARTTLS.", 587),
    addresses: field(z.array(cidr()).min(1), {
      title: "Relay addresses",
      description: "Ranges the relay answers at: Synapse sends mail directly and a network policy cannot name a host.",
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

export const backup = field(
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
);
