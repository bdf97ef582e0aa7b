import type { Plan } from "../../../plan/plan";
import { planRule, type Remark, remark, type Subject } from "../../rule";

/** Either side may end a convention with two months' notice (press on the convention de service, 2020). */
const NOTICE_MONTHS = 2;

/** The day a number of months later, never past that month's end. */
export function monthsLater(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

function conventionOf({ stack, name, conventionAt }: Plan["facts"]["perimeters"][number]): Subject {
  return { stack, perimeter: name, object: `perimeter ${name}`, at: conventionAt };
}

export default planRule({
  id: "FLT-01",
  title: { fr: "Convention de service en vigueur", en: "Each perimeter's convention is in force" },
  why: "Sans convention, personne ne répond des domaines de messagerie, du support et des suspensions. Règle propre, tirée du modèle de convention.",
  remedy: "Renouvelez la convention et ses dates, ou passez le périmètre à suspended, puis closed.",
  severity: "high",
  controls: ["own"],
  looksAt: "the dates of every perimeter's convention, on the day of the judgement",
  check: (plan, today) => {
    const open = plan.facts.perimeters.filter(({ state }) => state === "active" || state === "notice");
    const findings = open.flatMap((perimeter): Remark[] => {
      const { state, convention } = perimeter;
      const say = (message: string) => [remark(conventionOf(perimeter), "convention", message)];
      if (convention.signedOn > today) return say(`is signed in the future (${convention.signedOn}).`);
      if (convention.endsOn < today) return say(`ended on ${convention.endsOn}.`);
      if (state === "notice" && convention.noticeOn === undefined) return say("is under notice since no date.");
      const last = convention.noticeOn === undefined ? undefined : monthsLater(convention.noticeOn, NOTICE_MONTHS);
      return last !== undefined && last < today
        ? say(`was denounced: its ${NOTICE_MONTHS} months' notice ran out on ${last}.`)
        : [];
    });
    return { looked: open.map(conventionOf), findings };
  },
});
