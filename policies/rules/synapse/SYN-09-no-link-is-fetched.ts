import { planRule } from "../../rule";
import { checkSettings, off } from "./settings";

export default planRule({
  id: "SYN-09",
  title: { fr: "Le serveur n'ouvre pas les liens des messages", en: "The server fetches no link of a message" },
  why: "Un aperçu fait ouvrir au serveur l'adresse que choisit n'importe quel auteur, réseau interne compris, et la lui montre. Règle propre : aucun référentiel ne parle d'aperçus.",
  remedy: "Dans stacks/homeserver/config.ts, laissez url_preview_enabled à false.",
  severity: "high",
  controls: ["PA075:R18", "own"],
  looksAt: "url_preview_enabled of every homeserver.yaml",
  check: (plan) => checkSettings(plan, off("url_preview_enabled")),
});
