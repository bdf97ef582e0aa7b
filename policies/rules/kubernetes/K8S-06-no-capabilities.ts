import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-06",
  title: { fr: "Toutes les capacités Linux retirées", en: "Every container drops all capabilities" },
  why: "Une capacité inutile est un pouvoir offert à qui prend le conteneur.",
  remedy: "Dans le gabarit, écrivez capabilities: { drop: [ALL] } et n'en rajoutez aucune.",
  severity: "high",
  controls: [
    "CIS:5.2.9",
    "CIS:5.2.8",
    "CIS:5.6.3",
    "CKV:CKV_K8S_25",
    "CKV:CKV_K8S_28",
    "CKV:CKV_K8S_37",
    "CKV:CKV_K8S_39",
    "PA075:R35",
    "PSSIE:RES-COUCHBAS",
    "PSSIE:EXP-CONFIG",
  ],
  waivable: "on the node",
  match: "workloads",
  validations: [
    {
      at: "containers[].securityContext.capabilities",
      cel: 'variables.containers.all(c, "ALL" in c.securityContext.capabilities.drop && c.securityContext.capabilities.?add.orValue([]).size() == 0)',
    },
  ],
});
