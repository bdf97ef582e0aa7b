import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-07",
  title: {
    fr: "Ni répertoire du nœud ni volume hors de la liste",
    en: "No host path: volumes are of the kinds that restricted pods may have",
  },
  why: "Un répertoire du nœud donne les journaux, les jetons et la socket du moteur de conteneurs de tous les pods voisins.",
  remedy: "Montez un configMap, un secret, un emptyDir ou un persistentVolumeClaim.",
  severity: "critical",
  controls: ["CIS:5.2.11", "CKV:CKV_K8S_27", "PA012:R26", "PA012:R26+", "PA012:R27", "SNC:9.7.c", "SNC:12.7.e"],
  waivable: "on the node",
  match: "workloads",
  validations: [
    {
      at: "spec.volumes",
      cel: 'variables.pod.?volumes.orValue([]).all(v, v.all(kind, kind in ["name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"]))',
    },
    {
      at: "containers[].volumeDevices",
      cel: "variables.containers.all(c, c.?volumeDevices.orValue([]).size() == 0)",
    },
  ],
});
