import { objectRule } from "../../rule";

/** All but those that `kubectl debug` adds to a running pod: Kubernetes lets these have no size. */
const SIZED = "(variables.pod.?initContainers.orValue([]) + variables.pod.?containers.orValue([]))";

const RESOURCES = ["cpu", "memory"];

/** What a container asks for or may have, nothing where it does not say. */
const amount = (which: string, name: string) => `quantity(string(c.?resources.?${which}.?${name}.orValue("0")))`;

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
      cel: `${SIZED}.all(c, ${RESOURCES.map((name) => `${amount("requests", name)}.isGreaterThan(quantity("0"))`).join(" && ")})`,
    },
    {
      at: "containers[].resources",
      cel: `${SIZED}.all(c, ${RESOURCES.map((name) => `!${amount("limits", name)}.isLessThan(${amount("requests", name)})`).join(" && ")})`,
    },
  ],
});
