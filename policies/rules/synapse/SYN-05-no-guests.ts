import { planRule } from "../../rule";
import { absent, checkSettings, exactly, off } from "./settings";

export default planRule({
  id: "SYN-05",
  title: { fr: "Pas d'invités anonymes, relais d'appels compris", en: "No anonymous guests, calls' relay included" },
  why: "Un invité de Synapse n'a ni nom ni adresse : personne ne répond de lui ; le relais d'appels lui est ouvert par défaut.",
  remedy: "Dans stacks/homeserver/config.ts, laissez allow_guest_access et turn_allow_guests à false.",
  severity: "high",
  controls: ["PSSIE:EXP-ID-AUTH"],
  waivable: false,
  looksAt: "guest settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      ...off("allow_guest_access"),
      ...exactly(false, "turn_allow_guests"),
      ...absent("invite_3pid_guest"),
    ]),
});
