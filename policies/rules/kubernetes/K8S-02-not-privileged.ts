import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-02",
  title: { fr: "Aucun conteneur privilégié", en: "No container is privileged" },
  why: "Un conteneur privilégié est root sur le nœud : il lit la mémoire et les volumes de tous les périmètres qui y tournent.",
  remedy: "Retirez privileged, procMount et hostProcess du gabarit, conteneurs d'initialisation compris.",
  severity: "critical",
  controls: ["CIS:5.2.2", "CIS:5.2.10", "CKV:CKV_K8S_16"],
  waivable: false,
  match: "workloads",
  validations: [
    {
      at: "containers[].securityContext.privileged",
      cel: "variables.containers.all(c, c.?securityContext.?privileged.orValue(false) == false)",
    },
    {
      at: "containers[].securityContext.procMount",
      cel: 'variables.containers.all(c, c.?securityContext.?procMount.orValue("Default") == "Default")',
    },
    {
      at: "securityContext.windowsOptions.hostProcess",
      cel: "variables.pod.?securityContext.?windowsOptions.?hostProcess.orValue(false) == false && variables.containers.all(c, c.?securityContext.?windowsOptions.?hostProcess.orValue(false) == false)",
    },
  ],
});
