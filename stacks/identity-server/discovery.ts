import type { Fleet, Shard } from "../../fleet/fleet";

/** Where an address leads: the server name of a shard, and whether a new account there needs an invitation. */
interface Lead {
  hs: string;
  requires_invite: boolean;
}

/** Sydent's info.yaml (branch dinsic, docs/info.md): the first pattern that matches an address decides. */
export interface Discovery {
  medium: { email: { entries: Record<string, Lead>; patterns: Record<string, Lead>[] } };
}

/**
 * What stands before the @: as strictly as sign-in reads it (images/synapse, tchap_synapse.email_address), so that no
 * address leads where nobody gets in with it. Without quotes, comments, spaces, %, ! or a second @.
 */
const LOCAL = String.raw`[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*`;

/** Anything at all, line breaks included. */
const ANYTHING = String.raw`(?s:.*)\Z`;

const escaped = (text: string) => text.toLowerCase().replace(/[^a-z0-9@-]/g, String.raw`\$&`);

/**
 * Upper and lower case are the same, in ASCII only: with Python's Unicode rules `i` would also be U+0130 and U+0131, `s`
 * U+017F and `k` U+212A, all of which make other domains. `\Z`, because the servlet adds `$`, which a line break may follow.
 */
const whole = (pattern: string) => String.raw`(?ai:${pattern})\Z`;

/** The pattern of one e-mail domain: exactly this one, none below it. */
export const domainPattern = (domain: string): string => whole(`${LOCAL}@${escaped(domain)}`);

const lead = (shard: Shard, requiresInvite: boolean): Lead => ({
  hs: shard.serverName,
  requires_invite: requiresInvite,
});

const byKey = (patterns: readonly (readonly [string, Lead])[]): Record<string, Lead>[] =>
  [...patterns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pattern, where]) => ({ [pattern]: where }));

/**
 * Which shard each address leads to: exact addresses, then one pattern for each domain, then the externals' shard for
 * everybody else, by invitation. Exact addresses are patterns too, ahead of the others: an entry tells A from a.
 *
 * A perimeter under notice is served until its convention ends. A suspended one keeps its addresses: they would else
 * lead to the externals' shard, past the suspension, and agents who sign in on another telephone with them; the border
 * is what closes it, and nothing restarts for it. A closed one has no shard left: its agents may be invited as anybody.
 */
export function discovery(fleet: Pick<Fleet, "perimeters">): Discovery {
  const live = fleet.perimeters.filter(({ state }) => state !== "closed");
  const shards = live.flatMap(({ role, shards: own }) =>
    own.map((shard) => ({ shard, byInvitation: role === "externals" })),
  );
  const addresses = shards.flatMap(({ shard, byInvitation }) =>
    shard.emailAddresses.map((address) => [whole(escaped(address)), lead(shard, byInvitation)] as const),
  );
  const domains = shards.flatMap(({ shard, byInvitation }) =>
    shard.emailDomains.map((domain) => [domainPattern(domain), lead(shard, byInvitation)] as const),
  );
  const [externals] = shards.filter(({ byInvitation }) => byInvitation);
  const others = externals === undefined ? [] : [{ [ANYTHING]: lead(externals.shard, true) }];
  return { medium: { email: { entries: {}, patterns: [...byKey(addresses), ...byKey(domains), ...others] } } };
}
