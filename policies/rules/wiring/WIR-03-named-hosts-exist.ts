import { plannedOf, planRule, remark } from "../../rule";
import { destinationOf } from "./destinations";
import { namedHosts } from "./hosts";

export default planRule({
  id: "WIR-03",
  title: {
    fr: "Chaque hôte nommé dans une configuration existe, avec son port",
    en: "Every host that a configuration names is a Service or a pod of the plan, with that port",
  },
  why: "Un nom qui ne mène nulle part ne se voit qu'en marche : un processus attend sans fin celui qu'il appelle. Règle propre, entre objets.",
  remedy: "Corrigez le nom ou le port dans la configuration, ou ajoutez le Service (ou le pod) qu'elle nomme.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "every name of the cluster's DNS and every short name with a port in ConfigMaps, commands and environments, against the Services, the StatefulSets' pods and the PostgreSQL clusters",
  check: (plan) => {
    const all = namedHosts(plan);
    return {
      looked: plannedOf(all),
      findings: all.flatMap((named) => {
        const destination = destinationOf(plan, named);
        const shown = named.port === undefined ? named.host : `${named.host}:${named.port}`;
        return destination.kind === "nowhere"
          ? [remark(named.planned, named.field, `names ${shown}, but ${destination.why}.`)]
          : [];
      }),
    };
  },
});
