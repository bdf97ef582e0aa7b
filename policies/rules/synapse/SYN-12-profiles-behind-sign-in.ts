import { planRule } from "../../rule";
import { checkSettings, exactly, off } from "./settings";

export default planRule({
  id: "SYN-12",
  title: {
    fr: "Profils derrière l'authentification, appareils cachés",
    en: "Profiles ask for a sign-in, device names stay hidden",
  },
  why: "Par défaut, quiconque connaît un identifiant lit le nom et la photo d'un agent ; un nom d'appareil dit ce qu'il emporte. Règle propre, au titre du RGPD.",
  remedy:
    "Dans stacks/homeserver/config.ts, laissez require_auth_for_profile_requests à true et allow_device_name_lookup_over_federation à false.",
  severity: "medium",
  controls: ["SNC:19.5.a", "own"],
  looksAt: "profile and device name settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      ...exactly(true, "require_auth_for_profile_requests"),
      ...off("allow_device_name_lookup_over_federation"),
    ]),
});
