import { parse } from "smol-toml";
import { once } from "../plan/once";
import type { Plan, PlannedObject } from "../plan/plan";
import {
  at,
  filesLike,
  list,
  ofKindIn,
  selects,
  texts,
  type Workload,
  workloads,
  workloadsIn,
} from "../plan/vocabulary";
import { programs } from "./operations";
import { targetOf } from "./rules/wiring/services";

/*
 * What rules say of the media store, read back from what is mounted: Garage's own configuration, and the settings of the
 * program that makes its nodes one store with its buckets and keys.
 */

/** A file of a ConfigMap, read. */
export interface SettingsFile {
  readonly planned: PlannedObject;
  readonly file: string;
  /** Undefined when it is not what its reader takes: every setting is then as good as absent. */
  readonly settings: unknown;
}

function readToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const garageFiles = filesLike((text) => text.includes("replication_factor"));

/** Every configuration of Garage, known by a setting that each must have. */
export const garageConfigs = once((plan: Plan): readonly SettingsFile[] =>
  garageFiles(plan).map(({ planned, file, text }) => ({ planned, file, settings: readToml(text) })),
);

/** What the program that makes nodes one store is told, where it runs with this command. */
function settingsFor(plan: Plan, command: "setup" | "connect"): SettingsFile[] {
  return programs(plan, "media_store")
    .filter(({ container }) => texts(at(container, "args")).includes(command))
    .flatMap(({ file, settings }) =>
      file === undefined ? [] : [{ planned: file.planned, file: file.file, settings }],
    );
}

/** What the store is told of nodes, buckets and keys. */
export const storeSettings = once((plan: Plan): readonly SettingsFile[] => settingsFor(plan, "setup"));

/** What the program is told that lets nodes find each other again. */
export const connectSettings = once((plan: Plan): readonly SettingsFile[] => settingsFor(plan, "connect"));

/** A node of the store: something that runs Garage. */
export interface StoreNode {
  readonly workload: Workload;
  readonly container: unknown;
}

/** Everything that runs Garage's image. */
export const storeNodes = once((plan: Plan): readonly StoreNode[] =>
  workloads(plan).flatMap((workload) =>
    list(at(workload.pod, "containers"))
      .filter((container) => at(container, "image") === plan.facts.images.garage.reference)
      .map((container) => ({ workload, container })),
  ),
);

/** A key of the store, and what it may do with one bucket. */
export interface BucketKey {
  readonly bucket: unknown;
  readonly file: unknown;
  readonly write: boolean;
}

/** Every key that is given a bucket. */
export function bucketKeys({ settings }: SettingsFile): BucketKey[] {
  return list(at(settings, "buckets")).flatMap((bucket) =>
    list(at(bucket, "keys")).map((key) => ({
      bucket: at(bucket, "bucket"),
      file: at(key, "credentialsFile"),
      write: at(key, "write") !== false,
    })),
  );
}

/** Whether an address is that of the store's S3, by a Service of the plan that leads to all its nodes and nowhere else. */
export function isStoreEndpoint(plan: Plan, endpoint: unknown): boolean {
  const url = URL.parse(String(endpoint));
  const nodes = storeNodes(plan).map(({ workload }) => workload);
  const [first] = nodes;
  const namespace = first?.planned.object.metadata.namespace;
  const service = ofKindIn(plan, "Service", namespace).find(
    ({ object: { metadata } }) =>
      url?.hostname === `${metadata.name}.${namespace}.svc.cluster.local` && url.pathname === "/",
  );
  const selector = { matchLabels: at(service?.object.spec, "selector") };
  const selected = workloadsIn(plan, namespace).filter(({ labels }) => selects(selector, labels) === true);
  const port = list(at(service?.object.spec, "ports")).find((each) => at(each, "port") === Number(url?.port || 80));
  const target = first === undefined || port === undefined ? undefined : targetOf(first, port);
  const answers = garageConfigs(plan).some(
    ({ settings }) =>
      String(at(settings, "s3_api", "api_bind_addr"))
        .split(":")
        .at(-1) === String(target),
  );
  return (
    service !== undefined &&
    answers &&
    nodes.every((each) => selected.includes(each)) &&
    selected.length === nodes.length
  );
}
