import type { Fleet, Tenant } from "../fleet/fleet";
import type { Position } from "../fleet/mistakes";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A Kubernetes object as the cluster will receive it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** An object of the plan, and where it comes from. */
export interface PlannedObject {
  readonly object: KubernetesObject;
  readonly stack: string;
  /** Helm release, or `terraform` for an object of the Kubernetes provider. */
  readonly release: string;
  /** Template file within the chart, or the Terraform resource's address. */
  readonly template: string;
  /** The perimeter that it belongs to; absent for what all share. */
  readonly perimeter: string | undefined;
  /** Where the environment files declare its shard or service. */
  readonly at: Position;
}

/** A Helm release as Terraform would install it. */
export interface PlannedRelease {
  readonly stack: string;
  readonly name: string;
  readonly namespace: string;
  /** Folder of the chart, relative to the stack's folder. */
  readonly chart: string;
  readonly values: string;
}

/** One synthesised stack. */
export interface PlannedStack {
  readonly name: string;
  /** The Terraform JSON, parsed and as it was written. */
  readonly terraform: JsonObject;
  readonly text: string;
}

/** Something of the synthesised stacks that could not be turned into objects; policies see it as undetermined. */
export interface Unrendered {
  readonly stack: string;
  readonly release: string;
  readonly reason: string;
}

/** All that would be deployed: what policies judge and reports show. */
export interface Plan {
  readonly facts: Fleet;
  readonly terraform: readonly PlannedStack[];
  readonly objects: readonly PlannedObject[];
  readonly unrendered: readonly Unrendered[];
}

/** `Kind/namespace/name`, without namespace for what has none. */
export function objectId({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/");
}

/** Whose namespace an object is in, or is. */
export function tenantOf(facts: Pick<Fleet, "tenants">, object: KubernetesObject): Tenant | undefined {
  const namespace = object.metadata.namespace ?? (object.kind === "Namespace" ? object.metadata.name : undefined);
  return facts.tenants.find((tenant) => tenant.namespace === namespace);
}
