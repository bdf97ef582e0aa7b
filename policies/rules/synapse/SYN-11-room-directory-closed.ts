import { at } from "../../../plan/vocabulary";
import { planRule } from "../../rule";
import { checkSettings, isOff, off } from "./settings";

export default planRule({
  id: "SYN-11",
  title: {
    fr: "Annuaire des salons fermé, ou ouvert à la seule fédération déclarée",
    en: "The room directory is closed, or open to the declared federation alone",
  },
  why: "Les noms et sujets des salons disent sur quoi travaille une administration. Règle propre : aucun référentiel ne parle d'annuaire de salons.",
  remedy:
    "Dans stacks/homeserver/config.ts, laissez allow_public_rooms_without_auth à false, et la liste blanche de fédération à côté de allow_public_rooms_over_federation.",
  severity: "medium",
  controls: ["PSSIE:EXP-PROFILS", "own"],
  looksAt: "room directory settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, ({ config }) => [
      ...off("allow_public_rooms_without_auth"),
      {
        field: "allow_public_rooms_over_federation",
        right: (value) => isOff(value) || (value === true && Array.isArray(at(config, "federation_domain_whitelist"))),
        must: "false, or true beside a federation whitelist",
      },
    ]),
});
