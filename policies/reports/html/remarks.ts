import type { Remark } from "../../rule";
import { type Context, perimetersOf, SHARED } from "./context";
import { item } from "./item";
import { html, type Markup, NOTHING, name, said, t } from "./markup";
import { row, table } from "./table";
import { counted, place, ruleAnchor, ruleLink, type State, severityMark } from "./words";

/** A remark, and the rule that made it. */
export interface RuledRemark extends Remark {
  readonly rule: string;
}

/** An object that opens where the plan has it; otherwise its name alone. */
function objectCell(context: Context, { stack, object }: Pick<Remark, "stack" | "object">): Markup {
  const number = context.objectOf({ stack, object });
  if (number === undefined) return name(object);
  return html`<details class="object" data-object="${number}"><summary>${name(object)}</summary></details>`;
}

function perimeterCell(perimeter: string | undefined): Markup {
  return perimeter === undefined ? t("commun", "shared") : html`<bdi>${perimeter}</bdi>`;
}

function grouped<T>(all: readonly T[], key: (each: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const known = groups.get(key(each));
    if (known === undefined) groups.set(key(each), [each]);
    else known.push(each);
  }
  return [...groups];
}

/** Rows that stand open from the start: more of them would hide the next message. */
const FEW = 6;

const HEADS = [
  { fr: "Objet et champ", en: "Object and field" },
  { fr: "Périmètre", en: "Perimeter" },
  { fr: "Fichier d'environnement", en: "Environment file" },
];

/** What a rule says alike of many objects, once, and the objects. */
function sameMessage(context: Context, message: string, remarks: readonly RuledRemark[], state: State): Markup {
  const perimeters = perimetersOf(remarks).filter((each) => each !== SHARED);
  const over =
    perimeters.length < 2
      ? NOTHING
      : html`, ${counted(perimeters.length, ["périmètre", "périmètres"], ["perimeter", "perimeters"])}`;
  const rows = remarks.map((remark) => {
    const field = remark.field === "" ? NOTHING : html` <code class="field">${remark.field}</code>`;
    const facets = {
      documents: context.documentsOf(remark.rule),
      states: [state],
      severities: [context.rule(remark.rule).severity],
      perimeters: [remark.perimeter ?? SHARED],
    };
    return row(
      html`${objectCell(context, remark)}${field}`,
      [perimeterCell(remark.perimeter), place(remark.at)],
      item(facets),
    );
  });
  const caption = { fr: `Objets : ${message}`, en: `Objects: ${message}` };
  return html`<details class="group" data-group${remarks.length <= FEW ? html` open` : NOTHING}><summary><span lang="en"><bdi>${message}</bdi></span> <span class="size">${counted(remarks.length, ["objet", "objets"], ["object", "objects"])}${over}</span></summary>
${table({ caption, heads: HEADS, rows, kind: "remarks" })}</details>
`;
}

/** Remarks under their rules, the gravest first, each message said once. */
export function remarksByRule(context: Context, remarks: readonly RuledRemark[], state: State): Markup {
  const order = { critical: 0, high: 1, medium: 2 };
  const byRule = grouped(remarks, ({ rule }) => rule)
    .map(([id, own]) => ({ rule: context.rule(id), own }))
    .sort((a, b) => order[a.rule.severity] - order[b.rule.severity]);
  return html`${byRule.map(
    ({ rule, own }) => html`<section class="by-rule" data-group aria-labelledby="${state}-${ruleAnchor(rule.id)}">
<h3 id="${state}-${ruleAnchor(rule.id)}">${ruleLink(rule.id)} ${said(rule.title)} ${severityMark(rule.severity)}</h3>
<p><b>${t("Remède :", "Remedy:")}</b> <span lang="fr">${rule.remedy}</span></p>
${messages(context, own, state)}</section>
`,
  )}`;
}

/** Messages of one rule, each once with its objects. */
export function messages(context: Context, remarks: readonly RuledRemark[], state: State): Markup {
  return html`${grouped(remarks, ({ message }) => message).map(([message, own]) => sameMessage(context, message, own, state))}`;
}
