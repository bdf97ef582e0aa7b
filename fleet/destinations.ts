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
  /** Systems that use it. */
  readonly readers: readonly string[];
}

/** Every destination outside the cluster, declared once; the border's list and all egress are derived from it. */
export function destinations(environment: EnvironmentFile, federation: Federation): Destination[] {
  const { mail, identityProvider, backup, mediaCopy } = environment;
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
      data: "database backups",
      country: backup.country,
      readers: ["postgres"],
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
      readers: ["homeserver"],
    },
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
