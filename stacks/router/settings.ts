import type { Compute, Topology } from "../../fleet/capacity/topology";
import type { Shard } from "../../fleet/fleet";
import type { Addresses } from "./backends";
import type { Limits } from "./limits";
import type { SignIn } from "./routes";

/** Where the router runs: in its pods, or in a test that has other ports and addresses. */
export interface Place {
  /** Folder of the files below. */
  readonly folder: string;
  readonly publicPort: number;
  readonly federationPort: number;
  readonly metricsPort: number;
  /** Its own name in the cluster. */
  readonly name: string;
  readonly addresses: Addresses;
}

/** What a shard's router is made from. */
export interface RouterSettings {
  readonly shard: Pick<Shard, "serverName" | "host" | "authenticationHost">;
  readonly signIn: SignIn;
  readonly topology: Topology;
  readonly compute: Compute;
  readonly limits: Limits;
  /** Seconds that the edge lets a request wait for news. */
  readonly longPollSeconds: number;
}
