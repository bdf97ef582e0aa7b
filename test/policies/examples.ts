import { isDeepStrictEqual } from "node:util";
import { type KubernetesObject, objectId, type Plan } from "../../plan/plan";
import type { RuleExample } from "../../policies/examples";
import { CASES } from "./rules/cases";

/** Differences that an example shows: the first few tell what matters. */
const SHOWN = 4;

/** Characters of a value that an example shows: what fits on a line or two. */
const LONGEST = 160;

type Leaves = ReadonlyMap<string, unknown>;

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [[path, value]];
  const step = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  return Object.entries(value).flatMap(([key, each]) => leaves(each, step(key)));
}

/** What a case says, by where it says it: the fields of each object, of the facts and of the Terraform JSON. */
function said(example: KubernetesObject | Plan): Leaves {
  if (!isPlan(example)) return new Map(leaves(example, ""));
  const plan = example;
  const objects = plan.objects.flatMap(({ object }, index) => {
    const earlier = plan.objects.slice(0, index).filter((each) => objectId(each.object) === objectId(object)).length;
    return leaves(object, `${objectId(object)}${earlier > 0 ? ` (${earlier + 1})` : ""} `);
  });
  const facts = leaves(plan.facts, "environment ").filter(([path]) => !/\.at\.(file|line|column)$/.test(path));
  const stacks = plan.terraform.flatMap(({ name, terraform }) => leaves(terraform, `${name}/cdk.tf.json `));
  return new Map([...objects, ...facts, ...stacks].map(([path, value]) => [path.replace(" .", " "), value]));
}

function isPlan(example: KubernetesObject | Plan): example is Plan {
  return "terraform" in example;
}

/** The part of a text that differs from another, with a little before it. */
function short(text: string, other: string): string {
  if (text.length <= LONGEST) return text;
  const same = [...text].findIndex((character, index) => character !== other[index]);
  const start = Math.max(0, same - LONGEST / 4);
  const end = start + LONGEST;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** A value; of a whole file, the lines that only it has. */
function shownValue(value: unknown, other: unknown): string {
  if (value === undefined) return "(absent)";
  if (typeof value !== "string" || !value.includes("\n") || typeof other !== "string")
    return short(JSON.stringify(value), JSON.stringify(other ?? ""));
  const linesOnlyIn = (one: string, two: string) => {
    const theirs = new Set(two.split("\n"));
    const own = one.split("\n").filter((line) => !theirs.has(line));
    return own.map((line) => line.trim()).join(" ⏎ ");
  };
  const own = linesOnlyIn(value, other);
  return own === "" ? "(the same without those lines)" : short(own, linesOnlyIn(other, value));
}

function sideOf(one: Leaves, other: Leaves): string[] {
  const isIn = (side: Leaves, object: string) => [...side.keys()].some((path) => path.startsWith(`${object} `));
  const paths = [...new Set([...one.keys(), ...other.keys()])].filter(
    (path) => !isDeepStrictEqual(one.get(path), other.get(path)),
  );
  const lines = paths.map((path) => {
    const object = /^(.+?) \S+$/.exec(path)?.[1];
    if (object !== undefined && !isIn(one, object)) return `${object}: (absent)`;
    if (object !== undefined && !isIn(other, object)) return `${object}: (there)`;
    return `${path}: ${shownValue(one.get(path), other.get(path))}`;
  });
  const all = [...new Set(lines)];
  return all.length > SHOWN ? [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`] : all;
}

/** Where the page of examples is kept, from the project's root: explain reads it. */
export const EXAMPLES_FILE = "docs/generated/rule-examples.json";

/** What `footprint explain` shows of each rule: where its good and bad case differ, and which changes of prod it catches. */
export function ruleExamples(): string {
  const examples: Readonly<Record<string, RuleExample>> = Object.fromEntries(
    Object.entries(CASES).map(([id, { good, bad, mutations }]) => {
      const [right, wrong] = [said(good), said(bad)];
      return [
        id,
        { good: sideOf(right, wrong), bad: sideOf(wrong, right), catches: mutations.map(({ name }) => name) },
      ];
    }),
  );
  return `${JSON.stringify(examples, null, 1)}\n`;
}
