import { exemptFromExpiry } from "../../fleet/exemptions";
import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";

/** A module that Synapse loads (Synapse manual, modules); all are in images/synapse. */
export interface ModuleSetting {
  module: string;
  config: Record<string, unknown>;
}

/** Server names of the perimeters for externals: closed where a room is restricted to agents. */
function externalServers(fleet: Fleet): string[] {
  return fleet.perimeters
    .filter(({ role }) => role === "externals")
    .flatMap(({ shards }) => shards.map(({ serverName }) => serverName))
    .sort();
}

/** Days of whole months, a little more than the longest of them take. */
const days = (months: number) => `${Math.ceil(months * 30.44)}d`;

/** Accounts end where Synapse owns sign-in by this module; where the authentication service does, by a job of ours. */
function accountValidity(perimeter: Perimeter): ModuleSetting[] {
  const exempt = exemptFromExpiry(perimeter);
  if (perimeter.features.signIn === "mas" || exempt === "all") return [];
  return [
    {
      module: "tchap_synapse.account_validity.AccountValidity",
      config: {
        period: days(perimeter.features.accountExpiryMonths),
        // Two months before the end, as in Tchap (public notes: mail at 11 of 13 months and two reminders); the days of
        // the reminders are an assumption.
        reminders: [days(2), "30d", "7d"],
        ...(exempt.length > 0 ? { exempt_email_domains: [...exempt] } : {}),
      },
    },
  ];
}

/** The modules of one shard, in the order in which Synapse asks them. */
export function modules(fleet: Fleet, perimeter: Perimeter, shard: Shard): ModuleSetting[] {
  const servers = externalServers(fleet);
  return [
    // On every shard: the externals' own refuses what they start, the others what arrives from it all the same.
    ...servers.map((server_name) => ({ module: "tchap_synapse.externals.Externals", config: { server_name } })),
    {
      module: "room_access_rules.RoomAccessRules",
      config: {
        // Every homeserver's host answers for the identity server, as Tchap's clients expect.
        id_server: shard.host,
        domains_forbidden_when_restricted: servers,
      },
    },
    ...accountValidity(perimeter),
  ];
}
