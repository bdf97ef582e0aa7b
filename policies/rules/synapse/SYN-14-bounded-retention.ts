import { at } from "../../../plan/vocabulary";
import { planRule } from "../../rule";
import { absentOrAtLeast, absentOrAtMost, atLeast, atMost } from "./measures";
import { absent, checkSettings, isOff, type Setting } from "./settings";

/** What Synapse deletes of messages is gone for good, for every agent: a year, as Tchap's first client for Android
 *  knows it (DinumUtils.kt of 2019, public code). That as a floor is an assumption. */
const LEAST = "365d";

/** Bounds below which no message is deleted. */
const MESSAGES: readonly Setting[] = [
  absentOrAtLeast("retention.default_policy.max_lifetime", LEAST),
  // Shortens what rooms ask for.
  absentOrAtLeast("retention.allowed_lifetime_max", LEAST),
  // Otherwise a room may ask for less than anybody takes to read: a day. Assumption.
  atLeast("retention.allowed_lifetime_min", "1d"),
];

/** These where messages are deleted at all. */
function wherePurged(config: unknown, settings: readonly Setting[]): readonly Setting[] {
  return isOff(at(config, "retention", "enabled")) ? [] : settings;
}

export default planRule({
  id: "SYN-14",
  title: {
    fr: "Copies, adresses IP et salons quittés conservés un temps borné, messages assez longtemps",
    en: "Copies, addresses and rooms that all left are kept for a bounded time, messages for long enough",
  },
  why: "Ce qui ne sert plus se perd le mieux en n'étant pas conservé ; sans réglage, Synapse garde les médias des autres serveurs et les salons quittés pour toujours. À l'inverse, une durée de vie trop courte, ou un nombre sans unité (des millisecondes), efface les messages sans retour. Règle propre, au titre du RGPD.",
  remedy: "Dans stacks/homeserver/config.ts, gardez les durées dans les bornes de la règle, avec leur unité.",
  severity: "medium",
  controls: ["SNC:19.5.a", "own"],
  looksAt: "retention settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, ({ config }) => [
      // Another shard's file is fetched again when asked for: half a year of copies is plenty. Assumption.
      atMost("media_retention.remote_media_lifetime", "180d"),
      // Addresses of agents' homes: the lower end of the six to twelve months that the CNIL takes for logs (2021-122).
      absentOrAtMost("user_ips_max_age", "180d"),
      // Nobody of the shard is in such a room any more: a quarter, for whoever asks for something back. Assumption.
      atMost("forgotten_room_retention_period", "90d"),
      // What an author deleted: long enough for an abuse report to be looked into. Assumption.
      absentOrAtMost("redaction_retention_period", "30d"),
      // Files that agents sent: deleted for good, beside the messages that show them.
      ...absent("media_retention.local_media_lifetime"),
      ...wherePurged(config, MESSAGES),
    ]),
});
