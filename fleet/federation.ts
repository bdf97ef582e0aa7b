import type { EnvironmentFile } from "./schema/environment";
import type { PerimeterFile } from "./schema/perimeter";

/** A server that this environment's shards speak with. */
interface Peer {
  readonly serverName: string;
  readonly host: string;
  readonly country: string;
  readonly reason: string;
}

/** Who may speak with whom: every whitelist, key server, border list and well-known is derived from it. */
export interface Federation {
  /** Server names on every shard's whitelist: all shards, reserved names and partners, sorted; equal on every shard. */
  readonly whitelist: readonly string[];
  /** Servers asked for other servers' keys: none, each shard asks the owner itself. */
  readonly keyServers: readonly string[];
  /** Peers that the border lets through; a suspended or closed perimeter's shards are not among them. */
  readonly peers: readonly Peer[];
}

/** Public host of a shard. */
export function shardHost(environment: EnvironmentFile, serverName: string): string {
  return `${environment.edge.hostPrefix}.${serverName}`;
}

/** Public host of a shard's authentication service. */
export function authenticationHost(environment: EnvironmentFile, serverName: string): string {
  return `${environment.edge.authenticationPrefix}.${serverName}`;
}

/** The declaration, from the perimeters' shards and the environment's partners and reserved names. */
export function federation(environment: EnvironmentFile, perimeters: readonly PerimeterFile[]): Federation {
  const { partners, reserved } = environment.federation;
  const shards = perimeters.flatMap((perimeter) => perimeter.shards.map((shard) => ({ ...shard, perimeter })));
  const names = [...shards.map((shard) => shard.serverName), ...reserved, ...partners.map((each) => each.serverName)];
  const open = shards.filter(({ perimeter }) => perimeter.state === "active" || perimeter.state === "notice");
  const own = open.map(({ serverName, name }) => ({
    serverName,
    host: shardHost(environment, serverName),
    country: "FR",
    reason: `shard ${name} of this environment`,
  }));
  const peers = [...own, ...partners].sort((a, b) => (a.serverName < b.serverName ? -1 : 1));
  return { whitelist: [...new Set(names)].sort(), keyServers: [], peers };
}
