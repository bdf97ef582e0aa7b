import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-09",
  title: { fr: "Appels système filtrés", en: "Every container's system calls are filtered" },
  why: "Sans profil seccomp, un conteneur compromis parle à tout le noyau, d'où viennent la plupart des évasions.",
  remedy: "Écrivez seccompProfile: { type: RuntimeDefault } dans le securityContext du pod.",
  severity: "high",
  controls: ["CIS:5.6.2", "CKV:CKV_K8S_31", "PA075:R6", "PA075:R35"],
  match: "workloads",
  validations: [
    {
      at: "securityContext.seccompProfile",
      cel: 'variables.containers.all(c, c.?securityContext.?seccompProfile.?type.orValue(variables.pod.?securityContext.?seccompProfile.?type.orValue("absent")) in ["RuntimeDefault", "Localhost"])',
    },
    {
      at: "securityContext.appArmorProfile",
      cel: 'variables.pod.?securityContext.?appArmorProfile.?type.orValue("RuntimeDefault") != "Unconfined" && variables.containers.all(c, c.?securityContext.?appArmorProfile.?type.orValue("RuntimeDefault") != "Unconfined")',
    },
  ],
});
