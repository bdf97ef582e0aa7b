import type { Federation } from "./federation";
import type { EnvironmentFile } from "./schema/environment";

/** A place outside the cluster that something inside speaks to. */
export interface Destination {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** `border`: through its CONNECT proxy. `direct`: by address, for protocols that cannot use a proxy. */
  readonly through: "border" | "direct";
  /** IPv4 ranges, for direct ones. */
  readonly addresses: readonly string[];
  readonly reason: string;
  /** What leaves the cluster this way. */
  readonly data: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** On what ground data leave the European Union this way (RGPD, chapter V); absent where none do. */
  readonly transfer?: string;
  /** Systems that use it. */
  readonly readers: readonly string[];
}

type App = EnvironmentFile["push"]["apps"][number];

/** Apple's and Google's, where there is an app of theirs: nobody else makes their telephones ring. */
function pushProviders({ transfer, apps }: EnvironmentFile["push"]): Destination[] {
  const provider = (kind: App["kind"], id: string, host: string, reason: string, data: string): Destination[] =>
    apps.some((app) => app.kind === kind)
      ? [
          {
            id,
            host,
            port: 443,
            through: "border",
            addresses: [],
            reason,
            data,
            country: "US",
            transfer,
            readers: ["push-gateway"],
          },
        ]
      : [];
  const ids =
    "device tokens, ids of rooms and events, counts of unread messages; names of sender and room too where an app's pusher is not event_id_only; never what is written";
  return [
    ...provider("apns", "push-apple", "api.push.apple.com", "telephones of Apple's ring", ids),
    ...provider("gcm", "push-google", "fcm.googleapis.com", "telephones with Google's services ring", ids),
    ...provider(
      "gcm",
      "push-google-token",
      "oauth2.googleapis.com",
      "Google's tokens for the former",
      "a signed claim of the service account",
    ),
  ];
}

/** Every destination outside the cluster, declared once; the border's list and all egress are derived from it. */
export function destinations(environment: EnvironmentFile, federation: Federation): Destination[] {
  const { mail, identityProvider, backup, mediaCopy, push, antivirus, logs, edge, turn } = environment;
  const through = "border" as const;
  const store = new URL(backup.endpoint);
  const copy = new URL(mediaCopy.endpoint);
  return [
    {
      id: "identity-provider",
      host: identityProvider.host,
      port: 443,
      through,
      addresses: [],
      reason: "agents sign in with ProConnect",
      data: "authorization codes, identity claims",
      country: identityProvider.country,
      readers: ["homeserver", "authentication"],
    },
    {
      id: "backup-store",
      host: store.hostname,
      port: Number(store.port || 443),
      through,
      addresses: [],
      reason: "base backups and WAL leave the failure domain",
      data: "backups of databases and of the identity server's bindings",
      country: backup.country,
      readers: ["postgres", "identity-server"],
    },
    {
      id: "media-copy",
      host: copy.hostname,
      port: Number(copy.port || 443),
      through,
      addresses: [],
      reason: "media files leave the failure domain",
      data: "media files, encrypted by clients in encrypted rooms",
      country: mediaCopy.country,
      readers: ["media-copy"],
    },
    {
      id: "mail-relay",
      host: mail.relay,
      port: mail.port,
      through: "direct",
      addresses: mail.addresses,
      reason: "invitations and reminders",
      data: "e-mail addresses, invitation links",
      country: mail.country,
      readers: ["homeserver", "identity-server"],
    },
    {
      id: "log-store",
      host: logs.host,
      port: logs.port,
      through: "direct",
      addresses: logs.addresses,
      reason: `logs are kept ${logs.retentionMonths} months apart from what they are about`,
      data: "logs: who asked what when, addresses of clients, names of accounts; never contents of messages",
      country: logs.country,
      readers: ["log-collector"],
    },
    {
      id: "antivirus-signatures",
      host: antivirus.signatures,
      port: 443,
      through,
      addresses: [],
      reason: "signatures of viruses, several times a day",
      data: "none: public files are read",
      country: antivirus.country,
      ...(antivirus.country === "FR" ? {} : { transfer: "no personal data: public files are read" }),
      readers: ["antivirus"],
    },
    {
      id: "push-gateway",
      host: push.host,
      port: 443,
      through,
      addresses: [],
      reason: "apps name the push gateway by its public host",
      data: "device tokens, ids of rooms and events",
      country: edge.country,
      readers: ["homeserver"],
    },
    {
      id: "own-edge",
      host: `*.${environment.domain}`,
      port: 443,
      through: "direct",
      addresses: edge.addresses.map((address) => `${address}/32`),
      reason:
        "a homeserver asks the identity server by its own public host, that asks homeservers who somebody is, and checks ask what agents ask",
      data: "e-mail addresses that are invited; names of checks",
      country: edge.country,
      readers: ["homeserver", "identity-server", "synthetic-checks"],
    },
    {
      id: "own-relays",
      host: `*.${environment.domain}`,
      port: 443,
      through: "direct",
      addresses: turn.relays.map(({ address }) => `${address}/32`),
      reason: "checks begin TLS with each relay as a client would",
      data: "none: a connection is opened and closed",
      country: turn.country,
      readers: ["synthetic-checks"],
    },
    ...pushProviders(push),
    ...federation.peers.flatMap((peer) => {
      const common = { port: 443, through, addresses: [], country: peer.country, readers: ["homeserver"] };
      return [
        // A server's name leads to its host by /.well-known/matrix/server, asked at the name itself.
        {
          ...common,
          id: `well-known-${peer.serverName}`,
          host: peer.serverName,
          reason: `finding ${peer.reason}`,
          data: "none: a public file is read",
        },
        {
          ...common,
          id: `federation-${peer.serverName}`,
          host: peer.host,
          reason: `federation with ${peer.reason}`,
          data: "room events, keys, media",
        },
      ];
    }),
  ];
}
