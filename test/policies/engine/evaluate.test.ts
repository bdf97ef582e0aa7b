import { judge } from "../../../policies/engine/judge";
import { type Rule, subjectAtEnvironment } from "../../../policies/rule";
import SUP01 from "../../../policies/rules/supply/SUP-01-images-by-digest";
import SYN05 from "../../../policies/rules/synapse/SYN-05-no-guests";
import { configMap, deployment, namespace, withContainer } from "../objects";
import { smallPlan } from "../small-plan";
import { answering, celRule } from "./made-rules";

const TODAY = "2026-12-01";
const RIGHT = "turn_allow_guests: false\n";

function judged(rule: Rule, ...objects: Parameters<typeof smallPlan>[0]["objects"] & object) {
  const [verdict] = judge(smallPlan({ objects }), [rule], TODAY).verdicts;
  if (verdict === undefined) throw new Error("there is no verdict");
  return verdict;
}

describe("a rule of CEL", () => {
  test("passes what its expression is true of", () => {
    expect(judged(celRule('object.data.a == "1"'), configMap({ a: "1" }))).toMatchObject({
      outcome: "passed",
      looked: 1,
      findings: [],
    });
  });

  test("objects where it is false, at object and field", () => {
    const { outcome, findings } = judged(celRule('object.data.a == "1"'), configMap({ a: "2" }));
    expect(outcome).toBe("failed");
    expect(findings).toMatchObject([
      {
        rule: "TST-01",
        stack: "test-alpha",
        perimeter: "alpha",
        object: "ConfigMap/tchap-alpha/homeserver",
        field: "data",
      },
    ]);
  });

  test.each([
    ["needs a field that is absent", "object.data.b.c == 1"],
    ["compares what cannot be compared", "object.data.a > 1"],
    ["answers neither true nor false", "object.data.a"],
    ["is no CEL", "object.data.a =="],
    ["names what there is not", "nobody.data.a == 1"],
    ["calls what there is not", "secret(object) == 1"],
    ["reads a quantity that is none", 'quantity(object.data.a + "x").isGreaterThan(quantity("0"))'],
  ])("that %s fails, and never passes", (_, cel) => {
    const { outcome, findings } = judged(celRule(cel), configMap({ a: "1" }));
    expect(outcome).toBe("failed");
    expect(findings[0]?.message).toContain("could not be judged");
  });

  test("looks at its own kinds of its own group only", () => {
    const other = { ...configMap({}), apiVersion: "example.org/v1" };
    expect(judged(celRule("false"), other, namespace()).outcome).toBe("matched nothing");
    expect(judged(celRule("false"), other, configMap({})).looked).toBe(1);
  });

  test("sees init and debug containers among the containers of a workload", () => {
    const rule: Rule = {
      ...celRule("true"),
      kind: "object",
      match: "workloads",
      validations: [{ at: "", cel: "variables.containers.size() == 3" }],
    };
    const pod = { containers: [{ name: "a" }], initContainers: [{ name: "b" }], ephemeralContainers: [{ name: "c" }] };
    expect(judged(rule, deployment(pod)).outcome).toBe("passed");
    expect(judged(rule, withContainer({ name: "a" })).outcome).toBe("failed");
  });
});

describe("a rule about the plan", () => {
  test("that throws fails, for the environment as a whole", () => {
    const verdict = judged(
      answering(() => {
        throw new Error("no such member\nat line 3");
      }),
      configMap({}),
    );
    expect(verdict.outcome).toBe("failed");
    expect(verdict.findings).toMatchObject([{ stack: "test", perimeter: undefined, object: "rule", field: "TST-01" }]);
    expect(verdict.findings[0]?.message).toContain("no such member");
  });

  test("that matched nothing says so, and does not pass", () => {
    expect(judged(answering(() => ({ looked: [], findings: [] }))).outcome).toBe("matched nothing");
  });

  test("that cannot decide is undetermined, however much it looked at", () => {
    const at = { file: "a", line: 1, column: 1 };
    const unknown = { stack: "test-alpha", perimeter: "alpha", object: "a", field: "b", at, message: "is unknown." };
    const looked = [unknown, { ...unknown, object: "c" }];
    expect(judged(answering(() => ({ looked, findings: [], undetermined: [unknown] }))).outcome).toBe("undetermined");
    expect(judged(answering(() => ({ looked, findings: [unknown], undetermined: [unknown] }))).outcome).toBe("failed");
  });

  test("names what it looked at once, by name and place", () => {
    const plan = smallPlan({ objects: [configMap({}), configMap({}, "tchap-beta")] });
    const homologation = () => subjectAtEnvironment(plan, "homologation");
    const looked = [...plan.objects, ...plan.objects, homologation(), homologation()];
    const [verdict] = judge(plan, [answering(() => ({ looked, findings: [] }))], TODAY).verdicts;
    expect(verdict).toMatchObject({ outcome: "passed", looked: 3 });
    expect(verdict?.subjects).toEqual([
      { stack: "test-alpha", perimeter: "alpha", object: "ConfigMap/tchap-alpha/homeserver", at: plan.objects[0]?.at },
      { stack: "test-beta", perimeter: "beta", object: "ConfigMap/tchap-beta/homeserver", at: plan.objects[1]?.at },
      { stack: "test", perimeter: undefined, object: "homologation", at: plan.facts.at },
    ]);
  });
});

describe("an image that the operator builds", () => {
  const reference = "registry.example/synapse:1";
  const plan = (origin: "ours" | "upstream") => {
    const made = smallPlan({ objects: [withContainer({ image: reference })] });
    const { images } = made.facts;
    const synapse = { ...images.synapse, reference, origin, digestKnown: false };
    return { ...made, facts: { ...made.facts, images: { ...images, synapse } } };
  };

  test("is undetermined while its digest is not known", () => {
    const [verdict] = judge(plan("ours"), [SUP01], TODAY).verdicts;
    expect(verdict).toMatchObject({ outcome: "undetermined", findings: [], looked: 1 });
    expect(verdict?.undetermined).toHaveLength(1);
  });

  test("fails where it is somebody else's", () => {
    expect(judge(plan("upstream"), [SUP01], TODAY).verdicts).toMatchObject([{ outcome: "failed", undetermined: [] }]);
  });
});

test("a configuration that is no YAML is found where it is, and takes no rule down for the others", () => {
  const objects = [configMap({ "homeserver.yaml": ": [" }), configMap({ "homeserver.yaml": RIGHT }, "tchap-beta")];
  const [verdict] = judge(smallPlan({ objects }), [SYN05], TODAY).verdicts;
  expect(verdict).toMatchObject({ outcome: "failed", looked: 2 });
  expect(new Set(verdict?.findings.map(({ stack }) => stack))).toEqual(new Set(["test-alpha"]));
});
