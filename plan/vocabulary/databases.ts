import { once } from "../once";
import type { KubernetesObject, Plan, PlannedObject } from "../plan";
import { configIn, filesOf } from "./configurations";
import { at, textsByName } from "./data";
import { ofKind } from "./objects";

/** Every PostgreSQL cluster of the plan. */
export function databases(plan: Plan): PlannedObject[] {
  return ofKind(plan, "Cluster").filter(({ object }) => object.apiVersion.startsWith("postgresql.cnpg.io/"));
}

/** An object written as JSON or YAML in a file; undefined for any other text. */
function writtenObject(data: unknown): KubernetesObject | undefined {
  const [apiVersion, kind, metadata] = [at(data, "apiVersion"), at(data, "kind"), at(data, "metadata")];
  const [name, namespace] = [at(metadata, "name"), at(metadata, "namespace")];
  if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") return undefined;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels: textsByName(at(metadata, "labels")),
      ...(typeof namespace === "string" ? { namespace } : {}),
    },
    spec: at(data, "spec"),
  };
}

/**
 * Every PostgreSQL cluster that a program of the plan would make: written in a ConfigMap, as the one that a restore drill
 * makes and deletes again. By content, so that another file name hides nothing.
 */
export const writtenDatabases = once((plan: Plan): readonly PlannedObject[] =>
  ofKind(plan, "ConfigMap").flatMap(databasesIn),
);

const databasesIn = once((planned: PlannedObject): readonly PlannedObject[] =>
  filesOf(planned).flatMap(([file, text]) => {
    if (!text.includes("postgresql.cnpg.io/")) return [];
    const object = writtenObject(configIn(planned, file));
    if (object?.kind !== "Cluster" || !object.apiVersion.startsWith("postgresql.cnpg.io/")) return [];
    const namespace = object.metadata.namespace ?? planned.object.metadata.namespace;
    return [{ ...planned, object: { ...object, metadata: { ...object.metadata, namespace } } }];
  }),
);

/** Every PostgreSQL cluster that the plan has or leads to. */
export function allDatabases(plan: Plan): PlannedObject[] {
  return [...databases(plan), ...writtenDatabases(plan)];
}
