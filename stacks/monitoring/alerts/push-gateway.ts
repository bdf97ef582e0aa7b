import { IN_FLIGHT_LIMIT } from "../../push-gateway/config";
import type { RuleGroup } from "../rules";

/** Requests under way to one provider: four fifths of what one app may have in one pod. Assumption. */
const UNDER_WAY = Math.floor(0.8 * IN_FLIGHT_LIMIT);

/** Share of homeservers' requests that the gateway fails; a provider that does not answer shows here alone. Assumption. */
const FAILED = 0.05;

/** Share of pushes that a provider refuses, devices that are gone left aside. Assumption. */
const REFUSED = 0.1;

/** What a provider answers for a device that no longer is: no fault of ours. */
const GONE = { apns: "400|410", gcm: "404" } as const;

function refusedBy(provider: keyof typeof GONE): string {
  const count = (code: string) =>
    `sum by (namespace, pushkin) (rate(sygnal_${provider}_status_codes_total${code}[10m]))`;
  return `${count(`{code!~"2..|${GONE[provider]}"}`)} / ${count("")}`;
}

/** Whether Apple and Google take what Synapse hands over. */
export const PUSH_GATEWAY_RULES: RuleGroup = {
  name: "push-gateway",
  system: "push-gateway",
  recordings: [
    { record: "tchap:push_refused:share10m", expr: `${refusedBy("apns")} or ${refusedBy("gcm")}` },
    {
      record: "tchap:push_under_way:requests",
      expr:
        'label_replace(sygnal_active_apns_requests, "provider", "apns", "", "") or ' +
        'label_replace(sygnal_active_gcm_requests + sygnal_pending_gcm_requests, "provider", "gcm", "", "")',
    },
  ],
  alerts: [
    {
      alert: "PushProviderRefuses",
      severity: "critical",
      expr: `tchap:push_refused:share10m > ${REFUSED}`,
      for: "15m",
      summary: "Pushes of {{ $labels.pushkin }} are refused",
      description: "The provider refuses more than a tenth of the pushes of {{ $labels.pushkin }}: a key, or a quota.",
      runbook: "push-not-arriving",
    },
    {
      alert: "PushGatewayFails",
      severity: "critical",
      expr:
        'sum by (namespace) (rate(sygnal_pushgateway_status_codes_total{code=~"5.."}[10m])) / ' +
        `sum by (namespace) (rate(sygnal_pushgateway_status_codes_total[10m])) > ${FAILED}`,
      for: "10m",
      summary: "The push gateway fails",
      description:
        "The push gateway in {{ $labels.namespace }} fails more than one request in twenty: a provider does not answer.",
      runbook: "push-not-arriving",
    },
    {
      alert: "PushesPileUp",
      severity: "warning",
      expr: `max by (namespace, pod, provider) (tchap:push_under_way:requests) > ${UNDER_WAY}`,
      for: "5m",
      summary: "Pushes to {{ $labels.provider }} pile up",
      description: `More than ${UNDER_WAY} requests to {{ $labels.provider }} are under way in {{ $labels.pod }}; at ${IN_FLIGHT_LIMIT} pushes are dropped.`,
      runbook: "push-not-arriving",
    },
    {
      alert: "PushesDropped",
      severity: "critical",
      expr: "sum by (namespace, pushkin) (rate(sygnal_inflight_request_limit_drop_total[5m])) > 0",
      for: "5m",
      summary: "Pushes of {{ $labels.pushkin }} are dropped",
      description: "The push gateway drops pushes of {{ $labels.pushkin }}, since too many are under way.",
      runbook: "push-not-arriving",
    },
  ],
};
