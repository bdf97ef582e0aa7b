import { changed } from "../../change";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt } from "../../rule-case";

const role = (namespace: string, rule: object) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "keeper", namespace },
  rules: [rule],
});

export const good = role("tchap-alpha-restore", { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] });
export const bad = changed(good, ["metadata", "namespace"], "tchap-alpha");

const ROLE = JUSTICE.inRestore("Role", "restore-drill");
const more = (apiGroup: string, resources: readonly string[], verbs: readonly string[]) =>
  appendAt(ROLE, ["rules"], { apiGroups: [apiGroup], resources, verbs });

export const mutations: readonly Mutation[] = [
  { name: "binds roles", ...setAt(ROLE, ["rules", 0, "verbs"], ["bind"]) },
  { name: "gives itself more", ...setAt(ROLE, ["rules", 0, "verbs"], ["escalate"]) },
  { name: "acts as another", ...more("", ["serviceaccounts"], ["impersonate"]) },
  { name: "writes roles", ...more("rbac.authorization.k8s.io", ["roles"], ["patch"]) },
  { name: "writes bindings", ...more("rbac.authorization.k8s.io", ["rolebindings"], ["create"]) },
  { name: "makes tokens of other accounts", ...more("", ["serviceaccounts/token"], ["create"]) },
  { name: "runs commands in pods", ...more("", ["pods/exec"], ["create"]) },
  { name: "puts a container into a pod that runs", ...more("", ["pods/ephemeralcontainers"], ["patch"]) },
  { name: "goes around network policies", ...more("", ["services/proxy"], ["get"]) },
  { name: "prints the log of a pod that failed", ...more("", ["pods/log"], ["get"]) },
  { name: "takes the traffic of other Services", ...more("", ["services/status"], ["patch"]) },
  { name: "lists nodes", ...more("", ["nodes"], ["list"]) },
  { name: "marks a node as ready", ...more("", ["nodes/status"], ["patch"]) },
  { name: "makes volumes of any path of a node", ...more("", ["persistentvolumes"], ["create"]) },
  {
    name: "changes what is asked before every object",
    ...more("admissionregistration.k8s.io", ["validatingwebhookconfigurations"], ["update"]),
  },
  { name: "signs certificates", ...more("certificates.k8s.io", ["certificatesigningrequests/approval"], ["update"]) },
  {
    name: "starts Jobs where a shard runs, with any of its Secrets",
    ...addedBeside(
      JUSTICE.homeserver,
      role(JUSTICE.namespace, { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] }),
    ),
  },
  {
    name: "changes what a service runs",
    ...addedBeside(
      BORDER.deployment,
      role("tchap-border", { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["patch"] }),
    ),
  },
  {
    name: "makes databases where a shard runs",
    ...addedBeside(
      JUSTICE.homeserver,
      role(JUSTICE.namespace, { apiGroups: ["postgresql.cnpg.io"], resources: ["clusters"], verbs: ["update"] }),
    ),
  },
];
