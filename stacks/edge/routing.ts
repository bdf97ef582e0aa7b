import type { PublicHost, PublicRoute } from "./table";

/** Routes of one host in one namespace. */
export interface Leading {
  readonly host: PublicHost;
  /** Name of their object: the host's kind beside the host's own Gateway, the shard's in a namespace of all shards. */
  readonly name: string;
  readonly routes: readonly PublicRoute[];
}

/** What leads into a namespace, host by host. */
export function leadingInto(namespace: string, hosts: readonly PublicHost[]): Leading[] {
  return hosts.flatMap((host) => {
    const routes = host.routes.filter(({ backend }) => backend.namespace === namespace);
    const name = host.namespace === namespace ? host.kind : (host.shard?.name ?? host.kind);
    return routes.length > 0 ? [{ host, name, routes }] : [];
  });
}

/** Routes that go to the same port and may take the same time. */
export function alike(routes: readonly PublicRoute[]): PublicRoute[][] {
  const groups = new Map<string, PublicRoute[]>();
  for (const route of routes) {
    const key = `${route.backend.service} ${route.backend.port} ${route.wait}`;
    groups.set(key, [...(groups.get(key) ?? []), route]);
  }
  return [...groups.values()];
}
