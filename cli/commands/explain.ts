import { didYouMean } from "../../fleet/load/validate";
import { CONTROLS } from "../../policies/controls";
import { WAIVERS_RULE } from "../../policies/engine/waivers";
import type { Rule } from "../../policies/rule";
import { RULES } from "../../policies/rules/rules";
import { colour } from "../colour";
import type { Output } from "../output";
import { UsageError } from "../pipeline";

function looksAt(rule: Rule): string {
  if (rule.kind === "plan") return rule.looksAt;
  if (rule.match === "workloads") return "everything that runs pods";
  return [rule.match]
    .flat()
    .flatMap(({ kinds }) => kinds)
    .join(", ");
}

function ruleText(rule: Rule): string {
  const controls = rule.controls.map((id) => {
    const control = CONTROLS.get(id);
    return control ? `    ${id}  ${control.title} (${control.document})` : "    own rule: see the reason above";
  });
  const cel = rule.kind === "object" ? rule.validations.map(({ at, cel: text }) => `    ${at}\n      ${text}`) : [];
  return `${[
    colour.bold(`${rule.id}  ${rule.title.fr}`),
    `  ${rule.title.en}`,
    `  severity   ${rule.severity}${rule.waivable === false ? ", never waived" : ""}`,
    `  looks at   ${looksAt(rule)}`,
    `  pourquoi   ${rule.why}`,
    `  remède     ${rule.remedy}`,
    "  controls   (aligned with)",
    ...controls,
    ...(cel.length > 0 ? ["  must be true (CEL)", ...cel] : []),
  ].join("\n")}\n`;
}

/** Prints one rule, or all rules in a line each; throws UsageError for an id that is none. */
export function explain(id: string | undefined, output: Output): number {
  if (id === undefined) {
    for (const rule of RULES) output.say(`${rule.id.padEnd(8)}${rule.severity.padEnd(10)}${rule.title.en}\n`);
    output.data(RULES.map(({ id: name, title, severity, controls }) => ({ id: name, title, severity, controls })));
    return 0;
  }
  if (id.toUpperCase() === WAIVERS_RULE.id) {
    const { title, severity, why, remedy } = WAIVERS_RULE;
    output.say(`${colour.bold(`${WAIVERS_RULE.id}  ${title.fr}`)}\n  ${title.en}\n`);
    output.say(
      `  severity   ${severity}, never waived\n  looks at   waivers.yaml\n  pourquoi   ${why}\n  remède     ${remedy}\n`,
    );
    output.data({ ...WAIVERS_RULE, controls: ["own"], looksAt: "waivers.yaml" });
    return 0;
  }
  const rule = RULES.find((each) => each.id === id.toUpperCase());
  if (rule === undefined) {
    const meant = didYouMean(
      id.toUpperCase(),
      RULES.map((each) => each.id),
    );
    throw new UsageError(`${id} is no rule.${meant ? ` Did you mean ${meant}?` : ""} footprint explain lists all.`);
  }
  output.say(ruleText(rule));
  output.data({ ...rule, check: undefined, looksAt: looksAt(rule) });
  return 0;
}
