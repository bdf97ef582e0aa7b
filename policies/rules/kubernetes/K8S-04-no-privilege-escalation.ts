import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-04",
  title: { fr: "Pas d'élévation de privilèges", en: "No container may gain privileges" },
  why: "Un conteneur compromis ne doit pas pouvoir obtenir plus de droits que ceux qu'on lui a donnés.",
  remedy: "Dans le gabarit, écrivez allowPrivilegeEscalation: false, conteneurs d'initialisation compris.",
  severity: "high",
  controls: ["CIS:5.2.6", "CIS:5.6.3", "CKV:CKV_K8S_20", "CKV:CKV_K8S_30", "PA012:R19", "PA075:R35", "SNC:12.7.e"],
  match: "workloads",
  validations: [
    {
      at: "containers[].securityContext.allowPrivilegeEscalation",
      cel: "variables.containers.all(c, c.securityContext.allowPrivilegeEscalation == false)",
    },
  ],
});
