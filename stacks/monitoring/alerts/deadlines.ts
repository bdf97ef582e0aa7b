import { days, type RuleGroup } from "../rules";

/** Days before which a convention's end is told: its notice is two months, and its renewal takes as long. Assumption. */
const CONVENTION_DAYS = 90;
/** Days before which a homologation's end is told: another takes half a year. Assumption. */
const HOMOLOGATION_DAYS = 180;
/** Days before which a waiver's end is told: what it covers holds back deploys from then on. */
const WAIVER_DAYS = 30;

/** What ends on a day that the environment's files name. */
export const DEADLINE_RULES: RuleGroup = {
  name: "deadlines",
  system: "footprint",
  alerts: [
    {
      alert: "ConventionEnds",
      severity: "warning",
      expr: `tchap:convention:end_timestamp_seconds - time() < ${days(CONVENTION_DAYS)}`,
      for: "0m",
      summary: "The convention of {{ $labels.perimeter }} ends",
      description: `The convention of perimeter {{ $labels.perimeter }} ends in less than ${CONVENTION_DAYS} days; without one no change of it is deployed.`,
      runbook: "deadline-near",
    },
    {
      alert: "HomologationEnds",
      severity: "warning",
      expr: `tchap:homologation:end_timestamp_seconds - time() < ${days(HOMOLOGATION_DAYS)}`,
      for: "0m",
      summary: "The homologation of this environment ends",
      description: `The homologation ends in less than ${HOMOLOGATION_DAYS} days; without one nothing is deployed.`,
      runbook: "deadline-near",
    },
    {
      alert: "WaiverEnds",
      severity: "warning",
      expr: `tchap:waiver:end_timestamp_seconds - time() < ${days(WAIVER_DAYS)}`,
      for: "0m",
      summary: "The waiver of {{ $labels.rule }} for {{ $labels.scope }} ends",
      description: `What {{ $labels.rule }} finds in {{ $labels.scope }} is excused for less than ${WAIVER_DAYS} days more; then it holds back deploys.`,
      runbook: "deadline-near",
    },
  ],
};
