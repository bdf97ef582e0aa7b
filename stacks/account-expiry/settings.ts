import { createHash } from "node:crypto";
import { exemptFromExpiry } from "../../fleet/exemptions";
import type { Perimeter, Shard } from "../../fleet/fleet";
import { ADMIN_CLIENT_ID, adminEndpoint } from "../authentication/places";
import { PATHS } from "./places";

/** What `tchap_synapse.account_expiry` reads, by its own names. */
interface ExpirySettings {
  endpoint: string;
  client_id: string;
  client_secret_path: string;
  /** Calendar months without activity after which an account is locked. */
  expiry_months: number;
  /** Calendar months after that, after which it is deactivated. */
  deactivation_months: number;
  /** Accounts with an address of one of these never expire. */
  exempt_domains: string[];
  page_size: number;
  requests_per_second: number;
  /** Accounts that one run may lock or deactivate. */
  most_changes: number;
}

/** Four months between expiry and deletion (public notes on Tchap's account validity policy). */
const DEACTIVATION_MONTHS = 4;

/** MAS has no limit on a page; a hundred accounts are some 40 KiB. Assumption. */
const PAGE_SIZE = 100;

/** Most accounts cost one request: the 166 000 of the largest shards take 2.5 hours, of the 6 that a run has. Assumption. */
const REQUESTS_PER_SECOND = 20;

/**
 * One account in a hundred a night, at least 50: in a steady year far fewer expire, and a fault in what is known of
 * activity must not lock an administration out. More is an error that somebody looks at. Assumption.
 */
function mostChanges(registered: number): number {
  return Math.max(50, Math.ceil(registered / 100));
}

/** Whether a shard's accounts expire by this job: MAS owns them, and not everybody is exempt. */
export function expires(perimeter: Pick<Perimeter, "features" | "exemptions">): boolean {
  return perimeter.features.signIn === "mas" && exemptFromExpiry(perimeter) !== "all";
}

export function expirySettings(perimeter: Perimeter, shard: Shard): ExpirySettings {
  const exempt = exemptFromExpiry(perimeter);
  return {
    endpoint: adminEndpoint(shard.namespace),
    client_id: ADMIN_CLIENT_ID,
    client_secret_path: `${PATHS.adminClient}/client-secret`,
    expiry_months: perimeter.features.accountExpiryMonths,
    deactivation_months: DEACTIVATION_MONTHS,
    exempt_domains: exempt === "all" ? [] : [...exempt],
    page_size: PAGE_SIZE,
    requests_per_second: REQUESTS_PER_SECOND,
    most_changes: mostChanges(shard.registered),
  };
}

/** Minutes of the night, from 00:00 UTC, over which the shards' runs are spread: four hours. */
const NIGHT_MINUTES = 240;

/** Every night at a minute that the shard's name decides, so that shards do not all begin at once. */
export function schedule(shard: string): string {
  const minute = createHash("sha256").update(shard).digest().readUInt32BE(0) % NIGHT_MINUTES;
  return `${minute % 60} ${Math.floor(minute / 60)} * * *`;
}
