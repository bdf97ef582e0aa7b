import { SIGNATURE_DAYS } from "../../antivirus/places";
import { days, PER_SHARD, type RuleGroup } from "../rules";

/** Days after which somebody is told that signatures are old: they come several times a day. Assumption. */
const TOLD_DAYS = 2;

/** Share of scans without a verdict, each a file that an agent does not get. Assumption. */
const UNDECIDED = 0.05;

/** Whether files are scanned: the antivirus has no figures of its own, what matters is seen from the scanners. */
export const CONTENT_SCANNER_RULES: RuleGroup = {
  name: "content-scanner",
  system: "content-scanner",
  alerts: [
    {
      alert: "AntivirusUnreachable",
      severity: "critical",
      expr: `max by (${PER_SHARD}) (content_scanner_antivirus_up) == 0`,
      for: "5m",
      summary: "Nobody of {{ $labels.shard }} gets a file",
      description: "No content scanner of {{ $labels.namespace }} reaches the antivirus: files are refused, by intent.",
      runbook: "files-not-scanned",
    },
    {
      alert: "ScansUndecided",
      severity: "warning",
      expr:
        `sum by (${PER_SHARD}) (rate(content_scanner_scans_total{outcome="undecided"}[10m])) / ` +
        `sum by (${PER_SHARD}) (rate(content_scanner_scans_total[10m])) > ${UNDECIDED}`,
      for: "10m",
      summary: "Files of {{ $labels.shard }} are refused without a verdict",
      description:
        "More than one scan in twenty of {{ $labels.namespace }} ends without a verdict: the file is refused.",
      runbook: "files-not-scanned",
    },
    {
      alert: "SignaturesOld",
      severity: "warning",
      expr: `time() - min(content_scanner_signatures_timestamp_seconds) > ${days(TOLD_DAYS)}`,
      for: "1h",
      summary: "Signatures of the antivirus are old",
      description: `The oldest signatures in use were made more than ${TOLD_DAYS} days ago; from ${SIGNATURE_DAYS} on every file is refused.`,
      runbook: "files-not-scanned",
    },
  ],
};
