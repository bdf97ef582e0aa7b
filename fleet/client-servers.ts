import { type Fleet, liveShards } from "./fleet";

/** A homeserver as a client's configuration names it. */
export interface ClientServer {
  readonly base_url: string;
  readonly server_name: string;
}

/**
 * Homeservers that a client begins with: it asks any of them which one an address belongs to. In the form of
 * `homeserver_list`, as Tchap's web client has it (tchapgouv, public code).
 */
export function clientServers(fleet: Fleet): ClientServer[] {
  return liveShards(fleet).map(({ host, serverName }) => ({ base_url: `https://${host}`, server_name: serverName }));
}
