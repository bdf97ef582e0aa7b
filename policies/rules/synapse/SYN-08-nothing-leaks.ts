import { planRule } from "../../rule";
import { checkSettings, isOff } from "./settings";

export default planRule({
  id: "SYN-08",
  title: { fr: "Aucun contenu ni profil ne fuit", en: "No message content and no profile leaks" },
  why: "Par défaut, Synapse met le texte des messages dans les notifications d'Apple et Google, montre les profils sans authentification et interroge un annuaire d'adresses ; ses statistiques, ses erreurs et ses traces peuvent partir chez un tiers.",
  remedy: "Dans stacks/homeserver/config.ts, rétablissez les réglages nommés.",
  severity: "high",
  controls: ["PSSIE:EXP-PROT-INF"],
  looksAt: "push, profile, preview, directory, telemetry and encryption settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      { field: "push.include_content", right: (value) => value === false, must: "false" },
      { field: "require_auth_for_profile_requests", right: (value) => value === true, must: "true" },
      { field: "allow_device_name_lookup_over_federation", right: isOff, must: "false" },
      { field: "allow_public_rooms_without_auth", right: isOff, must: "false" },
      { field: "enable_3pid_lookup", right: (value) => value === false, must: "false" },
      { field: "url_preview_enabled", right: isOff, must: "false" },
      { field: "report_stats", right: isOff, must: "false" },
      { field: "sentry", right: (value) => value === undefined, must: "absent" },
      { field: "opentracing.enabled", right: isOff, must: "false" },
      {
        field: "encryption_enabled_by_default_for_room_type",
        right: (value) => value === "invite" || value === "all",
        must: "invite or all",
      },
    ]),
});
