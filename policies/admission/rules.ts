import type { ObjectRule } from "../rule";
import { ourNamespaces, type Policy, type Settings, tenantLabels } from "./policy";
import { resourcesOf } from "./resources";

/** Variables of expressions, as CEL; policies/engine/evaluate.ts gives them the same values. */
const VARIABLES: Readonly<Record<string, (settings: Settings) => string>> = {
  pod: () =>
    'object.kind == "Pod" ? object.spec : object.kind == "CronJob" ? object.spec.jobTemplate.spec.template.spec : object.spec.template.spec',
  containers: () =>
    "variables.pod.?initContainers.orValue([]) + variables.pod.?containers.orValue([]) + variables.pod.?ephemeralContainers.orValue([])",
  registry: ({ registry }) => JSON.stringify(registry),
};

/** Those that expressions name, each after the ones that it is made of. */
function variablesOf(expressions: readonly string[], settings: Settings) {
  const named = (texts: readonly string[]): string[] =>
    texts.flatMap((text) => [...text.matchAll(/\bvariables\.(\w+)/g)].map(([, name]) => name ?? ""));
  const direct = named(expressions);
  const all = new Set([...direct, ...named(direct.flatMap((name) => VARIABLES[name]?.(settings) ?? []))]);
  const unknown = [...all].filter((name) => VARIABLES[name] === undefined);
  if (unknown.length > 0) throw new Error(`no variable ${unknown.join(", ")} in policies/admission/rules.ts`);
  return Object.entries(VARIABLES).flatMap(([name, expression]) =>
    all.has(name) ? [{ name, expression: expression(settings) }] : [],
  );
}

/** What runs may go on being labelled, scaled and removed as it is: only what an update brings anew is judged. */
const WHAT_CHANGES = {
  name: "what-runs-changes",
  expression: 'request.operation == "CREATE" || object.spec != oldObject.spec',
};

/** Where a rule of ours does not reach, but something of ours may land: what names no namespace lands in the first. */
const OF_NOBODY = ["default", "kube-public", "kube-node-lease"];

function selected(rule: ObjectRule, settings: Settings): object {
  if (rule.id !== "K8S-17") return ourNamespaces(settings);
  return {
    objectSelector: { matchLabels: tenantLabels(settings) },
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: OF_NOBODY }],
    },
  };
}

/** The policy of a rule: its own expressions, word for word, and what it tells the person who must fix it. */
export function policyOf(rule: ObjectRule, settings: Settings): Policy {
  const variables = variablesOf(
    rule.validations.map(({ cel }) => cel),
    settings,
  );
  return {
    id: rule.id,
    operations: ["CREATE", "UPDATE"],
    resources: resourcesOf(rule.match),
    ...(rule.match === "workloads" ? { conditions: [WHAT_CHANGES] } : {}),
    ...(variables.length > 0 ? { variables } : {}),
    validations: rule.validations.map(({ at, cel }) => ({
      expression: cel,
      message: `${rule.id}, ${rule.title.fr} : ${at}. ${rule.remedy}`,
    })),
    selects: selected(rule, settings),
  };
}
