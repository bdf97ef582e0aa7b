import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, diffPlans } from "../../plan/diff";
import { colour } from "../colour";
import type { Output } from "../output";
import { preparePlan } from "../pipeline";
import { planBefore } from "../plan-before";
import type { Project } from "../project";

const SIGN = { added: colour.green("+"), changed: colour.yellow("~"), removed: colour.red("-") } as const;

/** Lines of a changed file that are shown; the plan folders hold the rest. */
const SHOWN_LINES = 6;

function changeText({ change, id, fields, lines, effect, stateful, irreversible }: Change): string {
  const shown = fields.slice(0, 4).join(", ");
  const more = fields.length > 4 ? ` and ${fields.length - 4} more` : "";
  const about = [shown + more, effect].filter((part) => part !== undefined && part !== "").join("; ");
  const rest = lines.length > SHOWN_LINES ? [`… and ${lines.length - SHOWN_LINES} more lines`] : [];
  const file = [...lines.slice(0, SHOWN_LINES), ...rest].map((line) => colour.dim(`        ${line}\n`)).join("");
  const marks = `${stateful ? colour.bold("  holds data") : ""}${irreversible ? colour.red("  no way back") : ""}`;
  return `    ${SIGN[change]} ${id}${marks}${about ? `  (${about})` : ""}\n${file}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What changes imply, each said once, with the first of the objects that it is said of. */
function implications(changes: readonly Change[]): string {
  const said = new Map<string, string[]>();
  for (const { id, implies } of changes)
    for (const sentence of implies) said.set(sentence, [...(said.get(sentence) ?? []), id]);
  const lines = [...said].map(([sentence, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `    ${sentence}\n${colour.dim(`      ${first}${more}\n`)}`;
  });
  return lines.length === 0 ? "" : `  ${colour.bold("read before you deploy")}\n${lines.join("")}`;
}

/** Changes as a person reads them: what is lost or holds data first, then each stack, then what they imply. */
export function changesText(changes: readonly Change[], environment: string): string {
  if (changes.length === 0) return `${environment}   no change\n`;
  const stacks = [...new Set(changes.map(({ stack }) => stack))];
  const restarts = changes.filter(({ effect }) => effect?.includes("restart")).length;
  const stateful = changes.filter((change) => change.stateful).length;
  const lost = changes.filter(({ irreversible }) => irreversible).length;
  const head = `${colour.bold(environment)}   ${counted(changes.length, "object")} in ${counted(stacks.length, "stack")}, ${counted(restarts, "restart")}, ${stateful === 0 ? "nothing stateful" : `${stateful} stateful`}${lost === 0 ? "" : colour.red(`, ${lost} without a way back`)}\n`;
  return (
    head +
    stacks
      .map(
        (stack) =>
          `  ${stack}\n${changes
            .filter((change) => change.stack === stack)
            .map(changeText)
            .join("")}`,
      )
      .join("") +
    implications(changes)
  );
}

/** What would change against a plan folder (relative to `from`) or a git revision. */
export async function diff(
  project: Project,
  environment: string,
  against: string,
  from: string,
  output: Output,
): Promise<number> {
  const aside = mkdtempSync(join(tmpdir(), "footprint-"));
  try {
    output.progress(`planning ${environment} and ${against}`);
    const { plan } = await preparePlan(project, environment, aside);
    const changes = diffPlans(planBefore(project, environment, against, from), plan.objects);
    output.done();
    output.say(changesText(changes, environment));
    output.data({ environment, against, changes });
    return 0;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
