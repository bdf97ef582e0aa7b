import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-14",
  title: {
    fr: "Aucun droit « * » sur l'API, aucun rôle de tout le cluster",
    en: "No role has a wildcard, and no binding gives a role of the whole cluster or an account of others",
  },
  why: "Un droit « * » donne aussi ce que Kubernetes ajoutera demain ; cluster-admin, même lié dans un seul espace, y donne tout, secrets compris.",
  remedy:
    "Dans le Role, nommez groupes, ressources et verbes un à un ; liez un Role du même espace à un seul compte de service.",
  severity: "critical",
  controls: [
    "CIS:5.1.1",
    "CIS:5.1.3",
    "CIS:5.1.7",
    "PSSIE:EXP-DROITS",
    "CIS:5.1.9",
    "CKV:CKV_K8S_42",
    "CKV:CKV_K8S_49",
    "PA075:R41",
    "PSSIE:EXP-DOM-RESTADMIN",
    "PSSIE:EXP-DOM-LIMITSERV",
    "PSSIE:EXP-CI-ADMIN",
    "SNC:9.3.b",
    "SNC:9.7.c",
  ],
  waivable: false,
  match: { group: "rbac.authorization.k8s.io", kinds: ["Role", "RoleBinding"] },
  validations: [
    {
      at: "rules",
      cel: 'object.kind != "Role" || object.rules.all(r, ["apiGroups", "resources", "verbs"].all(part, r[part].size() > 0 && r[part].all(each, !each.contains("*"))))',
    },
    { at: "roleRef", cel: 'object.kind != "RoleBinding" || object.roleRef.kind == "Role"' },
    // Groups and users are not the plan's: nobody can tell who is in them.
    {
      at: "subjects",
      cel: 'object.kind != "RoleBinding" || (object.subjects.size() == 1 && object.subjects.all(s, s.kind == "ServiceAccount" && s.name != "default" && s.namespace != ""))',
    },
  ],
});
