import type { KubernetesObject, Plan } from "../../../../plan/plan";
import { set } from "../../change";
import { BORDER, environment } from "../../places";
import { addedBeside, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

type Signatures = Plan["facts"]["signatures"];

const by = (verifier: "kyverno" | "policy-controller" | "platform"): Signatures => ({
  by: verifier,
  signer: "the mirror's key",
  source: "test",
});

const kyverno = (registry: string, failureAction: string): KubernetesObject => ({
  apiVersion: "kyverno.io/v1",
  kind: "ClusterPolicy",
  metadata: { name: "signatures" },
  spec: {
    rules: [
      {
        name: "signed",
        verifyImages: [
          {
            imageReferences: [`${registry}/*`],
            failureAction,
            attestors: [{ entries: [{ keys: { kms: "k8s://x/key" } }] }],
          },
        ],
      },
    ],
  },
});

const sigstore = (glob: string, mode: string): KubernetesObject => ({
  apiVersion: "policy.sigstore.dev/v1beta1",
  kind: "ClusterImagePolicy",
  metadata: { name: "signatures" },
  spec: { mode, images: [{ glob }], authorities: [{ key: { secretRef: { name: "mirror" } } }] },
});

export const good = smallPlan({
  facts: { signatures: by("kyverno") },
  objects: [kyverno("registry.example", "Enforce")],
});
export const bad = smallPlan({ facts: { signatures: { by: "none", source: "test" } } });

const REGISTRY = "registry.tchap.example/mirror";

/** Prod says who verifies; the finding is at what it says, whatever stands in the plan. */
const says = (verifier: "kyverno" | "policy-controller", policy?: KubernetesObject) => ({
  at: environment(`registry.signatures ${verifier}`),
  mutate: (plan: Plan) => {
    set(plan, ["facts", "signatures"], by(verifier));
    if (policy !== undefined) addedBeside(BORDER.deployment, policy).mutate(plan);
  },
});

export const mutations: readonly Mutation[] = [
  { name: "Kyverno, which nobody gave a policy", ...says("kyverno") },
  { name: "a policy of Kyverno that only writes reports", ...says("kyverno", kyverno(REGISTRY, "Audit")) },
  { name: "a policy of Kyverno for another registry", ...says("kyverno", kyverno("docker.io", "Enforce")) },
  { name: "sigstore's controller, which nobody gave a policy", ...says("policy-controller") },
  {
    name: "a policy of sigstore's controller that only warns",
    ...says("policy-controller", sigstore(`${REGISTRY}/**`, "warn")),
  },
  {
    name: "a policy of sigstore's controller whose glob ends at the first slash",
    ...says("policy-controller", sigstore(`${REGISTRY}/*`, "enforce")),
  },
];
