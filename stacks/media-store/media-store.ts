import { type Fleet, MEDIA_STORE_NAMESPACE } from "../../fleet/fleet";
import { MEDIA_STORE_SECRETS } from "../../fleet/secrets";
import { HOMESERVER } from "../homeserver/places";
import { namespaceSelector, selectorLabels, systemLabels, TENANT_LABELS } from "../labels";
import { mediaStoreMonitor } from "../monitoring/pod-monitors";
import { type Release, TIMEOUT_SECONDS } from "../release";
import type { Flow } from "../values";
import { COPY_NEEDS, copyValues } from "./media-copy";
import { zoneNeeds, zoneValues } from "./nodes";
import { MEDIA_COPY, MEDIA_STORE, MEDIA_STORE_SETUP, NODES_SERVICE, PORTS } from "./places";
import { SETUP_NEEDS, setupValues } from "./setup";
import type { MediaStoreValues, MediaStoreZoneValues, StoreValues } from "./values";

/** Five minutes, in seconds, for one node: stop, take its volumes elsewhere, open its tables. Assumption. */
const SECONDS_PER_NODE = 300;

const pods = (system: string) => ({ podSelector: { matchLabels: selectorLabels(system) } });

/** Which systems of a tenant read and write files: a shard's own, and those of its restores. */
const CLIENTS = [HOMESERVER, "restore-drill"];

function storeValues(fleet: Fleet): StoreValues {
  const tenants = { namespaceSelector: { matchLabels: TENANT_LABELS } };
  const ingress: Flow[] = [
    // Whose bucket, a key says.
    { peers: [...CLIENTS.map((name) => ({ ...tenants, ...pods(name) })), pods(MEDIA_COPY)], ports: [PORTS.s3] },
    { peers: [pods(MEDIA_STORE)], ports: [PORTS.rpc] },
    // Metrics are on the port of administration; each asks for a token of its own.
    {
      peers: [pods(MEDIA_STORE_SETUP), { namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }],
      ports: [PORTS.admin],
    },
  ];
  return {
    labels: systemLabels(fleet, MEDIA_STORE, "db"),
    selector: selectorLabels(MEDIA_STORE),
    nodesService: NODES_SERVICE,
    ports: { ...PORTS },
    networkPolicy: { ingress, egress: [{ peers: [pods(MEDIA_STORE)], ports: [PORTS.rpc] }] },
  };
}

function zoneRelease(fleet: Fleet, zone: string): Release {
  const values: { zone: MediaStoreZoneValues } = { zone: zoneValues(fleet, zone) };
  return {
    name: values.zone.name,
    namespace: MEDIA_STORE_NAMESPACE,
    chart: "media-store-zone",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS + fleet.mediaStore.nodesPerZone * SECONDS_PER_NODE,
    needs: [zoneNeeds(fleet)],
    accounts: [],
  };
}

/**
 * The media store of an environment, as releases to be installed one after the other: the nodes zone by zone, so that a
 * change restarts one zone while two hold every file, then what makes them one store.
 */
export function mediaStore(fleet: Fleet): Release[] {
  const values: MediaStoreValues = {
    store: storeValues(fleet),
    setup: setupValues(fleet),
    copy: copyValues(fleet),
    monitoring: {
      podMonitor: mediaStoreMonitor({
        name: MEDIA_STORE_SECRETS.metrics.name,
        key: MEDIA_STORE_SECRETS.metrics.keys[0],
      }),
    },
  };
  return [
    ...fleet.cluster.zones.map((zone) => zoneRelease(fleet, zone)),
    {
      name: MEDIA_STORE,
      namespace: MEDIA_STORE_NAMESPACE,
      chart: "media-store",
      values,
      wait: true,
      // Shards come after it, and need their buckets: a set-up that failed must not pass for a deploy that succeeded.
      waitForJobs: true,
      timeoutSeconds: TIMEOUT_SECONDS + values.setup.deadlineSeconds,
      needs: [SETUP_NEEDS, COPY_NEEDS],
      accounts: [MEDIA_STORE, MEDIA_STORE_SETUP, MEDIA_COPY],
    },
  ];
}
