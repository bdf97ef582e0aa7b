import { DefaultServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/default-service-account-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { z } from "zod";
import { defined, type FrameKind, terraform, text } from "./kinds-parts";
import type { Role, RoleBinding, RoleRule, ServiceAccount } from "./objects";

export const serviceAccount: FrameKind<ServiceAccount> = {
  resource: ServiceAccountV1.tfResourceType,
  create: (scope, id, { metadata, automountServiceAccountToken }, dependsOn) =>
    new ServiceAccountV1(scope, id, { metadata, automountServiceAccountToken, dependsOn }),
  read: z
    .strictObject({ ...terraform, automount_service_account_token: z.boolean() })
    .transform(({ metadata, automount_service_account_token: automountServiceAccountToken }) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata,
      automountServiceAccountToken,
    })),
};

/** The account that Kubernetes itself makes in every namespace: the provider waits for it, and changes it. */
const DEFAULT_ACCOUNT = "default";

export const defaultServiceAccount: FrameKind<ServiceAccount> = {
  ...serviceAccount,
  resource: DefaultServiceAccountV1.tfResourceType,
  create: (scope, id, { metadata, automountServiceAccountToken }, dependsOn) =>
    new DefaultServiceAccountV1(scope, id, { metadata, automountServiceAccountToken, dependsOn }),
};

/** The resource that an account is, by its name. */
export const accountKind = ({ metadata }: ServiceAccount): FrameKind<ServiceAccount> =>
  metadata.name === DEFAULT_ACCOUNT ? defaultServiceAccount : serviceAccount;

const RBAC = "rbac.authorization.k8s.io";

const names = z.array(text).min(1);

export const role: FrameKind<Role> = {
  resource: RoleV1.tfResourceType,
  create: (scope, id, { metadata, rules }, dependsOn) => new RoleV1(scope, id, { metadata, rule: rules, dependsOn }),
  read: z
    .strictObject({
      ...terraform,
      rule: z.array(
        z
          .strictObject({
            // The core group has an empty name.
            api_groups: z.array(text).min(1),
            resources: names,
            resource_names: names.optional(),
            verbs: names,
          })
          .transform(
            ({ api_groups: apiGroups, resources, resource_names: resourceNames, verbs }): RoleRule =>
              defined({ apiGroups, resources, resourceNames, verbs }),
          ),
      ),
    })
    .transform(({ metadata, rule: rules }) => ({ apiVersion: `${RBAC}/v1`, kind: "Role", metadata, rules })),
};

export const roleBinding: FrameKind<RoleBinding> = {
  resource: RoleBindingV1.tfResourceType,
  create: (scope, id, { metadata, roleRef, subjects }, dependsOn) =>
    new RoleBindingV1(scope, id, { metadata, roleRef, subject: subjects, dependsOn }),
  read: z
    .strictObject({
      ...terraform,
      role_ref: z
        .strictObject({ api_group: z.literal(RBAC), kind: z.literal("Role"), name: text })
        .transform(({ api_group: apiGroup, kind, name }) => ({ apiGroup, kind, name })),
      subject: z.array(z.strictObject({ kind: z.literal("ServiceAccount"), name: text, namespace: text })).min(1),
    })
    .transform(({ metadata, role_ref: roleRef, subject: subjects }) => ({
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef,
      subjects,
    })),
};
