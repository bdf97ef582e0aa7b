import type { PlannedObject } from "../../../plan/plan";
import { scopeOf } from "../../kinds";
import { planRule, remark } from "../../rule";

/** Namespaces that are nobody's own: Kubernetes makes them, and what names none lands in the first. */
const OF_KUBERNETES = ["default", "kube-system", "kube-public", "kube-node-lease"];

function fault({ object }: PlannedObject): string | undefined {
  const { namespace } = object.metadata;
  if (namespace !== undefined && OF_KUBERNETES.includes(namespace))
    return `is in ${namespace}, which is Kubernetes' own.`;
  // A kind that no rule knows may be of a namespace too: it is to be judged before it is let in.
  const isDue = scopeOf(object) !== "cluster";
  return isDue && (namespace === undefined || namespace === "")
    ? "names no namespace, and would land in whichever the deployer's context has."
    : undefined;
}

export default planRule({
  id: "K8S-17",
  title: {
    fr: "Rien dans l'espace de noms default, ni sans espace de noms",
    en: "Nothing is in the default namespace, or without a namespace where one is due",
  },
  why: "Ce qui tombe dans default n'a ni quota, ni politique réseau, ni propriétaire.",
  remedy: "Écrivez namespace: {{ .Release.Namespace }} dans le gabarit.",
  severity: "medium",
  controls: ["CIS:5.6.4", "CKV:CKV_K8S_21"],
  admission: {
    match: [
      { group: "", kinds: ["ConfigMap", "Secret", "Service"] },
      { group: "apps", kinds: ["Deployment", "StatefulSet"] },
    ],
    validations: [
      {
        at: "metadata.namespace",
        cel: `!(object.metadata.?namespace.orValue("") in ${JSON.stringify(["", ...OF_KUBERNETES])})`,
      },
    ],
  },
  looksAt: "the namespace of every object of every stack",
  check: (plan) => ({
    looked: plan.objects,
    findings: plan.objects.flatMap((planned) => {
      const message = fault(planned);
      return message === undefined ? [] : [remark(planned, "metadata.namespace", message)];
    }),
  }),
});
