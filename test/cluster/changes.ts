import { z } from "zod";
import type { KubernetesObject, Plan } from "../../plan/plan";
import { IMAGES } from "./install/images";

/*
 * Everything in which the cluster's database departs from the rendered one, in one place, each with its reason. What is
 * not said here is as rendered: instances, zones, replication, lease, quorum, probes, access, storage classes, quota.
 */

/** Kinds of a shard's database release, and of its namespace, that are applied. Backups, whose plugin is not installed,
 *  and network policies, which nothing enforces here, are not. */
const APPLIED = new Set(["Namespace", "PriorityClass", "LimitRange", "ResourceQuota", "Cluster", "Database"]);

/** Three instances, the operator and Kubernetes itself share one small machine: what an instance is promised of it. */
const RESOURCES = { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "2", memory: "512Mi" } };

/** PostgreSQL's parameters that follow from the instance's memory: sized for RESOURCES. */
const PARAMETERS: Readonly<Record<string, string>> = {
  shared_buffers: "64MB",
  effective_cache_size: "256MB",
  maintenance_work_mem: "32MB",
  work_mem: "4MB",
  autovacuum_work_mem: "16MB",
};

/** Where the database comes from: the image that was made of Debian's packages, or the plan's without our mirror. */
export type Images = "made here" | "public";

const cluster = z.looseObject({
  imageName: z.string(),
  affinity: z.looseObject({}),
  postgresql: z.looseObject({ parameters: z.record(z.string(), z.string()) }),
});

function changed(object: KubernetesObject, mirror: string, images: Images): KubernetesObject {
  if (object.kind !== "Cluster") return object;
  // Nothing is archived: the plugin and a store are Kubernetes objects of their own.
  const { plugins: _, ...spec } = cluster.parse(object.spec);
  const parameters = { ...spec.postgresql.parameters, ...PARAMETERS };
  const imageName = images === "public" ? spec.imageName.replace(`${mirror}/`, "") : IMAGES.postgres.name;
  return {
    ...object,
    spec: { ...spec, imageName, resources: RESOURCES, postgresql: { ...spec.postgresql, parameters } },
  };
}

/** What is applied of a plan for the database of the shard in a namespace. */
export function databaseObjects(plan: Plan, namespace: string, images: Images): KubernetesObject[] {
  return plan.objects
    .map(({ object }) => object)
    .filter(({ kind, metadata }) => {
      const place = kind === "Namespace" ? metadata.name : metadata.namespace;
      return APPLIED.has(kind) && (place === undefined || place === namespace);
    })
    .map((object) => changed(object, plan.facts.registry, images));
}
