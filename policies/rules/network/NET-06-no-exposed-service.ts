import { objectRule } from "../../rule";

export default objectRule({
  id: "NET-06",
  title: { fr: "Aucun service exposé hors du bord", en: "No Service opens a port of its own to the outside" },
  why: "Un NodePort ou un LoadBalancer contourne la bordure, ses listes et ses journaux ; un ExternalName y fait sortir.",
  remedy: "Laissez type: ClusterIP ; le trafic entre par la bordure.",
  severity: "medium",
  controls: ["PSSIE:RES-ENTSOR", "SNC:9.6.d"],
  match: [
    { group: "", kinds: ["Service"] },
    { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  ],
  validations: [
    {
      at: "spec.type",
      cel: 'object.kind != "Service" || object.spec.?type.orValue("ClusterIP") == "ClusterIP"',
    },
    { at: "spec.externalIPs", cel: 'object.kind != "Service" || object.spec.?externalIPs.orValue([]).size() == 0' },
    // CloudNativePG makes these Services itself.
    {
      at: "spec.managed.services.additional",
      cel: 'object.kind != "Cluster" || object.spec.?managed.?services.?additional.orValue([]).all(s, s.serviceTemplate.spec.?type.orValue("ClusterIP") == "ClusterIP" && s.serviceTemplate.spec.?externalIPs.orValue([]).size() == 0)',
    },
  ],
});
