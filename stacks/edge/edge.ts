import type { Fleet } from "../../fleet/fleet";
import type { Labels } from "../labels";
import { certificate } from "./certificates";
import { gateway, httpRoute, redirect } from "./gateway";
import { ingresses } from "./ingress";
import { leadingInto } from "./routing";
import { publicHosts } from "./table";
import type { EdgeValues } from "./values";

/**
 * What leads from outside into a namespace: routes to its Services, and where public hosts are its own, their listeners
 * and certificates. No header is added here: routers and the border answer with those that protect clients, by any edge.
 */
export function edge(fleet: Fleet, namespace: string, labels: Labels): EdgeValues {
  const all = publicHosts(fleet);
  const own = all.filter((host) => host.namespace === namespace);
  const leading = leadingInto(namespace, all);
  const certificates = own.map(({ host, secret }) => certificate(fleet, { name: secret, host, secretName: secret }));
  const here = { labels, certificates };
  if (fleet.edge.kind === "ingress")
    return {
      ...here,
      gateways: [],
      routes: [],
      ingresses: leading.flatMap((each) => ingresses(fleet, namespace, each)),
    };
  return {
    ...here,
    gateways: own.length > 0 ? [gateway(fleet, own)] : [],
    routes: [...leading.map(httpRoute), ...(own.length > 0 ? [redirect(own)] : [])],
    ingresses: [],
  };
}
