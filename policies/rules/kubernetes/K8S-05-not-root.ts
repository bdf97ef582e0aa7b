import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-05",
  title: { fr: "Aucun conteneur n'est root", en: "No container runs as root" },
  why: "Une évasion de conteneur depuis root donne root sur le nœud.",
  remedy: "Dans le gabarit, écrivez runAsNonRoot: true et un runAsUser supérieur à 0.",
  severity: "high",
  controls: ["CIS:5.2.7", "CIS:5.6.3", "CKV:CKV_K8S_23", "CKV:CKV_K8S_29", "PSSIE:EXP-CONFIG"],
  waivable: "on the node",
  match: "workloads",
  validations: [
    {
      at: "spec.securityContext.runAsNonRoot",
      cel: "variables.pod.securityContext.runAsNonRoot == true && variables.containers.all(c, c.?securityContext.?runAsNonRoot.orValue(true) == true)",
    },
    {
      at: "spec.securityContext.runAsUser",
      cel: "variables.pod.securityContext.?runAsUser.orValue(1) > 0 && variables.containers.all(c, c.?securityContext.?runAsUser.orValue(1) > 0)",
    },
  ],
});
