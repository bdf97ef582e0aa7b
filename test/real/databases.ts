import { z } from "zod";
import { objectId, type Plan, type PlannedObject } from "../../plan/plan";

/** A database, the role that owns it, and the Secret that holds the role's password. */
export interface DatabaseOwner {
  readonly database: string;
  readonly owner: string;
  readonly secret: string;
}

/** Objects of a kind in a namespace of the plan. */
export function objectsIn(plan: Plan, namespace: string, kind: string): PlannedObject[] {
  return plan.objects.filter(({ object }) => object.kind === kind && object.metadata.namespace === namespace);
}

const clusterSpec = z.object({
  bootstrap: z.object({ initdb: z.object({ database: z.string(), owner: z.string() }) }),
  managed: z
    .object({ roles: z.array(z.object({ name: z.string(), passwordSecret: z.object({ name: z.string() }) })) })
    .optional(),
  postgresql: z.object({ parameters: z.record(z.string(), z.string()) }),
});

const databaseSpec = z.object({ name: z.string(), owner: z.string() });

/** The one Cluster of a namespace. */
export function databaseCluster(plan: Plan, namespace: string): PlannedObject {
  const [found, ...others] = objectsIn(plan, namespace, "Cluster");
  if (found === undefined || others.length > 0) throw new Error(`${namespace} has not exactly one database cluster.`);
  return found;
}

/** PostgreSQL's parameters as they are rendered. */
export function renderedParameters({ object }: PlannedObject): Record<string, string> {
  return clusterSpec.parse(object.spec).postgresql.parameters;
}

/** Databases of a namespace with their owners and the Secrets of these; the first is the operator's, Synapse's own. */
export function databaseOwners(plan: Plan, namespace: string): [DatabaseOwner, ...DatabaseOwner[]] {
  const rendered = databaseCluster(plan, namespace);
  const { bootstrap, managed } = clusterSpec.parse(rendered.object.spec);
  const others = objectsIn(plan, namespace, "Database").map(({ object }) => {
    const { name, owner } = databaseSpec.parse(object.spec);
    const secret = managed?.roles.find((role) => role.name === owner)?.passwordSecret.name;
    if (secret === undefined) throw new Error(`${objectId(object)}: ${owner} is no role with a password.`);
    return { database: name, owner, secret };
  });
  return [{ ...bootstrap.initdb, secret: `${rendered.object.metadata.name}-app` }, ...others];
}
