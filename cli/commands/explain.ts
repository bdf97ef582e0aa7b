import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../fleet/load/validate";
import { CONTROLS, OWN_RULE } from "../../policies/controls/controls";
import { ENGINE_RULES } from "../../policies/engine/judge";
import { LONGEST_WAIVER_DAYS } from "../../policies/engine/waivers";
import type { RuleExample } from "../../policies/examples";
import { looksAt } from "../../policies/reports/report";
import type { Rule } from "../../policies/rule";
import { RULES } from "../../policies/rules/rules";
import { colour } from "../colour";
import type { Output } from "../output";
import { UsageError } from "../pipeline";
import type { Project } from "../project";

/** Changes that explain names of those that a rule is proven to catch; docs/generated/rule-examples.json has all. */
const CAUGHT = 6;

/** What the rule's own tests show of it; undefined where the generated file is not there. */
function exampleOf({ root }: Project, id: string): RuleExample | undefined {
  const file = join(root, "docs", "generated", "rule-examples.json");
  if (!existsSync(file)) return undefined;
  const examples: Readonly<Record<string, RuleExample>> = JSON.parse(readFileSync(file, "utf8"));
  return examples[id];
}

function exampleLines(example: RuleExample | undefined): string[] {
  if (example === undefined) return [];
  const { good, bad, catches } = example;
  const more = catches.length > CAUGHT ? [`    … and ${catches.length - CAUGHT} more`] : [];
  return [
    `  ${colour.green("good")}       (where the two differ)`,
    ...good.map((line) => `    ${line}`),
    `  ${colour.red("bad")}`,
    ...bad.map((line) => `    ${line}`),
    "  catches    (proven on the plan of prod)",
    ...catches.slice(0, CAUGHT).map((name) => `    ${name}`),
    ...more,
  ];
}

function waiverLines({ id, waivable, severity }: Rule): string[] {
  if (waivable === false) return ["  waiver     never waived"];
  const scope = "{ stack: <stack>, object: <Kind/namespace/name> }";
  const only =
    waivable === "on the node"
      ? ["    only for one object of a shared namespace that works on the node"]
      : severity === "critical"
        ? ["    only for an object that it names"]
        : [];
  return [
    "  waiver     in environments/<environment>/waivers.yaml, by somebody else than its owner:",
    ...only,
    `    - rule: ${id}`,
    `      scope: ${scope}`,
    "      reason: <why the finding is accepted>",
    "      owner: <who resolves it>",
    "      approver: <who accepts the risk>",
    "      risk: <residual risk of the homologation, R1>",
    "      issue: <where the work is followed>",
    "      approvedOn: <YYYY-MM-DD>",
    `      expiresOn: <YYYY-MM-DD, at most ${LONGEST_WAIVER_DAYS} days later>`,
  ];
}

function ruleText(rule: Rule, example: RuleExample | undefined): string {
  const controls = rule.controls.map((id) => {
    const control = CONTROLS.get(id);
    return id === OWN_RULE || control === undefined
      ? "    own rule: see the reason above"
      : `    ${id}  ${control.title} (${control.document.title})`;
  });
  const cel = rule.kind === "object" ? rule.validations.map(({ at, cel: text }) => `    ${at}\n      ${text}`) : [];
  return `${[
    colour.bold(`${rule.id}  ${rule.title.fr}`),
    `  ${rule.title.en}`,
    `  severity   ${rule.severity}`,
    `  looks at   ${looksAt(rule)}`,
    `  pourquoi   ${rule.why}`,
    `  remède     ${rule.remedy}`,
    "  controls   (aligned with)",
    ...controls,
    ...(cel.length > 0 ? ["  must be true (CEL)", ...cel] : []),
    ...exampleLines(example),
    ...waiverLines(rule),
  ].join("\n")}\n`;
}

function list(output: Output): number {
  for (const { id, severity, title } of [...RULES, ...ENGINE_RULES])
    output.say(`${id.padEnd(8)}${severity.padEnd(10)}${title.en}\n`);
  output.data(RULES.map(({ id, title, severity, controls }) => ({ id, title, severity, controls })));
  return 0;
}

function explainEngineRule(rule: (typeof ENGINE_RULES)[number], output: Output): number {
  const { id, title, severity, why, remedy } = rule;
  output.say(
    `${colour.bold(`${id}  ${title.fr}`)}\n  ${title.en}\n  severity   ${severity}\n  looks at   waivers.yaml\n  pourquoi   ${why}\n  remède     ${remedy}\n  waiver     never waived\n`,
  );
  output.data({ ...rule, controls: ["own"], looksAt: "waivers.yaml" });
  return 0;
}

/** Prints one rule, or all rules in a line each; throws UsageError for an id that is none. */
export function explain(project: Project, id: string | undefined, output: Output): number {
  if (id === undefined) return list(output);
  const wanted = id.toUpperCase();
  const ofEngine = ENGINE_RULES.find((each) => each.id === wanted);
  if (ofEngine !== undefined) return explainEngineRule(ofEngine, output);
  const rule = RULES.find((each) => each.id === wanted);
  if (rule === undefined) {
    const meant = didYouMean(
      wanted,
      RULES.map((each) => each.id),
    );
    throw new UsageError(`${id} is no rule.${meant ? ` Did you mean ${meant}?` : ""} footprint explain lists all.`);
  }
  const example = exampleOf(project, rule.id);
  output.say(ruleText(rule, example));
  output.data({ ...rule, check: undefined, looksAt: looksAt(rule), example });
  return 0;
}
