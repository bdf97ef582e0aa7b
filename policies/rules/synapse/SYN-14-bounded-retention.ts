import { planRule } from "../../rule";
import { absentOrAtMost, atMost } from "./measures";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-14",
  title: {
    fr: "Copies, adresses IP et salons quittés conservés un temps borné",
    en: "Copies, addresses and rooms that all left are kept for a bounded time",
  },
  why: "Ce qui ne sert plus se perd le mieux en n'étant pas conservé ; sans réglage, Synapse garde les médias des autres serveurs et les salons quittés pour toujours. Règle propre, au titre du RGPD.",
  remedy: "Dans stacks/homeserver/config.ts, gardez les durées sous les bornes de la règle.",
  severity: "medium",
  controls: ["own"],
  looksAt: "retention settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      // Another shard's file is fetched again when asked for: half a year of copies is plenty. Assumption.
      atMost("media_retention.remote_media_lifetime", "180d"),
      // Addresses of agents' homes: the lower end of the six to twelve months that the CNIL takes for logs (2021-122).
      absentOrAtMost("user_ips_max_age", "180d"),
      // Nobody of the shard is in such a room any more: a quarter, for whoever asks for something back. Assumption.
      atMost("forgotten_room_retention_period", "90d"),
      // What an author deleted: long enough for an abuse report to be looked into. Assumption.
      absentOrAtMost("redaction_retention_period", "30d"),
    ]),
});
