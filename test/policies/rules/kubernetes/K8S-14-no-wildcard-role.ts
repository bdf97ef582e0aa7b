import { changed } from "../../change";
import { JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "drill", namespace: "tchap-alpha-restore" },
  rules: [{ apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "list"] }],
};
export const bad = changed(good, ["rules", 0, "verbs"], ["*"]);

const ROLE = JUSTICE.inRestore("Role", "restore-drill");
const BINDING = JUSTICE.inRestore("RoleBinding", "restore-drill");

export const mutations: readonly Mutation[] = [
  { name: "every verb", ...setAt(ROLE, ["rules", 0, "verbs"], ["*"]) },
  { name: "every resource of a group", ...setAt(ROLE, ["rules", 0, "resources"], ["*"]) },
  { name: "every part of a resource", ...setAt(ROLE, ["rules", 0, "resources"], ["pods/*"]) },
  { name: "every group", ...setAt(ROLE, ["rules", 0, "apiGroups"], ["*"]) },
  { name: "a rule that names no group", ...unsetAt(ROLE, ["rules", 0, "apiGroups"]) },
  {
    name: "the cluster's administrator, within one namespace",
    ...setAt(BINDING, ["roleRef"], {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "ClusterRole",
      name: "cluster-admin",
    }),
  },
  {
    name: "whoever is in a group",
    ...setAt(
      BINDING,
      ["subjects"],
      [{ kind: "Group", name: "system:masters", namespace: "", apiGroup: "rbac.authorization.k8s.io" }],
    ),
  },
  { name: "the account of every pod that names none", ...setAt(BINDING, ["subjects", 0, "name"], "default") },
  {
    name: "a second account",
    ...appendAt(BINDING, ["subjects"], { kind: "ServiceAccount", name: "homeserver", namespace: JUSTICE.namespace }),
  },
];
