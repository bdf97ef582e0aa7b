import type { KubernetesObject } from "../../plan/plan";
import type { Resources } from "./resources";

/** What policies take from an environment. */
export interface Settings {
  readonly environment: string;
  readonly registry: string;
  /** Namespaces of charts of others, which keep rules of their own. */
  readonly operatorNamespace: string;
  readonly certificatesNamespace: string;
}

interface Named {
  readonly name: string;
  readonly expression: string;
}

/** A policy of the API server with its binding, before an environment gives them names. */
export interface Policy {
  /** Last part of its name: the rule's id, or what it protects. */
  readonly id: string;
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
  readonly resources: readonly Resources[];
  /** All must hold, or the policy is not asked. */
  readonly conditions?: readonly Named[];
  readonly variables?: readonly Named[];
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
  /** Which objects its binding selects; absent for all, where its conditions tell. */
  readonly selects?: object;
  /** An object beside the one that is asked about, which the expressions know as `params`. */
  readonly params?: { readonly kind: { readonly apiVersion: string; readonly kind: string }; readonly name: string };
}

const GROUP = "admissionregistration.k8s.io";
export const POLICY = "ValidatingAdmissionPolicy";
export const BINDING = "ValidatingAdmissionPolicyBinding";

/** Labels that every namespace of an environment has. */
export const tenantLabels = ({ environment }: Pick<Settings, "environment">) => ({
  "app.kubernetes.io/part-of": "tchap-footprint",
  env: environment,
});

/** The environment's namespaces, the operators' aside: what their charts bring was written by others. */
export function ourNamespaces(settings: Settings, labels: Readonly<Record<string, string>> = {}): object {
  return {
    namespaceSelector: {
      matchLabels: { ...tenantLabels(settings), ...labels },
      matchExpressions: [
        {
          key: "kubernetes.io/metadata.name",
          operator: "NotIn",
          values: [settings.certificatesNamespace, settings.operatorNamespace],
        },
      ],
    },
  };
}

const LABELS = { "app.kubernetes.io/name": "admission", app: "admission", tier: "backend" };

/** The two objects of a policy. */
export function documents(policy: Policy, settings: Settings): KubernetesObject[] {
  const { id, operations, resources, conditions, variables, validations, selects, params } = policy;
  const name = `tchap-${settings.environment}-${id.toLowerCase()}`;
  const metadata = { name, labels: { ...LABELS, ...tenantLabels(settings) } };
  return [
    {
      apiVersion: `${GROUP}/v1`,
      kind: POLICY,
      metadata,
      spec: {
        failurePolicy: "Fail",
        ...(params === undefined ? {} : { paramKind: params.kind }),
        matchConstraints: { resourceRules: resources.map((each) => ({ ...each, operations })) },
        ...(conditions === undefined ? {} : { matchConditions: conditions }),
        ...(variables === undefined ? {} : { variables }),
        validations,
      },
    },
    {
      apiVersion: `${GROUP}/v1`,
      kind: BINDING,
      metadata,
      spec: {
        policyName: name,
        ...(params === undefined ? {} : { paramRef: { name: params.name, parameterNotFoundAction: "Deny" } }),
        validationActions: ["Deny"],
        ...(selects === undefined ? {} : { matchResources: selects }),
      },
    },
  ];
}
