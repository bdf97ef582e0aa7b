import type { Fleet, Shard } from "../fleet/fleet";

/** Labels of an object: Kubernetes' recommended ones, and app, env and tier, which Cloud Pi Native's policies ask for. */
export type Labels = Record<string, string>;

export type Tier = "frontend" | "backend" | "db" | "cache" | "auth";

/** Selects the pods of one system within its namespace. */
export function selectorLabels(system: string): Labels {
  return { "app.kubernetes.io/name": system };
}

export function systemLabels(fleet: Pick<Fleet, "environment">, system: string, tier: Tier): Labels {
  return {
    ...selectorLabels(system),
    "app.kubernetes.io/part-of": "tchap-footprint",
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
