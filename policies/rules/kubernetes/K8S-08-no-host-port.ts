import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-08",
  title: { fr: "Aucun port ouvert sur le nœud", en: "No container opens a port of the node" },
  why: "Un port du nœud contourne la bordure et ses listes, et se dispute entre deux pods du même nœud.",
  remedy: "Retirez hostPort ; le trafic entre par le Service et la bordure.",
  severity: "high",
  controls: ["CIS:5.2.12", "CKV:CKV_K8S_26"],
  match: "workloads",
  validations: [
    {
      at: "containers[].ports[].hostPort",
      cel: "variables.containers.all(c, c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))",
    },
  ],
});
