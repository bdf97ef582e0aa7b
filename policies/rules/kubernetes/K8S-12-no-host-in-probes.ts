import { objectRule } from "../../rule";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const HANDLERS = ["postStart", "preStop"];

/** True of a handler, by the expression that leads to it, that names no host of its own. */
const hostless = (handler: string) =>
  ["httpGet", "tcpSocket"].map((way) => `${handler}.?${way}.?host.orValue("") == ""`).join(" && ");

export default objectRule({
  id: "K8S-12",
  title: {
    fr: "Aucun hôte dans les sondes ni les crochets de cycle de vie",
    en: "No probe or lifecycle handler names a host",
  },
  why: "Une sonde qui vise un autre hôte fait envoyer par le nœud, donc hors de toute politique réseau, des requêtes que le pod ne pourrait pas faire. Exigé par le niveau restricted de Kubernetes 1.34. Règle propre : aucun contrôle publié n'en parle encore.",
  remedy: "Retirez host : la sonde vise alors le pod lui-même.",
  severity: "medium",
  controls: ["own"],
  match: "workloads",
  validations: [
    {
      at: "containers[].livenessProbe, readinessProbe, startupProbe",
      cel: `variables.containers.all(c, ${PROBES.map((probe) => hostless(`c.?${probe}`)).join(" && ")})`,
    },
    {
      at: "containers[].lifecycle",
      cel: `variables.containers.all(c, ${HANDLERS.map((moment) => hostless(`c.?lifecycle.?${moment}`)).join(" && ")})`,
    },
  ],
});
