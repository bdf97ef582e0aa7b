import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Position } from "../../fleet/mistakes";
import type { KubernetesObject, Plan } from "../../plan/plan";
import { writtenDatabases } from "../../plan/vocabulary";
import { compile } from "../../policies/engine/cel";
import { type Finding, judge, type Verdict } from "../../policies/engine/judge";
import { type Rule, subjectOf } from "../../policies/rule";
import { RULES } from "../../policies/rules/rules";
import { copyOf, type Place } from "./change";
import { draft, prodPlan } from "./prod-plan";
import type { Mutation } from "./rule-case";
import { CASES } from "./rules/cases";
import { smallPlan } from "./small-plan";

/** A day on which everything in prod is in force. */
const TODAY = "2026-12-01";

/**
 * Rules that cannot tell yet: the digest of our own image is the operator's to fill in, and charts of others are not
 * fetched for a plan, nor are their digests known; and many projects do not publish until when they mend a release. What
 * ProConnect, the host, the network and the authority are is declared by assumption, until each confirms it.
 */
const UNDETERMINED = ["AUT-02", "NET-11", "PLN-01", "SOV-06", "SUP-01", "SUP-04", "SUP-05", "TLS-08", "WIR-06"];

/** Files of a folder of rules or cases, `<family>/<ID>-<name>.ts`; others beside them help several. */
function ruleFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[A-Z0-9]+-\d+-/.test(basename(path)))
    .sort();
}

const RULE_FILES = ruleFiles(join(__dirname, "../../policies/rules"));

function verdict(rule: Rule, plan: Plan): Verdict {
  const [only] = judge(plan, [rule], TODAY).verdicts;
  if (only === undefined) throw new Error("there is no verdict");
  return only;
}

function isPlan(example: KubernetesObject | Plan): example is Plan {
  return "terraform" in example;
}

/** An object alone makes a plan too. */
function planOf(example: KubernetesObject | Plan): Plan {
  return isPlan(example) ? example : smallPlan({ objects: [example] });
}

/** What a rule found of a mutation where it should, where it should not, and with another perimeter than its stack's. */
function caught(rule: Rule, plan: Plan, { mutate, at, perimeter: named, also = [] }: Mutation) {
  const changed = draft(plan);
  mutate(changed);
  const { findings: all, outcome } = verdict(rule, changed);
  const findings = all.filter(({ waiver }) => waiver === undefined);
  const misplaced = findings.filter(
    ({ stack, perimeter }) => perimeter !== (named ?? prod.facts.perimeters.find((each) => each.stack === stack)?.name),
  );
  const there = findings.filter(({ stack, object }) => stack === at.stack && object === at.object);
  const elsewhere = findings.filter(({ stack }) => stack !== at.stack && !also.includes(stack));
  const text = ({ stack, perimeter, object }: Finding) => `${stack} ${perimeter} ${object}`;
  return { outcome, there: there.length, elsewhere: elsewhere.map(text), misplaced: misplaced.map(text) };
}

/** What may be named by kind: objects of the plan, databases that a restore would make, and Secrets, of which a plan has the names. */
function named(plan: Plan): ReadonlySet<string> {
  const { environment, secrets } = plan.facts;
  const declared = secrets.map(({ namespace, name }) => `${environment} Secret/${namespace}/${name}`);
  const objects = [...plan.objects, ...writtenDatabases(plan)].map(subjectOf);
  return new Set([...declared, ...objects.map(({ stack, object }) => `${stack} ${object}`)]);
}

const texts = new Map<string, readonly string[]>();

/** The line at a position of a file of the project; undefined past its end. Throws where there is no such file. */
function lineAt({ file, line }: Position): string | undefined {
  const lines =
    texts.get(file) ??
    readFileSync(join(__dirname, "../..", file), "utf8")
      .trimEnd()
      .split("\n");
  texts.set(file, lines);
  return lines[line - 1];
}

const score = new Map<string, { caught: number; total: number }>();
let prod: Plan;
let standing: ReadonlySet<string>;

beforeAll(async () => {
  prod = await prodPlan();
  standing = named(prod);
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const own = CASES[id] ?? { good: smallPlan({}), bad: smallPlan({}), mutations: [] };

  test("accepts its good case", () => {
    const { findings, outcome } = verdict(rule, planOf(own.good));
    expect(findings.map(({ object, field, message }) => `${object} ${field} ${message}`)).toEqual([]);
    expect(outcome).toBe("passed");
  });

  test("refuses its bad case", () => {
    expect(verdict(rule, planOf(own.bad)).outcome).toBe("failed");
  });

  test("objects to nothing in prod but what is waived, and looks at something there", () => {
    const { looked, outcome } = verdict(rule, prod);
    const isWaived = prod.facts.waivers.some((waiver) => waiver.rule === rule.id);
    expect(outcome).toBe(UNDETERMINED.includes(rule.id) ? "undetermined" : isWaived ? "waived" : "passed");
    expect(looked).toBeGreaterThan(0);
  });

  test("names what it looked at in prod, each at a line of the environment's files", () => {
    const { subjects, findings } = verdict(rule, prod);
    const id = ({ stack, object }: Place) => `${stack} ${object}`;
    const unknown = subjects.filter((subject) => /^[A-Z]\w*\//.test(subject.object) && !standing.has(id(subject)));
    expect(unknown.map(id)).toEqual([]);
    expect(subjects.filter(({ at }) => lineAt(at) === undefined)).toEqual([]);
    // What a waiver covers is among what was looked at.
    expect(findings.filter((finding) => !subjects.some((subject) => id(subject) === id(finding)))).toEqual([]);
  });

  test("has mutations, each of a name of its own", () => {
    const names = own.mutations.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(own.mutations.map((mutation) => [mutation.name, mutation] as const))("catches: %s", (_, mutation) => {
    const counts = score.get(id) ?? { caught: 0, total: 0 };
    score.set(id, { ...counts, total: counts.total + 1 });
    const found = caught(rule, prod, mutation);
    expect(found).toMatchObject({ outcome: "failed", elsewhere: [], misplaced: [] });
    expect(found.there).toBeGreaterThan(0);
    score.set(id, { caught: counts.caught + 1, total: counts.total + 1 });
  });
});

describe.each(RULES.flatMap((rule) => (rule.kind === "object" ? [[rule.id, rule] as const] : [])))(
  "each expression of %s is needed:",
  (id, rule) => {
    test.each(rule.validations.map(({ at }, index) => [`${index} ${at}`, index] as const))(
      "without %s, a mutation passes",
      (_, index) => {
        const validations = rule.validations.map((each, other) => (other === index ? { ...each, cel: "true" } : each));
        const weak: Rule = { ...rule, validations };
        const all = CASES[id]?.mutations ?? [];
        expect(all.some((mutation) => caught(weak, prod, mutation).there === 0)).toBe(true);
      },
    );
  },
);

test("every mutation is caught", () => {
  const rows = RULES.map(({ id }) => ({ id, ...(score.get(id) ?? { caught: 0, total: 0 }) }));
  const sum = (of: "caught" | "total") => rows.reduce((total, row) => total + row[of], 0);
  const lines = rows.map(({ id, caught, total }) => `  ${id.padEnd(8)}${`${caught}/${total}`.padStart(6)}`);
  process.stdout.write(
    `\nrules × mutations caught\n${lines.join("\n")}\n  all     ${sum("caught")}/${sum("total")}\n\n`,
  );
  expect(rows.filter(({ caught, total }) => caught < total || total === 0)).toEqual([]);
});

test("a plan that holds nothing passes only what judges the environment's own declarations", () => {
  const nothing = smallPlan({ facts: { perimeters: [], destinations: [], escrowList: [] } });
  const passed = judge(nothing, RULES, TODAY).verdicts.filter(({ outcome }) => outcome === "passed");
  expect(passed.map(({ rule }) => rule.id)).toEqual([
    "CAP-03",
    "HOM-01",
    "HOM-02",
    "NET-11",
    "SOV-01",
    "SOV-02",
    "SOV-06",
    "TLS-08",
  ]);
});

test("the same plan and day always get the same judgement", () => {
  expect(judge(copyOf(prod), RULES, TODAY)).toEqual(judge(prod, RULES, TODAY));
});

test("a rule changes nothing of the plan that it judges", () => {
  const judged = copyOf(prod);
  judge(judged, RULES, TODAY);
  expect(judged).toEqual(prod);
});

describe("the set of rules", () => {
  test("has each id once, sorted", () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test("is what the folder holds, each file named after its rule's id", () => {
    const ids = RULE_FILES.map((path) => /^[A-Z0-9]+-\d+/.exec(basename(path))?.[0]);
    expect([...ids].sort()).toEqual(RULES.map(({ id }) => id));
  });

  test("has a case beside each file, under the same path", () => {
    expect(ruleFiles(join(__dirname, "rules"))).toEqual(RULE_FILES);
    expect(Object.keys(CASES)).toEqual(RULES.map(({ id }) => id));
  });

  test("is large enough, and enough of it sees several shards or systems", () => {
    expect(RULES.length).toBeGreaterThanOrEqual(20);
    expect(RULES.filter(({ kind }) => kind === "plan").length).toBeGreaterThanOrEqual(6);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))("%s says what it is in French and English", (_, rule) => {
    const texts = [rule.title.fr, rule.title.en, rule.why, rule.remedy];
    expect(texts.filter((text) => text.trim() === "")).toEqual([]);
    expect(rule.title.fr).not.toBe(rule.title.en);
  });

  test("has expressions that are CEL", () => {
    const expressions = RULES.flatMap((rule) => (rule.kind === "object" ? rule.validations.map(({ cel }) => cel) : []));
    expect(expressions.length).toBeGreaterThan(0);
    for (const cel of expressions) expect(() => compile(cel)).not.toThrow();
  });

  test("has no object rule for a kind that prod does not hold", () => {
    const kinds = new Set(prod.objects.map(({ object }) => object.kind));
    const named = RULES.flatMap((rule) =>
      rule.kind === "object" && rule.match !== "workloads" ? [rule.match].flat().flatMap((each) => each.kinds) : [],
    );
    expect(named.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
