import type { Tenant } from "../../fleet/fleet";
import { once } from "../once";
import type { Plan } from "../plan";

const byNamespace = once(
  (tenants: readonly Tenant[]): ReadonlyMap<unknown, Tenant> =>
    // The first of a namespace wins, as for whoever looks through the list.
    new Map([...tenants].reverse().map((tenant) => [tenant.namespace, tenant])),
);

/** Whose a namespace is; undefined where no shard or service owns it. */
export function ownerOf({ facts }: Plan, namespace: unknown): Tenant | undefined {
  return byNamespace(facts.tenants).get(namespace);
}
