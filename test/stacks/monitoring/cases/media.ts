import { A, type Cases, HOUR, OF_A, type Series, since, still, whose } from "./case";

const STORE = "tchap-media-store";
const node = (zone: string) => `{namespace="${STORE}",pod="media-store-${zone}-0-0",system="media-store"}`;
const ZONES = ["a", "b", "c"];

const ofEach = (name: string, values: readonly number[]): Series =>
  Object.fromEntries(ZONES.map((zone, index) => [`${name}${node(zone)}`, still(values[index] ?? 0)]));

const nodes = (ok: number): Series => ({
  ...ofEach("cluster_storage_nodes", [3, 3, 3]),
  ...ofEach("cluster_storage_nodes_ok", [ok, ok, ok]),
});

const copies = (secondsAgo: number): Series => ({
  ...whose(STORE),
  [`kube_cronjob_created{namespace="${STORE}",cronjob="media-copy"}`]: since(1000 * HOUR),
  [`kube_cronjob_status_last_successful_time{namespace="${STORE}",cronjob="media-copy"}`]: since(secondsAgo),
  // Somebody else's job of the same name is nobody's here.
  'kube_cronjob_status_last_successful_time{namespace="elsewhere",cronjob="media-copy"}': since(1000 * HOUR),
});

const upkeep = (secondsAgo: number): Series => ({
  [`tchap_media_upkeep_success_timestamp_seconds{${A},pod="homeserver-0"}`]: since(secondsAgo),
});

const MARKER = `tchap_marker_timestamp_seconds{${A},pod="homeserver-0"}`;

const differing = (files: number): Series => ({
  [`tchap_media_mismatched_files{${A},pod="homeserver-0"}`]: still(files),
});

export const MEDIA_CASES: Cases = {
  MediaStoreUnavailable: {
    fires: ofEach("cluster_available", [0, 0, 0]),
    labels: { namespace: STORE },
    // One node that is cut off says so of itself alone.
    silent: ofEach("cluster_available", [1, 1, 0]),
  },
  MediaStoreNodeMissing: { fires: nodes(2), labels: { namespace: STORE }, silent: nodes(3) },
  MediaStoreBlocksMissing: {
    fires: { [`block_resync_errored_blocks${node("a")}`]: still(1) },
    labels: { namespace: STORE, pod: "media-store-a-0-0" },
    silent: { [`block_resync_errored_blocks${node("a")}`]: still(0) },
    at: "90m",
  },
  MediaCopyOld: {
    fires: copies(36 * HOUR),
    labels: { namespace: STORE, cronjob: "media-copy" },
    silent: copies(20 * HOUR),
    at: "3h",
  },
  MediaUpkeepStopped: {
    fires: upkeep(6 * HOUR),
    labels: OF_A,
    silent: upkeep(HOUR),
  },
  MediaDiffers: { fires: differing(1), labels: OF_A, silent: differing(0), at: "4h" },
  MarkerMissing: {
    fires: { [MARKER]: since(0) },
    labels: OF_A,
    silent: { [MARKER]: "0+60x240" },
  },
};
