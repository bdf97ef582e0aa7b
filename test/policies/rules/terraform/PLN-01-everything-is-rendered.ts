import type { Plan } from "../../../../plan/plan";
import { append, set, stackOf } from "../../change";
import { deployment } from "../../objects";
import { JUSTICE } from "../../places";
import { addedBeside, type Mutation } from "../../rule-case";
import { plannedIn, smallPlan } from "../../small-plan";

const LOST = { stack: "test-alpha", release: "alpha", reason: "values: the text holds a Terraform expression." };

/** What changes nothing of what is rendered. */
const RELEASED = { name: "alpha", atomic: true, cleanup_on_fail: true, wait_for_jobs: true };

export const good = smallPlan({
  objects: [plannedIn("test-alpha", deployment({ containers: [] }), "alpha")],
  terraform: { "test-alpha": { output: {}, resource: { helm_release: { alpha: RELEASED } } } },
});
export const bad = smallPlan({ objects: good.objects, unrendered: [LOST] });

const RELEASE = ["resource", "helm_release", "justice"];
const inStack = (path: readonly string[], value: unknown) => ({
  at: JUSTICE.terraform,
  mutate: (plan: Plan) => set(stackOf(plan, JUSTICE.stack).terraform, path, value),
});
const added = (apiVersion: string, kind: string, within: string | undefined, more: object) =>
  addedBeside(JUSTICE.service, {
    apiVersion,
    kind,
    metadata: { name: "added", ...(within === undefined ? {} : { namespace: within }) },
    ...more,
  });

export const mutations: readonly Mutation[] = [
  {
    name: "a release that Helm could not render",
    at: { stack: JUSTICE.stack, object: "release justice" },
    mutate: (plan) => append(plan, ["unrendered"], { stack: JUSTICE.stack, release: "justice", reason: "no chart." }),
  },
  {
    name: "a release that led to nothing",
    at: JUSTICE.terraform,
    mutate: (plan) =>
      set(
        plan,
        ["objects"],
        plan.objects.filter(({ stack, release }) => stack !== JUSTICE.stack || release !== "justice"),
      ),
  },
  {
    name: "a program changes it after rendering",
    ...inStack([...RELEASE, "postrender"], { binary_path: "/bin/patch" }),
  },
  { name: "a version of a chart that travels with the stack", ...inStack([...RELEASE, "version"], "2.0.0") },
  {
    name: "a chart of others that nobody declared",
    at: { stack: "prod-platform", object: "release cloudnative-pg" },
    mutate: (plan) =>
      set(stackOf(plan, "prod-platform").terraform, ["resource", "helm_release", "cloudnative-pg", "version"], "0.1.0"),
  },
  {
    name: "rights over the whole cluster by a role of ours",
    ...added("rbac.authorization.k8s.io/v1", "ClusterRole", undefined, { rules: [] }),
  },
  { name: "values of the last deploy are mixed in", ...inStack([...RELEASE, "reuse_values"], true) },
  { name: "a command runs beside it", ...inStack([...RELEASE, "provisioner"], { "local-exec": { command: "true" } }) },
  { name: "it is made several times", ...inStack([...RELEASE, "count"], 2) },
  { name: "a module", ...inStack(["module"], { more: { source: "git::https://git.example/more" } }) },
  { name: "a program as data source", ...inStack(["data"], { external: { more: { program: ["sh"] } } }) },
  {
    name: "rights over the whole cluster, which no rule looks at",
    ...added("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", undefined, { roleRef: { name: "cluster-admin" } }),
  },
  {
    name: "a network policy of another make",
    ...added("cilium.io/v2", "CiliumNetworkPolicy", JUSTICE.namespace, { spec: { ingress: [{}] } }),
  },
  {
    name: "a network policy of another make, of the same name",
    ...added("crd.projectcalico.org/v1", "NetworkPolicy", JUSTICE.namespace, { spec: { ingress: [{}] } }),
  },
  {
    name: "pods by a kind that rules do not read",
    ...added("argoproj.io/v1alpha1", "Rollout", JUSTICE.namespace, { spec: { template: { spec: {} } } }),
  },
];
