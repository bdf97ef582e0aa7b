import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-10",
  title: { fr: "Système de fichiers racine en lecture seule", en: "Every container has a read-only root filesystem" },
  why: "Un attaquant ne peut pas déposer d'outil dans un conteneur qu'il ne peut pas écrire.",
  remedy: "Écrivez readOnlyRootFilesystem: true et montez un emptyDir borné là où le programme écrit.",
  severity: "medium",
  controls: [
    "CKV:CKV_K8S_22",
    "CIS:5.6.3",
    "PA012:R19",
    "PA075:R35",
    "PA075:R42",
    "PSSIE:EXP-CONFIG",
    "PSSIE:EXP-CI-LTA",
  ],
  match: "workloads",
  validations: [
    {
      at: "containers[].securityContext.readOnlyRootFilesystem",
      cel: "variables.containers.all(c, c.?securityContext.?readOnlyRootFilesystem.orValue(false) == true)",
    },
  ],
});
