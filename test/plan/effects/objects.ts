import { stringify } from "yaml";
import { type Change, diffPlans } from "../../../plan/diff";
import type { KubernetesObject } from "../../../plan/plan";

const NAMESPACE = "tchap-a";

/** An object of the shard's namespace. */
export function object(kind: string, name: string, more: object): KubernetesObject {
  return { apiVersion: "v1", kind, metadata: { name, namespace: NAMESPACE }, ...more };
}

/** The one change from one object to another; throws when there is none. */
export function changeOf(before: KubernetesObject, after: KubernetesObject | undefined): Change {
  const placed = (each: KubernetesObject) => ({ stack: "dev-a", release: "a", object: each });
  const [change] = diffPlans([placed(before)], after === undefined ? [] : [placed(after)]);
  if (change === undefined) throw new Error("nothing changed");
  return change;
}

export const configMap = (files: Readonly<Record<string, object>>): KubernetesObject =>
  object("ConfigMap", "files", {
    data: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, stringify(content)])),
  });
