import type { Plan } from "../../../plan/plan";
import { at, list, ofKind } from "../../../plan/vocabulary";
import { quantity } from "../../engine/quantity";
import {
  connectSettings,
  garageConfigs,
  type SettingsFile,
  type StoreNode,
  storeNodes,
  storeSettings,
} from "../../media-store";
import { mountAt, mountedFile } from "../../mounted";
import { plannedOf, planRule, type Remark, remark, remarkAtEnvironment } from "../../rule";
import { zoneOf } from "../../zones";

/** Copies of each file, one a zone. */
const COPIES = 3;

/** Settings of Garage that decide whether what it acknowledged is still there after a power cut or a lost zone. */
const DURABLE: Readonly<Record<string, unknown>> = {
  replication_factor: COPIES,
  consistency_mode: "consistent",
  // Off by default.
  metadata_fsync: true,
  data_fsync: true,
};

function configFaults({ settings }: SettingsFile): string[] {
  const wrong = Object.entries(DURABLE)
    .filter(([name, value]) => at(settings, name) !== value)
    .map(([name, value]) => `has ${name} ${String(at(settings, name) ?? "unset")}, not ${String(value)}`);
  return [
    ...wrong,
    ...(at(settings, "replication_mode") === undefined ? [] : ["has replication_mode, which overrides the others"]),
    ...(typeof at(settings, "metadata_auto_snapshot_interval") === "string"
      ? []
      : ["takes no snapshots of what it knows of files"]),
  ];
}

/** The names by which others call a node's pods. */
function hostsOf({ workload }: StoreNode): string[] {
  const { metadata, spec } = workload.planned.object;
  const service = String(at(spec, "serviceName"));
  return Array.from(
    { length: workload.replicas },
    (_, index) => `${metadata.name}-${index}.${service}.${metadata.namespace}.svc.cluster.local`,
  );
}

/** Bytes of the volumes in which a node keeps files: those of `data_dir`, each counted once. */
function bytesOf(plan: Plan, { workload, container }: StoreNode): number {
  const { namespace } = workload.planned.object.metadata;
  const folders = garageConfigs(plan)
    .filter(({ planned, file }) =>
      judgedBy(plan, { workload, container }).some((own) => own.planned === planned && own.file === file),
    )
    .flatMap(({ settings }) => list(at(settings, "data_dir")));
  const claims = new Set(
    folders.map((folder) =>
      at(mountAt(workload.pod, container, String(at(folder, "path")))?.volume, "persistentVolumeClaim", "claimName"),
    ),
  );
  return ofKind(plan, "PersistentVolumeClaim")
    .filter(({ object: { metadata } }) => metadata.namespace === namespace && claims.has(metadata.name))
    .reduce(
      (sum, { object }) => sum + quantity(String(at(object, "spec", "resources", "requests", "storage"))) / 1000,
      0,
    );
}

/** The configurations that a node finds at the paths that its command and environment name. */
function judgedBy(plan: Plan, { workload, container }: StoreNode): SettingsFile[] {
  const words = [
    ...list(at(container, "command")),
    ...list(at(container, "args")),
    ...list(at(container, "env")).map((each) => at(each, "value")),
  ];
  const read = words.flatMap((word) => mountedFile(plan, workload, container, String(word)) ?? []);
  return garageConfigs(plan).filter((each) =>
    read.some(({ planned, file }) => planned === each.planned && file === each.file),
  );
}

/** What is wrong with the layout that the nodes are given: each node once, where it runs, with what it has. */
function layoutFaults(plan: Plan, { settings }: SettingsFile): string[] {
  const listed = list(at(settings, "nodes"));
  const hosts = listed.map((each) => String(at(each, "host")));
  const { zones } = plan.facts.cluster;
  const running = storeNodes(plan).flatMap((node) => hostsOf(node).map((host) => ({ host, node })));
  const ofRunning = running.flatMap(({ host, node }) => {
    const entries = listed.filter((each) => at(each, "host") === host);
    const [entry] = entries;
    if (entry === undefined || entries.length > 1) return [`names ${host} ${entries.length} times`];
    const capacity = at(entry, "capacityBytes");
    return [
      ...(at(entry, "zone") === zoneOf(node.workload)
        ? []
        : [`has ${host} in ${String(at(entry, "zone"))}, which runs in ${zoneOf(node.workload) ?? "any zone"}`]),
      ...(typeof capacity === "number" && capacity > 0 && capacity <= bytesOf(plan, node)
        ? []
        : [`gives ${host} ${String(capacity)} bytes, which its volumes do not hold`]),
    ];
  });
  return [
    ...ofRunning,
    ...hosts
      .filter((host) => !running.some((each) => each.host === host))
      .map((host) => `names ${host}, which does not run`),
    ...zones
      .filter((zone) => !listed.some((each) => at(each, "zone") === zone))
      .map((zone) => `has no node in ${zone}`),
    ...(at(settings, "zoneRedundancy") === COPIES
      ? []
      : [`asks for ${String(at(settings, "zoneRedundancy"))} zones a file, not ${COPIES}`]),
  ];
}

/** Whether nodes that lost each other are called by the names that the layout has. */
function connectFaults({ settings }: SettingsFile, layout: SettingsFile | undefined): string[] {
  const hosts = (data: unknown) => list(at(data, "nodes")).map((each) => String(at(each, "host")));
  const [called, due] = [hosts(settings), hosts(layout?.settings)];
  return due.filter((host) => !called.includes(host)).map((host) => `never calls ${host}`);
}

export default planRule({
  id: "OBJ-01",
  title: {
    fr: "Médias : trois copies dans trois zones, écrites sur disque",
    en: "Media: three copies in three zones, on disk before they are acknowledged",
  },
  why: "Garage n'écrit par défaut rien sur disque avant d'acquitter ; un nœud oublié du plan de répartition ne garde rien, une zone de trop peu et la perte d'une autre perd des fichiers.",
  remedy:
    "Rétablissez stacks/media-store/config.ts et nodes.ts : replication_factor 3, consistent, les deux fsync, chaque nœud une fois dans sa zone.",
  severity: "high",
  controls: ["SNC:17.4.a", "PSSIE:PCA-PROC"],
  waivable: false,
  looksAt:
    "Garage's configuration as each node reads it, and the layout that it is given against the nodes that run, their zones and their volumes",
  check: (plan) => {
    const nodes = storeNodes(plan);
    const layouts = storeSettings(plan);
    const unread = nodes.filter((node) => judgedBy(plan, node).length !== 1);
    const calls = connectSettings(plan);
    const missing: Remark[] =
      layouts.length === 1 && calls.length > 0 && nodes.length > 0
        ? []
        : [
            remarkAtEnvironment(
              plan,
              "media store",
              "layout",
              `has ${nodes.length} nodes, ${layouts.length} layouts, and ${calls.length} runs that connect them.`,
            ),
          ];
    return {
      looked: [
        ...plannedOf(nodes.map(({ workload }) => workload)),
        ...plannedOf([...garageConfigs(plan), ...calls, ...layouts]),
      ],
      findings: [
        ...missing,
        ...unread.map(({ workload }) =>
          remark(workload.planned, "containers[]", "reads no configuration that is judged."),
        ),
        ...garageConfigs(plan).flatMap((each) =>
          configFaults(each).map((fault) => remark(each.planned, each.file, `${fault}.`)),
        ),
        ...calls.flatMap((each) =>
          connectFaults(each, layouts[0]).map((fault) => remark(each.planned, each.file, `${fault}.`)),
        ),
        ...layouts.flatMap((each) =>
          layoutFaults(plan, each).map((fault) => remark(each.planned, each.file, `${fault}.`)),
        ),
      ],
    };
  },
});
