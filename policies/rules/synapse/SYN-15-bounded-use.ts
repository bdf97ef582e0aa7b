import { at, type Homeserver, homeservers } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";
import { bytes } from "./measures";

/** The loosest limit that a setting may have: actions a second, and how many at once. */
interface Baseline {
  readonly perSecond: number;
  readonly burst: number;
}

const most = (perSecond: number, burst: number): Baseline => ({ perSecond, burst });

/**
 * Synapse's own defaults (synapse/config/ratelimiting.py, 1.163), looser only where a comment says why. A setting that
 * is absent has the default.
 */
const BASELINE: Readonly<Record<string, Baseline>> = {
  rc_message: most(0.2, 10),
  rc_registration: most(0.17, 3),
  rc_registration_token_validity: most(0.1, 5),
  // Thousands of agents leave their administration through one address: an hour's arrivals of the largest, all at once.
  "rc_login.address": most(2, 200),
  "rc_login.account": most(0.003, 5),
  "rc_login.failed_attempts": most(0.17, 3),
  // By default moderators' redactions count as messages; the manual's example.
  rc_admin_redaction: most(1, 50),
  "rc_joins.local": most(0.1, 10),
  "rc_joins.remote": most(0.01, 10),
  rc_joins_per_room: most(1, 10),
  rc_key_requests: most(20, 100),
  rc_3pid_validation: most(0.003, 5),
  "rc_invites.per_room": most(0.3, 10),
  "rc_invites.per_user": most(0.003, 5),
  "rc_invites.per_issuer": most(0.3, 10),
  rc_third_party_invite: most(0.0025, 5),
  rc_media_create: most(10, 50),
  "rc_presence.per_user": most(0.1, 1),
  rc_delayed_event_mgmt: most(1, 5),
  rc_room_creation: most(0.016, 10),
  rc_reports: most(1, 5),
  rc_user_directory: most(0.016, 200),
};

/** Twice Synapse's default of 50M: larger files pass through every process on the way whole. Assumption. */
const MOST_UPLOAD = "100M";

function members(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function isWithin(value: unknown, bound: number): boolean {
  return value === undefined || (typeof value === "number" && 0 <= value && value <= bound);
}

/** Limits below a name, by their full names: groups of limits taken apart. */
function limits(name: string, value: unknown): [string, unknown][] {
  const isGroup = Object.keys(BASELINE).some((known) => known.startsWith(`${name}.`));
  return isGroup && members(value).length > 0
    ? members(value).map(([inner, each]) => [`${name}.${inner}`, each])
    : [[name, value]];
}

function faults(name: string, value: unknown): string[] {
  const baseline = BASELINE[name];
  if (baseline === undefined) return ["is no limit that this rule knows"];
  if (typeof value !== "object" || value === null) return ["is no limit at all"];
  const { perSecond, burst } = baseline;
  const strange = members(value).filter(([member]) => !["per_second", "burst_count"].includes(member));
  return [
    ...strange.map(([member]) => `has ${member}, which Synapse does not read`),
    ...(isWithin(at(value, "per_second"), perSecond) ? [] : [`lets more than ${perSecond} a second pass`]),
    ...(isWithin(at(value, "burst_count"), burst) ? [] : [`lets more than ${burst} at once pass`]),
  ];
}

function loose({ planned, config }: Homeserver): Remark[] {
  const named = members(config)
    .filter(([name]) => /^(?:rc|federation_rc)_/.test(name))
    .flatMap(([name, value]) => limits(name, value));
  const upload = at(config, "max_upload_size");
  const size = upload === undefined ? 0 : bytes(upload);
  const tooLarge = size === undefined || size > (bytes(MOST_UPLOAD) ?? 0);
  return [
    ...named.flatMap(([name, value]) => faults(name, value).map((fault) => remark(planned, name, `${fault}.`))),
    ...(tooLarge
      ? [remark(planned, "max_upload_size", `is ${String(upload)}; it must be at most ${MOST_UPLOAD}.`)]
      : []),
  ];
}

export default planRule({
  id: "SYN-15",
  title: {
    fr: "Cadences au plus celles de référence, fichiers bornés",
    en: "Limits are no looser than the baseline, and uploads bounded",
  },
  why: "Les cadences arrêtent qui essaie des mots de passe, des jetons ou des adresses ; un fichier sans borne remplit le volume de tous.",
  remedy: "Dans stacks/homeserver/config.ts, restez sous la table de la règle, ou motivez-y une borne plus large.",
  severity: "medium",
  controls: ["SNC:9.5.b", "PSSIE:EXP-DOM-PASS"],
  looksAt: "rate limits and upload size of every homeserver.yaml",
  check: (plan) => ({ looked: plannedOf(homeservers(plan)), findings: homeservers(plan).flatMap(loose) }),
});
