import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-15",
  title: {
    fr: "Aucun rôle ne parcourt les secrets ni n'en crée",
    en: "No role lists Secrets, reads any of them, or makes one",
  },
  why: "list et watch rendent les valeurs, get sans nom aussi ; qui crée un Secret de type jeton obtient celui de n'importe quel compte de l'espace.",
  remedy: "Montez le Secret comme fichier ; à défaut, nommez-le dans resourceNames avec le seul verbe get.",
  severity: "high",
  controls: [
    "CIS:5.1.2",
    "PSSIE:EXP-DROITS",
    "CKV:CKV2_K8S_5",
    "PA075:R41",
    "PSSIE:EXP-CONF-AUTH",
    "PSSIE:EXP-DOM-LIMITSERV",
  ],
  match: { group: "rbac.authorization.k8s.io", kinds: ["Role"] },
  validations: [
    {
      at: "rules",
      cel: 'object.rules.all(r, !r.resources.exists(each, each == "secrets" || each.startsWith("secrets/")) || r.verbs.all(verb, verb == "get"))',
    },
    {
      at: "rules",
      cel: 'object.rules.all(r, !r.resources.exists(each, each == "secrets" || each.startsWith("secrets/")) || r.?resourceNames.orValue([]).size() > 0)',
    },
  ],
});
