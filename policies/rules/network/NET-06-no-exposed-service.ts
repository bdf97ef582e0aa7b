import { objectRule } from "../../rule";

export default objectRule({
  id: "NET-06",
  title: { fr: "Aucun service exposé hors du bord", en: "No Service opens a port of its own to the outside" },
  why: "Un NodePort ou un LoadBalancer contourne la bordure, ses listes et ses journaux.",
  remedy: "Laissez type: ClusterIP ; le trafic entre par la bordure.",
  severity: "medium",
  controls: ["PSSIE:RES-ENTSOR"],
  match: { group: "", kinds: ["Service"] },
  validations: [
    { at: "spec.type", cel: 'object.spec.?type.orValue("ClusterIP") == "ClusterIP"' },
    { at: "spec.externalIPs", cel: "object.spec.?externalIPs.orValue([]).size() == 0" },
  ],
});
