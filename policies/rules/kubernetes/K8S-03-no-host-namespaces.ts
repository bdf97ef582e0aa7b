import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-03",
  title: {
    fr: "Aucun espace du nœud partagé",
    en: "No pod shares the node's network, processes, IPC or kernel settings",
  },
  why: "Sur le réseau du nœud, aucune politique réseau ne s'applique au pod ; parmi ses processus, il lit les secrets des autres.",
  remedy: "Retirez hostNetwork, hostPID, hostIPC et sysctls du gabarit.",
  severity: "critical",
  controls: ["CIS:5.2.3", "CIS:5.2.4", "CIS:5.2.5", "CKV:CKV_K8S_17", "CKV:CKV_K8S_18", "CKV:CKV_K8S_19"],
  waivable: "on the node",
  match: "workloads",
  validations: [
    { at: "spec.hostNetwork", cel: "variables.pod.?hostNetwork.orValue(false) == false" },
    { at: "spec.hostPID", cel: "variables.pod.?hostPID.orValue(false) == false" },
    { at: "spec.hostIPC", cel: "variables.pod.?hostIPC.orValue(false) == false" },
    { at: "spec.securityContext.sysctls", cel: "variables.pod.?securityContext.?sysctls.orValue([]).size() == 0" },
  ],
});
