import { BORDER_DASHBOARD } from "./border";
import { CALLS_AND_PUSH } from "./calls-and-push";
import { type Dashboard, dashboardJson } from "./dashboard";
import { FLEET_OVERVIEW } from "./fleet-overview";
import { MEDIA_STORE_DASHBOARD } from "./media-store";
import { POSTGRES } from "./postgres";
import { SHARD } from "./shard";

export const DASHBOARDS: readonly Dashboard[] = [
  FLEET_OVERVIEW,
  SHARD,
  POSTGRES,
  MEDIA_STORE_DASHBOARD,
  BORDER_DASHBOARD,
  CALLS_AND_PUSH,
];

/** Every dashboard as a file; Grafana finds them by the label of their ConfigMaps. */
export function dashboards() {
  return DASHBOARDS.map((each) => ({
    name: each.uid.replace(/^tchap-/, "dashboard-"),
    file: `${each.uid}.json`,
    content: dashboardJson(each),
  }));
}
