import { curve, type Dashboard } from "./dashboard";

/** Whether telephones ring, and calls connect. */
export const CALLS_AND_PUSH: Dashboard = {
  uid: "tchap-calls-and-push",
  title: "Tchap: calls and push",
  perShard: false,
  panels: [
    curve(
      "Notifications asked of the gateway, a second",
      { unit: "reqps" },
      { expr: "sum(rate(sygnal_notifications_received_total[5m]))", legend: "received" },
    ),
    curve(
      "Pushes that the gateway did not take",
      { unit: "percentunit" },
      { expr: "tchap:pushes_failed:share15m", legend: "{{shard}}" },
    ),
    curve(
      "Pushes that a provider refused",
      { unit: "percentunit" },
      { expr: "tchap:push_refused:share10m", legend: "{{pushkin}}" },
    ),
    curve(
      "Requests to providers under way",
      { unit: "short" },
      { expr: "tchap:push_under_way:requests", legend: "{{pod}} {{provider}}" },
    ),
    curve(
      "Devices that are notified",
      { unit: "short" },
      { expr: "sum by (shard, app_id) (synapse_pushers)", legend: "{{shard}} {{app_id}}" },
    ),
    curve("Allocations of each relay", { unit: "short" }, { expr: "tchap:relay_allocations:sum", legend: "{{pod}}" }),
    curve(
      "Bytes of sessions that ended, a second",
      { unit: "bytes" },
      { expr: "sum by (pod) (rate(turn_total_traffic_sentb[5m]))", legend: "{{pod}} sent" },
      { expr: "sum by (pod) (rate(turn_total_traffic_rcvb[5m]))", legend: "{{pod}} received" },
    ),
    curve(
      "Relays as clients reach them",
      { unit: "short" },
      { expr: 'min by (instance) (probe_success{check="relay"})', legend: "{{instance}}" },
    ),
  ],
};
