import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PriorityClassV1 } from "@cdktf/provider-kubernetes/lib/priority-class-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";
import { accountKind, defaultServiceAccount, role, roleBinding, serviceAccount } from "./kinds-access";
import { defined, type FrameKind, files, map, terraform, terraformText, text } from "./kinds-parts";
import type {
  ConfigMap,
  FrameObject,
  LimitRange,
  Namespace,
  NetworkPeer,
  NetworkPolicy,
  NetworkPort,
  PriorityClass,
  ResourceQuota,
} from "./objects";

const namespace: FrameKind<Namespace> = {
  resource: NamespaceV1.tfResourceType,
  create: (scope, id, { metadata }, dependsOn) =>
    new NamespaceV1(scope, id, {
      metadata,
      dependsOn,
      // Deleting a namespace deletes the databases in it, whatever they are annotated with.
      lifecycle: { preventDestroy: true },
    }),
  read: z
    .strictObject({ ...terraform, lifecycle: z.strictObject({ prevent_destroy: z.boolean() }).optional() })
    .transform(({ metadata }) => ({ apiVersion: "v1", kind: "Namespace", metadata })),
};

const resourceQuota: FrameKind<ResourceQuota> = {
  resource: ResourceQuotaV1.tfResourceType,
  create: (scope, id, { metadata, spec }, dependsOn) => new ResourceQuotaV1(scope, id, { metadata, spec, dependsOn }),
  read: z
    .strictObject({ ...terraform, spec: z.strictObject({ hard: map }) })
    .transform(({ metadata, spec }) => ({ apiVersion: "v1", kind: "ResourceQuota", metadata, spec })),
};

const limitRange: FrameKind<LimitRange> = {
  resource: LimitRangeV1.tfResourceType,
  create: (scope, id, { metadata, spec }, dependsOn) =>
    new LimitRangeV1(scope, id, { metadata, spec: { limit: spec.limits }, dependsOn }),
  read: z
    .strictObject({
      ...terraform,
      spec: z.strictObject({
        limit: z.array(z.strictObject({ type: z.literal("Container"), default: map, default_request: map })),
      }),
    })
    .transform(({ metadata, spec }) => ({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata,
      spec: {
        limits: spec.limit.map(({ type, default: limits, default_request: defaultRequest }) => ({
          type,
          default: limits,
          defaultRequest,
        })),
      },
    })),
};

const configMap: FrameKind<ConfigMap> = {
  resource: ConfigMapV1.tfResourceType,
  create: (scope, id, { metadata, data }, dependsOn) =>
    new ConfigMapV1(scope, id, {
      metadata,
      data: Object.fromEntries(Object.entries(data).map(([name, content]) => [name, terraformText(content)])),
      dependsOn,
    }),
  read: z
    .strictObject({ ...terraform, data: files })
    .transform(({ metadata, data }) => ({ apiVersion: "v1", kind: "ConfigMap", metadata, data })),
};

const priorityClass: FrameKind<PriorityClass> = {
  resource: PriorityClassV1.tfResourceType,
  create: (scope, id, { metadata, value, globalDefault, preemptionPolicy, description }, dependsOn) =>
    new PriorityClassV1(scope, id, { metadata, value, globalDefault, preemptionPolicy, description, dependsOn }),
  read: z
    .strictObject({
      ...terraform,
      value: z.number().int(),
      global_default: z.boolean(),
      preemption_policy: z.enum(["PreemptLowerPriority", "Never"]),
      description: text,
    })
    .transform(
      ({ metadata, value, global_default: globalDefault, preemption_policy: preemptionPolicy, description }) => ({
        apiVersion: "scheduling.k8s.io/v1",
        kind: "PriorityClass",
        metadata,
        value,
        globalDefault,
        preemptionPolicy,
        description,
      }),
    ),
};

const selector = z
  .strictObject({ match_labels: map.optional() })
  .transform(({ match_labels: matchLabels }) => defined({ matchLabels }));
const peer = z
  .strictObject({
    pod_selector: selector.optional(),
    namespace_selector: selector.optional(),
    ip_block: z
      .strictObject({ cidr: text, except: z.array(text).optional() })
      .transform(defined)
      .optional(),
  })
  .transform(
    (each): NetworkPeer =>
      defined({ podSelector: each.pod_selector, namespaceSelector: each.namespace_selector, ipBlock: each.ip_block }),
  );
// The provider takes a port as text and sends a number.
const port = z
  .strictObject({ port: z.string().regex(/^\d+$/), protocol: z.enum(["TCP", "UDP"]) })
  .transform(({ port, protocol }): NetworkPort => ({ port: Number(port), protocol }));
const ports = z.array(port).optional();

const textPorts = (numbers: NetworkPort[] | undefined) =>
  numbers?.map(({ port, protocol }) => ({ port: String(port), protocol }));

const networkPolicy: FrameKind<NetworkPolicy> = {
  resource: NetworkPolicyV1.tfResourceType,
  create: (scope, id, { metadata, spec }, dependsOn) =>
    new NetworkPolicyV1(scope, id, {
      metadata,
      spec: defined({
        ...spec,
        ingress: spec.ingress?.map((rule) => ({ ...rule, ports: textPorts(rule.ports) })),
        egress: spec.egress?.map((rule) => ({ ...rule, ports: textPorts(rule.ports) })),
      }),
      dependsOn,
    }),
  read: z
    .strictObject({
      ...terraform,
      spec: z.strictObject({
        pod_selector: selector,
        policy_types: z.array(z.enum(["Ingress", "Egress"])),
        ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports })).optional(),
        egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports })).optional(),
      }),
    })
    .transform(({ metadata, spec }) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: defined({
        podSelector: spec.pod_selector,
        policyTypes: spec.policy_types,
        ingress: spec.ingress,
        egress: spec.egress,
      }),
    })),
};

/** Creates the Terraform resource of one frame object. */
export function createResource(
  scope: Construct,
  object: FrameObject,
  dependsOn: TerraformResource[] = [],
): TerraformResource {
  const { namespace: within, name } = object.metadata;
  const id = [object.kind, within, name].filter((part) => part !== undefined).join("-");
  switch (object.kind) {
    case "Namespace":
      return namespace.create(scope, id, object, dependsOn);
    case "ResourceQuota":
      return resourceQuota.create(scope, id, object, dependsOn);
    case "LimitRange":
      return limitRange.create(scope, id, object, dependsOn);
    case "ServiceAccount":
      return accountKind(object).create(scope, id, object, dependsOn);
    case "ConfigMap":
      return configMap.create(scope, id, object, dependsOn);
    case "PriorityClass":
      return priorityClass.create(scope, id, object, dependsOn);
    case "NetworkPolicy":
      return networkPolicy.create(scope, id, object, dependsOn);
    case "Role":
      return role.create(scope, id, object, dependsOn);
    case "RoleBinding":
      return roleBinding.create(scope, id, object, dependsOn);
  }
}

const READERS: ReadonlyMap<string, z.ZodType<FrameObject>> = new Map<string, z.ZodType<FrameObject>>(
  [
    namespace,
    resourceQuota,
    limitRange,
    serviceAccount,
    defaultServiceAccount,
    configMap,
    priorityClass,
    networkPolicy,
    role,
    roleBinding,
  ].map(({ resource, read }) => [resource, read]),
);

/**
 * The Kubernetes object that the provider will create for a resource of the synthesised Terraform JSON.
 * Throws for a resource type or an attribute that the table does not know.
 */
export function readResource(type: string, name: string, attributes: unknown): FrameObject {
  const reader = READERS.get(type);
  if (reader === undefined)
    throw new Error(`${type}.${name}: no entry for this resource type; add one to stacks/kubernetes/kinds.ts.`);
  const result = reader.safeParse(attributes);
  if (!result.success)
    throw new Error(
      `${type}.${name}: ${z.prettifyError(result.error)}; extend its entry in stacks/kubernetes/kinds.ts.`,
    );
  return result.data;
}
