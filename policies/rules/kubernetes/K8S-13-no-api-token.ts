import { objectRule } from "../../rule";

export default objectRule({
  id: "K8S-13",
  title: {
    fr: "Compte de service dédié, sans jeton d'API",
    en: "A dedicated service account, and no API token in the pod",
  },
  why: "Un serveur Matrix n'a rien à demander à Kubernetes : un jeton monté ne servirait qu'à un intrus.",
  remedy:
    "Nommez un compte de service du locataire et écrivez automountServiceAccountToken: false, sans volume serviceAccountToken.",
  severity: "medium",
  controls: ["CIS:5.1.5", "CIS:5.1.6"],
  match: "workloads",
  validations: [
    { at: "spec.automountServiceAccountToken", cel: "variables.pod.automountServiceAccountToken == false" },
    {
      at: "spec.serviceAccountName",
      cel: 'variables.pod.serviceAccountName != "default" && variables.pod.serviceAccountName != ""',
    },
    {
      at: "spec.volumes[].projected",
      cel: "variables.pod.?volumes.orValue([]).all(v, v.?projected.?sources.orValue([]).all(s, !has(s.serviceAccountToken)))",
    },
  ],
});
