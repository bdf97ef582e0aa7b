import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-18",
  title: {
    fr: "Secrets montés comme fichiers, jamais en variables d'environnement",
    en: "Secrets reach containers as files, never as environment variables",
  },
  why: "Une variable d'environnement se lit dans un vidage mémoire, un journal d'erreur ou par tout processus enfant.",
  remedy: "Montez le Secret comme volume et donnez le chemin au programme.",
  severity: "medium",
  controls: ["CIS:5.4.1", "CKV:CKV_K8S_35", "PA075:R40", "PSSIE:EXP-CONF-AUTH"],
  match: "workloads",
  validations: [
    {
      at: "containers[].env",
      cel: "variables.containers.all(c, c.?env.orValue([]).all(e, !has(e.valueFrom) || !has(e.valueFrom.secretKeyRef)))",
    },
    {
      at: "containers[].envFrom",
      cel: "variables.containers.all(c, c.?envFrom.orValue([]).all(e, !has(e.secretRef)))",
    },
  ],
});
