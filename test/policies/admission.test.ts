import { admissionTemplates } from "../../cli/generate-admission";
import type { KubernetesObject, Plan } from "../../plan/plan";
import { allDatabases, at, containersOf, list, ofKind, podSpec, texts, workloads } from "../../plan/vocabulary";
import { DRILLS_ACCOUNT } from "../../policies/admission/drills";
import { policyOf } from "../../policies/admission/rules";
import { NOT_SHIPPED, policies, SHIPPED } from "../../policies/admission/shipped";
import { compile } from "../../policies/engine/cel";
import { evaluate } from "../../policies/engine/evaluate";
import { RULES } from "../../policies/rules/rules";
import { buildPlan, ENVIRONMENTS } from "../plan/plans";
import { prodPlan } from "./prod-plan";
import { CASES } from "./rules/cases";
import { smallPlan } from "./small-plan";

const EMPTY = smallPlan({});

const isPlan = (example: KubernetesObject | Plan): example is Plan => "terraform" in example;

const SETTINGS = {
  environment: "prod",
  registry: "registry.example",
  operatorNamespace: "cnpg-system",
  certificatesNamespace: "cert-manager",
};

test("each rule about one object ships, or says why it does not; each of many that has a part for admission ships it", () => {
  const ships = SHIPPED.map(({ id }) => id);
  const due = RULES.filter((rule) => rule.kind === "object" || rule.admission !== undefined).map(({ id }) => id);
  expect([...ships, ...Object.keys(NOT_SHIPPED)].sort()).toEqual([...due].sort());
});

test("nothing that is rendered would be refused, but for images of ours that are not built yet", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const awaited = new Set(
      Object.values(plan.facts.images).flatMap((image) => (image.digestKnown ? [] : [image.reference])),
    );
    for (const rule of SHIPPED) {
      const findings = evaluate(rule, plan, "2026-12-01").findings.filter(({ object }) => {
        const workload = workloads(plan).find(
          ({ planned }) =>
            object === [planned.object.kind, planned.object.metadata.namespace, planned.object.metadata.name].join("/"),
        );
        return rule.id !== "SUP-01" || !workload?.containers.some((each) => awaited.has(String(at(each, "image"))));
      });
      expect([environment, rule.id, findings.map(({ object, message }) => `${object} ${message}`)]).toEqual([
        environment,
        rule.id,
        [],
      ]);
    }
  }
});

test("the variables of a policy are what Node's engine gives the same expressions", async () => {
  const [rule] = SHIPPED.filter(({ id }) => id === "SUP-02");
  if (rule === undefined) throw new Error("SUP-02 does not ship");
  const variables = new Map(
    (policyOf(rule, SETTINGS).variables ?? []).map(({ name, expression }) => [name, expression]),
  );
  const same = compile(`(${variables.get("pod")}) == variables.pod`);
  // Written for one pod: its containers are those of this pod.
  const all = compile(`(${variables.get("containers")}) == variables.containers`);
  for (const { planned } of workloads(await prodPlan())) {
    const pod = podSpec(planned.object);
    const context = { object: planned.object, variables: { pod, containers: containersOf(pod) } };
    expect([same(context), all(context)]).toEqual([true, true]);
  }
  expect(variables.get("registry")).toBe('"registry.example"');
});

test("what the API server is asked of one object, and what a rule finds in the plan, agree on each rule's own case", () => {
  const parts = RULES.flatMap((rule) => (rule.kind === "plan" && rule.admission !== undefined ? [rule] : []));
  expect(parts.length).toBeGreaterThan(3);
  for (const { id } of parts) {
    const [part] = SHIPPED.filter((rule) => rule.id === id);
    const own = CASES[id];
    if (part === undefined || own === undefined) throw new Error(`${id} has no part or no case`);
    const found = [own.good, own.bad].map((example: KubernetesObject | Plan) => {
      const objects = isPlan(example)
        ? example.objects
        : [
            {
              object: example,
              stack: "",
              release: "",
              template: "",
              perimeter: undefined,
              at: { file: "", line: 1, column: 1 },
            },
          ];
      const registry = isPlan(example) ? example.facts.registry : "registry.example";
      return (
        evaluate(part, { ...EMPTY, objects, facts: { ...EMPTY.facts, registry } }, "2026-12-01").findings.length > 0
      );
    });
    expect([id, ...found]).toEqual([id, false, true]);
  }
});

test("messages are one line of French, as the API server takes them, and say what to do", () => {
  for (const { validations } of policies(SETTINGS))
    for (const { message } of validations) {
      expect(message).toMatch(/^[A-Z0-9]+-\d\d, \p{Lu}[^\n\r]+\.$/u);
      expect(message.length).toBeLessThanOrEqual(1024);
    }
});

test("every policy is denied where it is broken, fails closed, and selects neither kube-system nor the operators' namespaces", () => {
  for (const { id, selects, conditions = [] } of policies(SETTINGS)) {
    const selector = JSON.stringify(selects ?? {});
    const isBound = selector.includes('"env":"prod"') || conditions.length > 0;
    expect([id, isBound, selector.includes("kube-system")]).toEqual([id, true, false]);
  }
});

test("only what starts drills may make Jobs by the API, and that is the account whose Jobs are compared", async () => {
  const plan = await prodPlan();
  const making = new Set(
    ofKind(plan, "Role")
      .filter(({ object }) =>
        list(at(object, "rules")).some(
          (rule) => texts(at(rule, "resources")).includes("jobs") && texts(at(rule, "verbs")).includes("create"),
        ),
      )
      .map(({ object }) => `${object.metadata.namespace}/${object.metadata.name}`),
  );
  const accounts = ofKind(plan, "RoleBinding")
    .filter(({ object }) => making.has(`${object.metadata.namespace}/${String(at(object, "roleRef", "name"))}`))
    .flatMap(({ object }) => list(at(object, "subjects")))
    .map((subject) => `system:serviceaccount:${String(at(subject, "namespace"))}:${String(at(subject, "name"))}`);
  expect(accounts.length).toBeGreaterThan(10);
  expect([...new Set(accounts)]).toEqual([DRILLS_ACCOUNT]);
});

test("PostgreSQL's own account is the one that a token is let to", async () => {
  const names = allDatabases(await prodPlan()).map(({ object }) => object.metadata.name);
  expect([...new Set(names)]).toEqual(["postgres"]);
});

test("each policy has a template of its own, which Helm prints as the rules have it", () => {
  const files = admissionTemplates().map(([file]) => file);
  expect(new Set(files).size).toBe(policies(SETTINGS).length);
});
