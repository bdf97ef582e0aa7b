import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-01",
  title: {
    fr: "Espaces de noms au niveau « restricted », version figée",
    en: "Namespaces enforce restricted pod security at a pinned version",
  },
  why: "Sans cette étiquette, le cluster accepte un conteneur privilégié ; sans version, une mise à niveau change la règle sans que personne ne l'ait jugée.",
  remedy: "L'espace de noms vient de stacks/tenant.ts : rétablissez les étiquettes pod-security.kubernetes.io.",
  severity: "high",
  controls: ["CIS:5.2.1", "CIS:5.2.2", "CIS:5.2.6", "CIS:5.2.10", "CIS:5.6.2", "PA075:R6"],
  waivable: "on the node",
  match: { group: "", kinds: ["Namespace"] },
  // From 1.34, the oldest version in use here: an older standard asks for less.
  validations: [
    { at: "metadata.labels", cel: 'object.metadata.labels["pod-security.kubernetes.io/enforce"] == "restricted"' },
    {
      at: "metadata.labels",
      cel: 'object.metadata.labels["pod-security.kubernetes.io/enforce-version"].matches(r"^v1\\.(3[4-9]|[4-9][0-9])$")',
    },
  ],
});
