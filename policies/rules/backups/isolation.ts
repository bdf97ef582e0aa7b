import { within } from "../../../plan/network/cidr";
import { openings, type Policy, policies } from "../../../plan/network/reach";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, texts } from "../../../plan/vocabulary";

/** Label that CloudNativePG gives the pods of a database. */
const DATABASE = "cnpg.io/cluster";

/** The one namespace that a peer is of, by its name; undefined where it could be several. */
function namespaceOf(peer: unknown): string | undefined {
  const selector = at(peer, "namespaceSelector");
  const labels = at(selector, "matchLabels");
  const name = at(labels, "kubernetes.io/metadata.name");
  const others = typeof labels === "object" && labels !== null ? Object.keys(labels).length : 0;
  return typeof name === "string" && others === 1 && at(selector, "matchExpressions") === undefined ? name : undefined;
}

function serviceNamespaces({ facts }: Plan, name: string): string[] {
  return facts.tenants.filter(({ owner }) => owner === `service ${name}`).map(({ namespace }) => namespace);
}

/** Whether what a policy opens leads out of a namespace of restores to nothing but what a restore needs. */
function isNeeded(plan: Plan, policy: Policy, direction: string, peer: unknown): boolean {
  const { dnsNamespace, operatorNamespace, monitoringNamespace, nodes } = plan.facts.network;
  const block = at(peer, "ipBlock");
  if (block !== undefined)
    return direction === "Egress" && within(at(block, "cidr"), nodes) && texts(at(block, "except")).length === 0;
  if (at(peer, "namespaceSelector") === undefined) return true;
  const namespace = namespaceOf(peer);
  if (namespace === undefined) return false;
  if (direction === "Ingress") return [operatorNamespace, monitoringNamespace].includes(namespace);
  // Backups are behind the border, and only the database reads them.
  const isDatabase = at(policy.spec, "podSelector", "matchLabels", DATABASE) !== undefined;
  const border = isDatabase ? serviceNamespaces(plan, "border") : [];
  return [dnsNamespace, ...border, ...serviceNamespaces(plan, "media-store")].includes(namespace);
}

/** What lets something in a namespace of restores reach, or be reached by, more than a restore needs. */
export function isolationFaults(
  plan: Plan,
  namespace: string,
): { planned: PlannedObject; field: string; message: string }[] {
  return policies(plan)
    .filter((policy) => policy.namespace === namespace)
    .flatMap((policy) =>
      openings(policy).flatMap(({ direction, peers }) => {
        const open = peers.length === 0 || peers.some((peer) => !isNeeded(plan, policy, direction, peer));
        const field = direction.toLowerCase();
        return open
          ? [{ planned: policy.planned, field, message: "opens more than a restore needs: it is not apart." }]
          : [];
      }),
    );
}
