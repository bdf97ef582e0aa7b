import type { Fleet } from "../../../fleet/fleet";
import { days, hours, type RuleGroup, WHOSE } from "../rules";

/** Share of the days before its end in which a certificate should have been renewed: then nobody renewed it. */
const RENEWAL_MISSED = 0.5;

/** Hours in which a certificate can still be renewed by hand, at night too. Assumption. */
const LAST_HOURS = 72;

/** What agents and other shards see by public names, and the certificates that they see it by. */
export function edgeRules({ certificates }: Pick<Fleet, "certificates">): RuleGroup {
  const missedDays = Math.floor(certificates.renewBeforeDays * RENEWAL_MISSED);
  const left = "min by (shard, perimeter, check, instance) (probe_ssl_earliest_cert_expiry) - time()";
  return {
    name: "edge",
    system: "edge",
    alerts: [
      {
        alert: "PublicCheckFails",
        severity: "critical",
        expr: "max by (shard, perimeter, check, instance) (probe_success) == 0",
        for: "5m",
        summary: "{{ $labels.check }} of {{ $labels.instance }} does not answer as it should",
        description: "The check {{ $labels.check }} of {{ $labels.instance }} has failed for five minutes.",
        runbook: "public-check-failing",
      },
      {
        alert: "CertificateEnds",
        severity: "warning",
        expr: `${left} < ${days(missedDays)}`,
        for: "1h",
        summary: "The certificate of {{ $labels.instance }} was not renewed",
        description: `The certificate at {{ $labels.instance }} ends in less than ${missedDays} days; it should have been renewed ${certificates.renewBeforeDays} days before.`,
        runbook: "certificate-ending",
      },
      {
        alert: "CertificateEndsNow",
        severity: "critical",
        expr: `${left} < ${hours(LAST_HOURS)}`,
        for: "5m",
        summary: "The certificate of {{ $labels.instance }} ends within three days",
        description: "Clients and other shards refuse {{ $labels.instance }} from the moment its certificate ends.",
        runbook: "certificate-ending",
      },
      {
        alert: "CertificateNotReady",
        severity: "warning",
        expr: `max by (namespace, name) (certmanager_certificate_ready_status{condition="True"}) ${WHOSE} == 0`,
        for: "1h",
        summary: "The certificate {{ $labels.name }} is not issued",
        description:
          "cert-manager has not made the certificate {{ $labels.name }} in {{ $labels.namespace }} ready for an hour.",
        runbook: "certificate-ending",
      },
    ],
  };
}
