import { planRule } from "../../rule";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-07",
  title: { fr: "Salons privés chiffrés par défaut", en: "Private rooms are encrypted by default" },
  why: "Par défaut, Synapse ne chiffre aucun salon : les messages privés seraient lisibles sur le serveur et dans ses sauvegardes.",
  remedy: "Dans stacks/homeserver/config.ts, laissez encryption_enabled_by_default_for_room_type à invite.",
  severity: "high",
  controls: ["PSSIE:EXP-PROT-INF", "PA075:R20"],
  looksAt: "encryption_enabled_by_default_for_room_type of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      {
        field: "encryption_enabled_by_default_for_room_type",
        right: (value) => value === "invite" || value === "all",
        must: "invite or all",
      },
    ]),
});
