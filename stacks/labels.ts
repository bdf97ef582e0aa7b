import type { Fleet, Shard } from "../fleet/fleet";

/** Labels of an object: Kubernetes' recommended ones, and app, env and tier, which Cloud Pi Native's policies ask for. */
export type Labels = Record<string, string>;

export type Tier = "frontend" | "backend" | "db" | "cache" | "auth";

/** On every namespace of ours: what may use the border, so that a new shard changes no policy of the border's. */
export const TENANT_LABELS = { "app.kubernetes.io/part-of": "tchap-footprint" } as const;

/** On a namespace in which all that holds data is permanent: the cluster refuses to remove it. */
export const HOLDS_DATA = { "tchap/holds-data": "true" } as const;

/** On a namespace in which a shard is restored: the cluster lets its drills be started as deployed, and no other Job. */
export const RESTORES = { "tchap/restores": "true" } as const;

/** Selects the pods of one system within its namespace. */
export function selectorLabels(system: string): Labels {
  return { "app.kubernetes.io/name": system };
}

export function systemLabels(fleet: Pick<Fleet, "environment">, system: string, tier: Tier): Labels {
  return {
    ...selectorLabels(system),
    ...TENANT_LABELS,
    app: system,
    env: fleet.environment,
    tier,
  };
}

export function shardLabels(fleet: Pick<Fleet, "environment">, shard: Shard, system: string, tier: Tier): Labels {
  return { ...systemLabels(fleet, system, tier), "tchap/perimeter": shard.perimeter, "tchap/shard": shard.name };
}

/** Selects a whole namespace by the label that Kubernetes itself sets. */
export function namespaceSelector(namespace: string) {
  return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}
