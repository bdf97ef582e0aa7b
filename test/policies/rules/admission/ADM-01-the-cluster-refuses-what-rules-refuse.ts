import { documents } from "../../../../policies/admission/policy";
import { policies } from "../../../../policies/admission/shipped";
import { addBeside, append, objectAt, type Place, remove, set } from "../../change";
import { namespace } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SETTINGS = {
  environment: "test",
  registry: "registry.example",
  operatorNamespace: "cnpg-system",
  certificatesNamespace: "cert-manager",
};

const LABELS = { "app.kubernetes.io/part-of": "tchap-footprint", env: "test" };
const OBJECTS = policies(SETTINGS).flatMap((policy) => documents(policy, SETTINGS));

export const good = smallPlan({ objects: [...OBJECTS, namespace("tchap-alpha", LABELS), namespace("cnpg-system")] });
export const bad = smallPlan({ objects: [...OBJECTS.slice(1), namespace("tchap-alpha", LABELS)] });

const policy = (id: string): Place => ({
  stack: "prod-platform",
  object: `ValidatingAdmissionPolicy/tchap-prod-${id}`,
});
const binding = (id: string): Place => ({
  stack: "prod-platform",
  object: `ValidatingAdmissionPolicyBinding/tchap-prod-${id}`,
});

const gone = (at: Place) => ({ at, mutate: (plan: Parameters<typeof remove>[0]) => remove(plan, at) });

export const mutations: readonly Mutation[] = [
  {
    name: "an expression that lets all pass",
    ...setAt(policy("sup-01"), ["spec", "validations", 0, "expression"], "true"),
  },
  { name: "one expression the fewer", ...unsetAt(policy("k8s-18"), ["spec", "validations", 1]) },
  { name: "a policy that fails open", ...setAt(policy("k8s-10"), ["spec", "failurePolicy"], "Ignore") },
  { name: "a policy that is gone", ...gone(policy("kept-data")) },
  { name: "a binding that is gone", ...gone(binding("k8s-13")) },
  { name: "a binding that only warns", ...setAt(binding("net-06"), ["spec", "validationActions"], ["Warn"]) },
  {
    name: "a binding that leaves a namespace out",
    at: binding("k8s-11"),
    mutate: (plan) =>
      append(
        objectAt(plan, binding("k8s-11")),
        ["spec", "matchResources", "namespaceSelector", "matchExpressions", 0, "values"],
        "tchap-justice",
      ),
  },
  { name: "another registry", ...setAt(policy("sup-02"), ["spec", "variables", 2, "expression"], '"docker.io"') },
  {
    name: "pods judged, what makes them not",
    ...setAt(policy("k8s-10"), ["spec", "matchConstraints", "resourceRules", 1, "resources"], ["daemonsets"]),
  },
  {
    name: "an update that nobody judges",
    ...setAt(policy("net-08"), ["spec", "matchConstraints", "resourceRules", 0, "operations"], ["CREATE"]),
  },
  {
    name: "a drill that nothing is compared with",
    ...setAt(binding("restore-drills"), ["spec", "paramRef", "parameterNotFoundAction"], "Allow"),
  },
  {
    name: "a namespace that no binding selects",
    ...unsetAt(BORDER.space, ["metadata", "labels", "app.kubernetes.io/part-of"]),
  },
  {
    name: "a namespace labelled as another environment's",
    ...setAt(BORDER.space, ["metadata", "labels", "env"], "dev"),
  },
  {
    name: "a namespace of restores where any Job may be made",
    ...unsetAt(JUSTICE.restoreSpace, ["metadata", "labels", "tchap/restores"]),
  },
  {
    name: "a policy of nobody's rule",
    at: policy("mine"),
    mutate: (plan) => {
      const twin = { ...objectAt(plan, policy("k8s-10")), metadata: { name: "tchap-prod-mine" } };
      addBeside(plan, policy("k8s-10"), twin);
      set(objectAt(plan, policy("mine")), ["spec", "validations", 0, "expression"], "false");
    },
  },
];
