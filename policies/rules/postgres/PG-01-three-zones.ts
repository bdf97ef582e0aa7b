import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-01",
  title: {
    fr: "PostgreSQL : trois instances, une par zone",
    en: "PostgreSQL has three instances, required one a zone",
  },
  why: "Avec l'anti-affinité « preferred » (défaut de CloudNativePG), deux instances peuvent tomber avec la même zone.",
  remedy:
    "Dans charts/shard-data, écrivez instances: 3, podAntiAffinityType: required et topologyKey: topology.kubernetes.io/zone.",
  severity: "high",
  controls: ["SNC:17.4.a", "PSSIE:PCA-PROC"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    { at: "spec.instances", cel: "object.spec.instances >= 3" },
    {
      at: "spec.affinity",
      cel: 'object.spec.affinity.enablePodAntiAffinity == true && object.spec.affinity.podAntiAffinityType == "required" && object.spec.affinity.topologyKey == "topology.kubernetes.io/zone"',
    },
  ],
});
