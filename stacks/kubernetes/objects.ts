/** Names and marks of a Kubernetes object. */
interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

interface Kind<A extends string, K extends string> {
  readonly apiVersion: A;
  readonly kind: K;
  readonly metadata: ObjectMeta;
}

export type Namespace = Kind<"v1", "Namespace">;

export interface ResourceQuota extends Kind<"v1", "ResourceQuota"> {
  readonly spec: { readonly hard: Record<string, string> };
}

export interface LimitRange extends Kind<"v1", "LimitRange"> {
  readonly spec: {
    readonly limits: {
      readonly type: "Container";
      readonly default: Record<string, string>;
      readonly defaultRequest: Record<string, string>;
    }[];
  };
}

export interface ServiceAccount extends Kind<"v1", "ServiceAccount"> {
  readonly automountServiceAccountToken: boolean;
}

/** Of what a frame holds as files; charts have their own. */
export interface ConfigMap extends Kind<"v1", "ConfigMap"> {
  readonly data: Record<string, string>;
}

export interface PriorityClass extends Kind<"scheduling.k8s.io/v1", "PriorityClass"> {
  readonly value: number;
  readonly globalDefault: boolean;
  readonly preemptionPolicy: "PreemptLowerPriority" | "Never";
  readonly description: string;
}

interface LabelSelector {
  readonly matchLabels?: Record<string, string>;
}

/** One side of an allowed flow; an empty list of peers would mean "everyone" and is never written. */
export interface NetworkPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
}

export interface NetworkPort {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

export interface NetworkPolicy extends Kind<"networking.k8s.io/v1", "NetworkPolicy"> {
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: ("Ingress" | "Egress")[];
    readonly ingress?: { readonly from?: NetworkPeer[]; readonly ports?: NetworkPort[] }[];
    readonly egress?: { readonly to?: NetworkPeer[]; readonly ports?: NetworkPort[] }[];
  };
}

/** What one rule of a role allows; names narrow it where the verbs have one. */
export interface RoleRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

export interface Role extends Kind<"rbac.authorization.k8s.io/v1", "Role"> {
  readonly rules: RoleRule[];
}

/** Gives a role of its own namespace to service accounts of any. */
export interface RoleBinding extends Kind<"rbac.authorization.k8s.io/v1", "RoleBinding"> {
  readonly roleRef: { readonly apiGroup: "rbac.authorization.k8s.io"; readonly kind: "Role"; readonly name: string };
  readonly subjects: { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string }[];
}

/** The kinds that frame a tenant; everything that runs is in a Helm chart. */
export type FrameObject =
  | Namespace
  | ResourceQuota
  | LimitRange
  | ServiceAccount
  | ConfigMap
  | PriorityClass
  | NetworkPolicy
  | Role
  | RoleBinding;
