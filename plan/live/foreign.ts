import type { Plan } from "../plan";
import { at, list, ofKind } from "../vocabulary";
import type { LiveObject } from "./object";

/** What may be there without being planned, and why. */
interface Known {
  readonly kind: string;
  readonly is: (object: LiveObject, plan: Plan) => boolean;
  readonly why: string;
}

const named =
  (...names: readonly string[]) =>
  ({ metadata }: LiveObject) =>
    names.includes(metadata.name);

/** Whether a StatefulSet of the plan makes a claim: `<template>-<set>-<number>`, which nobody owns. */
function isOfStatefulSet({ metadata }: LiveObject, plan: Plan): boolean {
  return ofKind(plan, "StatefulSet").some(
    ({ object }) =>
      object.metadata.namespace === metadata.namespace &&
      list(at(object, "spec", "volumeClaimTemplates")).some((template) => {
        const prefix = `${String(at(template, "metadata", "name"))}-${object.metadata.name}-`;
        return metadata.name.startsWith(prefix) && /^[0-9]+$/.test(metadata.name.slice(prefix.length));
      }),
  );
}

/** Whether a Secret is declared, to be made by hand, or is what a Certificate of the plan is kept in. */
function isDeclaredSecret({ metadata }: LiveObject, plan: Plan): boolean {
  const { namespace, name } = metadata;
  return (
    plan.facts.secrets.some((secret) => secret.namespace === namespace && secret.name === name) ||
    ofKind(plan, "Certificate").some(
      ({ object }) => object.metadata.namespace === namespace && at(object, "spec", "secretName") === name,
    )
  );
}

/** Everything that nobody owns and nobody plans, and that belongs there all the same. */
const KNOWN: readonly Known[] = [
  { kind: "ConfigMap", is: named("kube-root-ca.crt"), why: "Kubernetes puts it into every namespace." },
  { kind: "ConfigMap", is: named("cnpg-default-monitoring"), why: "CloudNativePG copies it beside its databases." },
  { kind: "ConfigMap", is: named("restore-drill-result"), why: "A restore drill keeps its result there." },
  {
    kind: "Cluster",
    is: ({ metadata }) =>
      metadata.labels?.["tchap/restore-drill"] === "true" && !!metadata.namespace?.endsWith("-restore"),
    why: "The database of a restore drill, which the drill removes.",
  },
  { kind: "Secret", is: isDeclaredSecret, why: "Declared by the fleet and made by hand, or kept by cert-manager." },
  {
    kind: "Secret",
    is: ({ metadata }) => /^sh\.helm\.release\.v1\./.test(metadata.name) && metadata.labels?.owner === "helm",
    why: "Helm keeps its releases in them.",
  },
  { kind: "PersistentVolumeClaim", is: isOfStatefulSet, why: "A StatefulSet makes them and leaves them." },
];

/** Whether an object that no plan holds is nobody's: no controller made it, and it is none of those that are known. */
export function isForeign(object: LiveObject, plan: Plan): boolean {
  // Whatever owns it is planned, known or foreign itself.
  if ((object.metadata.ownerReferences ?? []).length > 0) return false;
  return !KNOWN.some(({ kind, is }) => kind === object.kind && is(object, plan));
}
