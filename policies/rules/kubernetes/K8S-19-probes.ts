import { objectRule } from "../../rule";

/** A probe that asks something: an empty one is none. */
const asks = (probe: string) =>
  ["httpGet", "tcpSocket", "exec", "grpc"].map((way) => `has(c.${probe}.${way})`).join(" || ");
const has = (probe: string) => `has(c.${probe}) && (${asks(probe)})`;

export default objectRule({
  id: "K8S-19",
  title: {
    fr: "Chaque conteneur qui dure dit s'il est prêt et s'il vit",
    en: "Every long-running container has a readiness and a liveness probe",
  },
  why: "Sans sonde, Kubernetes envoie des requêtes à un processus qui démarre encore, et garde celui qui est bloqué.",
  remedy:
    "Ajoutez readinessProbe, et livenessProbe ou startupProbe. Une tâche (Job, CronJob) et un conteneur d'initialisation n'en ont pas besoin : ils finissent.",
  severity: "medium",
  controls: ["CKV:CKV_K8S_8", "CKV:CKV_K8S_9"],
  match: [{ group: "apps", kinds: ["Deployment", "StatefulSet", "DaemonSet"] }],
  validations: [
    {
      at: "containers[].readinessProbe",
      cel: `variables.pod.containers.all(c, ${has("readinessProbe")})`,
    },
    {
      at: "containers[].livenessProbe",
      cel: `variables.pod.containers.all(c, (${has("livenessProbe")}) || (${has("startupProbe")}))`,
    },
  ],
});
