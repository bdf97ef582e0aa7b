import type { Fleet } from "../../../fleet/fleet";
import type { RuleGroup } from "../rules";
import { CLUSTER_RULES } from "./cluster";
import { CONTENT_SCANNER_RULES } from "./content-scanner";
import { DEADLINE_RULES } from "./deadlines";
import { DRIFT_RULES } from "./drift";
import { edgeRules } from "./edge";
import { HOMESERVER_RULES } from "./homeserver";
import { IDENTITY_SERVER_RULES } from "./identity-server";
import { MEDIA_RULES } from "./media";
import { postgresRules } from "./postgres";
import { PUSH_GATEWAY_RULES } from "./push-gateway";
import { restoreDrillRules } from "./restore-drills";
import { BORDER_RULES, ROUTER_RULES } from "./router";
import { turnRules } from "./turn";

/** Everything that is recorded and told; what it needs to know of this environment, `facts` holds. */
export function ruleGroups(fleet: Fleet): RuleGroup[] {
  return [
    HOMESERVER_RULES,
    postgresRules(fleet),
    MEDIA_RULES,
    restoreDrillRules(fleet),
    edgeRules(fleet),
    ROUTER_RULES,
    BORDER_RULES,
    PUSH_GATEWAY_RULES,
    turnRules(fleet),
    IDENTITY_SERVER_RULES,
    CONTENT_SCANNER_RULES,
    DRIFT_RULES,
    CLUSTER_RULES,
    DEADLINE_RULES,
  ];
}
