import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-11",
  title: { fr: "CPU et mémoire réservés et bornés", en: "Every container requests and limits CPU and memory" },
  why: "Sans borne, un serveur d'un périmètre prive de ressources ceux des autres ; sans réservation, il peut ne pas démarrer le jour d'un incident.",
  remedy: "Les tailles viennent de fleet/capacity/ ; donnez resources au conteneur.",
  severity: "medium",
  controls: ["CKV:CKV_K8S_10", "CKV:CKV_K8S_11", "CKV:CKV_K8S_12", "CKV:CKV_K8S_13"],
  match: "workloads",
  validations: [
    {
      at: "containers[].resources",
      cel: 'variables.containers.all(c, quantity(string(c.resources.requests.cpu)).isGreaterThan(quantity("0")) && quantity(string(c.resources.requests.memory)).isGreaterThan(quantity("0")))',
    },
    {
      at: "containers[].resources",
      cel: "variables.containers.all(c, !quantity(string(c.resources.limits.cpu)).isLessThan(quantity(string(c.resources.requests.cpu))) && !quantity(string(c.resources.limits.memory)).isLessThan(quantity(string(c.resources.requests.memory))))",
    },
  ],
});
