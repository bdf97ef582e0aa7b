import { planRule } from "../../rule";
import { absent, checkSettings, exactly, off } from "./settings";

export default planRule({
  id: "SYN-08",
  title: { fr: "Aucun contenu ni mesure ne part chez un tiers", en: "No message content and no telemetry leaks" },
  why: "Par défaut, Synapse met le texte des messages dans les notifications d'Apple et Google ; ses statistiques, ses erreurs, ses traces et ses courriels de rappel peuvent en emporter aussi.",
  remedy: "Dans stacks/homeserver/config.ts, rétablissez les réglages nommés.",
  severity: "high",
  controls: ["PSSIE:EXP-PROT-INF", "SNC:12.14.a", "SNC:19.6.c"],
  looksAt: "push, notification mail and telemetry settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      ...exactly(false, "push.include_content"),
      ...off("email.enable_notifs", "report_stats", "opentracing.enabled"),
      ...absent("sentry"),
    ]),
});
