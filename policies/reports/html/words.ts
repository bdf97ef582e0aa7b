import type { Position } from "../../../fleet/mistakes";
import type { Severity } from "../../rule";
import type { ControlState, ReportedRule } from "../report";
import { type Bilingual, html, type Markup, NOTHING, name, said, t } from "./markup";

/** How a rule or a control stands. */
export type State = ControlState | ReportedRule["outcome"];

const both = (fr: string, en: string): Bilingual => ({ fr, en });

/** Every state that anything in the page has, in the order of the filter. */
export const STATES: Readonly<Record<State, Bilingual>> = {
  failed: both("écart", "finding"),
  undetermined: both("indéterminé", "undetermined"),
  waived: both("sous dérogation", "waived"),
  passed: both("respectée", "passed"),
  "matched nothing": both("sans objet", "matched nothing"),
  covered: both("couverte", "covered"),
  partly: both("en partie", "partly covered"),
  "not covered": both("non couverte", "not covered"),
  platform: both("à la plateforme", "the platform's"),
  organisational: both("organisationnelle", "organisational"),
};

export const SEVERITIES: Readonly<Record<Severity, Bilingual>> = {
  critical: both("critique", "critical"),
  high: both("élevée", "high"),
  medium: both("moyenne", "medium"),
};

/** From the gravest. */
export const BY_SEVERITY = ["critical", "high", "medium"] as const satisfies readonly Severity[];

const classOf = (text: string) => text.replaceAll(" ", "-");

export function stateMark(state: State): Markup {
  return html`<span class="mark ${classOf(state)}">${said(STATES[state])}</span>`;
}

export function severityMark(severity: Severity): Markup {
  return html`<span class="severity ${severity}">${said(SEVERITIES[severity])}</span>`;
}

const MONTHS = [
  ["janvier", "January"],
  ["février", "February"],
  ["mars", "March"],
  ["avril", "April"],
  ["mai", "May"],
  ["juin", "June"],
  ["juillet", "July"],
  ["août", "August"],
  ["septembre", "September"],
  ["octobre", "October"],
  ["novembre", "November"],
  ["décembre", "December"],
] as const;

/** A day (YYYY-MM-DD) in words; anything else as it is. */
export function day(date: string): Markup {
  const [, year, month, number] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const names = MONTHS[Number(month) - 1];
  if (year === undefined || names === undefined) return html`${date}`;
  const [fr, en] = names;
  const first = Number(number) === 1 ? "1er" : Number(number);
  return html`<time datetime="${date}">${t(`${first} ${fr} ${year}`, `${Number(number)} ${en} ${year}`)}</time>`;
}

/** 14322 → 14 322, with a space that does not break; the same in both languages (ISO 80000-1). */
export function figure(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

/** A count with its noun, French and English; French has the singular for nothing, too. */
export function counted(count: number, fr: readonly [string, string], en: readonly [string, string]): Markup {
  return t(`${figure(count)} ${fr[count < 2 ? 0 : 1]}`, `${figure(count)} ${en[count === 1 ? 0 : 1]}`);
}

/** Text of an environment file, of a language unknown, with what is ours marked as an assumption. */
export function sourced(text: string): Markup {
  const [, ours, rest] = /^(assumption: *)?(.*)$/s.exec(text) ?? [];
  const mark = ours === undefined ? NOTHING : html`${assumption} `;
  return html`${mark}<span lang="">${rest}</span>`;
}

export const assumption = html`<span class="assumption">${t("hypothèse", "assumption")}</span>`;

/** File and line of an environment. */
export function place({ file, line }: Position): Markup {
  return html`<span class="place">${name(`${file}:${line}`)}</span>`;
}

const anchor = (kind: string, id: string) => `${kind}-${id.replace(/[^\p{L}\p{N}.:_-]/gu, "_")}`;

export const ruleAnchor = (id: string): string => anchor("regle", id);
export const riskAnchor = (id: string): string => anchor("risque", id);
export const documentAnchor = (key: string): string => anchor("document", key);
export const controlAnchor = (id: string): string => anchor("exigence", id);

export function ruleLink(id: string): Markup {
  return html`<a href="#${ruleAnchor(id)}">${id}</a>`;
}
