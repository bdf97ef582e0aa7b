import type { Plan } from "../../plan/plan";
import type { Remark } from "../rule";
import { daysBetween } from "./days";
import { samePerson } from "./persons";

type BreakGlass = Plan["facts"]["breakGlass"][number];

/** Hours for which findings do not hold back the stacks of a record: one night and the day after it. */
const BREAK_GLASS_HOURS = 24;

/** Days within which a record must be reviewed: a week, so that whoever opened it still remembers. Choice of ours. */
export const REVIEW_DAYS = 7;

/** What the engine asks of records of break-glass; never waived, and no rule over the plan. */
export const BREAK_GLASS_RULE = {
  id: "WAI-02",
  title: {
    fr: "Bris de glace revus : deux personnes, vingt-quatre heures, un compte rendu",
    en: "Break-glass is reviewed: two persons, twenty-four hours, an account of it",
  },
  why: `Un déploiement malgré des écarts se justifie une nuit, pas davantage. Il nomme deux personnes, ne vaut que ${BREAK_GLASS_HOURS} heures et ses piles, et doit être revu sous ${REVIEW_DAYS} jours ; sans compte rendu, ses piles sont retenues. Règle propre.`,
  remedy: "Complétez review dans waivers.yaml (on, by, outcome), ou corrigez le relevé.",
  severity: "high",
} as const;

const HOUR = 3600 * 1000;

/** True while a record lets a stack be deployed in spite of findings; `now` is YYYY-MM-DDThh:mm:ssZ. */
export function opens(record: BreakGlass, stack: string, now: string): boolean {
  const age = Date.parse(now) - Date.parse(record.openedAt);
  if (samePerson(record.openedBy, record.secondedBy)) return false;
  return record.stacks.includes(stack) && age >= 0 && age < BREAK_GLASS_HOURS * HOUR;
}

function faults(record: BreakGlass, today: string): string[] {
  const opened = record.openedAt.slice(0, 10);
  const due = daysBetween(opened, today) > REVIEW_DAYS;
  return [
    ...(samePerson(record.openedBy, record.secondedBy) ? ["is opened by one person alone"] : []),
    ...(opened > today ? [`is opened in the future (${record.openedAt})`] : []),
    ...(record.review === undefined && due ? [`was opened on ${opened} and is not reviewed`] : []),
    ...(record.review !== undefined && record.review.on < opened ? ["was reviewed before it was opened"] : []),
    ...(record.review !== undefined && record.review.on > today ? ["is reviewed in the future"] : []),
  ];
}

/** Faults of records, each in the stacks that the record names; a name that is no stack is the environment's fault. */
export function breakGlassRemarks({ facts, terraform }: Plan, today: string): Remark[] {
  const known = new Set(terraform.map(({ name }) => name));
  const at = (record: BreakGlass, stack: string, message: string): Remark => ({
    stack: known.has(stack) ? stack : facts.environment,
    perimeter: facts.perimeters.find((each) => each.stack === stack)?.name,
    object: `break-glass ${record.openedAt}`,
    field: "",
    at: record.at,
    message: `The break-glass ${message}.`,
  });
  return facts.breakGlass.flatMap((record) => [
    ...record.stacks.filter((stack) => !known.has(stack)).map((stack) => at(record, stack, `names ${stack}, no stack`)),
    ...faults(record, today).flatMap((fault) => record.stacks.map((stack) => at(record, stack, fault))),
  ]);
}
