import { PER_SHARD, type RuleGroup } from "../rules";

/** Share of answers that are errors of ours: agents see it. Assumption. */
const ERRORS = 0.05;

/** Share of requests refused for being too many: a client in a loop, or a limit that is too low. Assumption. */
const REFUSED = 0.1;

/** Refusals a second at the border, of whoever is not in the declaration: scanners are slower. Assumption. */
const BORDER_REFUSALS = 1;

const answers = (code: string) =>
  `sum by (${PER_SHARD}) (rate(haproxy_frontend_http_responses_total{system="router",proxy="public"${code}}[5m]))`;

/** What the frontends of an HAProxy refused themselves, a second. */
function refusedBy(system: string, by: string): string {
  const clientErrors = (side: string, doors: string) =>
    `sum by (${by}) (rate(haproxy_${side}_http_responses_total{system="${system}",code="4xx"${doors}}[5m]))`;
  return `${clientErrors("frontend", ',proxy=~"public|federation"')} - ${clientErrors("backend", "")}`;
}

/** What routers and the inbound border answer, and refuse. */
export const ROUTER_RULES: RuleGroup = {
  name: "router",
  system: "router",
  recordings: [
    { record: "tchap:router_requests:rate5m", expr: answers("") },
    { record: "tchap:router_errors:share5m", expr: `${answers(',code="5xx"')} / tchap:router_requests:rate5m` },
    {
      record: "tchap:too_many_requests:share5m",
      // HAProxy counts answers by their first figure alone: what its frontends refused is theirs less their backends'.
      expr:
        `(${refusedBy("router", PER_SHARD)} + ` +
        `sum by (${PER_SHARD}) (rate(synapse_http_server_responses_total{code="429"}[5m]))) / tchap:router_requests:rate5m`,
    },
  ],
  alerts: [
    {
      alert: "ShardAnswersErrors",
      severity: "critical",
      expr: `tchap:router_errors:share5m > ${ERRORS}`,
      for: "10m",
      summary: "{{ $labels.shard }} answers with errors",
      description: "More than one answer in twenty of shard {{ $labels.shard }} is an error of the server.",
      runbook: "shard-slow",
    },
    {
      alert: "TooManyRequestsRefused",
      severity: "warning",
      expr: `tchap:too_many_requests:share5m > ${REFUSED}`,
      for: "15m",
      summary: "{{ $labels.shard }} refuses many requests",
      description: "Shard {{ $labels.shard }} refuses more than a tenth of what it is asked, as too much of it.",
      runbook: "refusals-rising",
    },
  ],
};

/** Who is turned away where other servers come in. */
export const BORDER_RULES: RuleGroup = {
  name: "border",
  system: "border-inbound",
  recordings: [
    {
      record: "tchap:border_refusals:rate5m",
      expr: refusedBy("border-inbound", "namespace"),
    },
  ],
  alerts: [
    {
      alert: "BorderRefusalsRise",
      severity: "warning",
      expr: `tchap:border_refusals:rate5m > ${BORDER_REFUSALS}`,
      for: "15m",
      summary: "The border turns many requests away",
      description:
        "More than one request a second is refused at the border in {{ $labels.namespace }}: an unknown server, or one of ours that the declaration lacks.",
      runbook: "refusals-rising",
    },
  ],
};
