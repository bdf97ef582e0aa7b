import type { Fleet } from "../../../../fleet/fleet";
import type { Cases } from "./case";
import { CLUSTER_CASES, relayCases } from "./cluster";
import { CONTENT_SCANNER_CASES } from "./content-scanner";
import { EDGE_CASES } from "./edge";
import { HOMESERVER_CASES } from "./homeserver";
import { MEDIA_CASES } from "./media";
import { POSTGRES_CASES } from "./postgres";
import { SERVICE_CASES } from "./services";

/** The case of each alert of an environment, by its name. */
export const alertCases = (fleet: Fleet): Cases => ({
  ...HOMESERVER_CASES,
  ...POSTGRES_CASES,
  ...MEDIA_CASES,
  ...CONTENT_SCANNER_CASES,
  ...SERVICE_CASES,
  ...EDGE_CASES,
  ...CLUSTER_CASES,
  ...relayCases(fleet.turnCapacity.totalQuota),
});
