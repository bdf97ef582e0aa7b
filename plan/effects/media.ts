import type { KubernetesObject } from "../plan";
import { at, list, synapseYaml } from "../vocabulary";
import type { Changed, Effect } from "./effect";

function providers(object: KubernetesObject): string {
  const text = at(object, "data", "homeserver.yaml");
  const settings = typeof text === "string" ? list(at(synapseYaml(text), "media_storage_providers")) : [];
  return settings
    .map((each) => [at(each, "config", "bucket"), at(each, "config", "prefix") ?? ""].join("/"))
    .join(", ");
}

interface StoreNode {
  readonly zone: string;
  readonly capacity: number;
}

/** Nodes and buckets of the media store, as its set-up reads them. */
function mediaStore(
  object: KubernetesObject,
): { nodes: Map<string, StoreNode>; buckets: Map<string, number> } | undefined {
  const text = at(object, "data", "setup.json");
  if (typeof text !== "string") return undefined;
  const settings: unknown = synapseYaml(text);
  const nodes = list(at(settings, "nodes")).map((node): [string, StoreNode] => [
    String(at(node, "host")),
    { zone: String(at(node, "zone")), capacity: Number(at(node, "capacityBytes")) },
  ]);
  const buckets = list(at(settings, "buckets")).map((bucket): [string, number] => [
    String(at(bucket, "bucket")),
    Number(at(bucket, "quotaBytes")),
  ]);
  return { nodes: new Map(nodes), buckets: new Map(buckets) };
}

function mediaStoreEffect(before: KubernetesObject, after: KubernetesObject): Effect | undefined {
  const [was, is] = [mediaStore(before), mediaStore(after)];
  if (was === undefined || is === undefined) return undefined;
  const gone = [...was.nodes.keys()].filter((host) => !is.nodes.has(host));
  const smaller = [...is.nodes].filter(([host, { capacity }]) => capacity < (was.nodes.get(host)?.capacity ?? 0));
  const moved = [...is.nodes].filter(([host, { zone }]) => was.nodes.has(host) && was.nodes.get(host)?.zone !== zone);
  const buckets = [...was.buckets.keys()].filter((bucket) => !is.buckets.has(bucket));
  const quotas = [...is.buckets].filter(([bucket, quota]) => quota < (was.buckets.get(bucket) ?? 0));
  const effects = [
    ...(gone.length > 0 ? [`its layout loses ${gone.join(", ")}`] : []),
    ...(smaller.length > 0 ? [`its layout shrinks at ${smaller.map(([host]) => host).join(", ")}`] : []),
    ...(moved.length > 0 ? [`${moved.map(([host]) => host).join(", ")} change zone`] : []),
    ...(buckets.length > 0 ? [`nothing declares bucket ${buckets.join(", ")} any more`] : []),
    ...(quotas.length > 0 ? [`smaller quota of ${quotas.map(([bucket]) => bucket).join(", ")}`] : []),
  ];
  if (effects.length === 0) return undefined;
  const layout = gone.length + smaller.length + moved.length > 0;
  return {
    what: effects.join("; "),
    irreversible: layout || buckets.length > 0,
    implies: [
      ...(layout
        ? [
            "The set-up of the media store refuses a smaller layout unless its settings allow it. Every file then moves between nodes: wait until none is left to move (docs/runbooks/media-store-node-lost.md) before a volume goes.",
          ]
        : []),
      ...(buckets.length > 0
        ? ["The set-up deletes no bucket: its files stay in the store, with a key that nothing uses."]
        : []),
    ],
  };
}

/** Where media are. */
export function media({ before, after }: Changed): Effect | undefined {
  if (after.kind !== "ConfigMap") return undefined;
  const [was, is] = [providers(before), providers(after)];
  if (was === is || was === "") return mediaStoreEffect(before, after);
  return {
    what:
      is === "" ? `media are no longer in the media store (${was})` : `media are looked for in ${is}, before in ${was}`,
    irreversible: true,
    implies: [
      "Files that only the former bucket or prefix holds are lost to agents: Synapse looks in one place. Copy them there before the deploy, and keep the former bucket.",
    ],
  };
}
