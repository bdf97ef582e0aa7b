import { mayHold, within } from "../../../plan/network/cidr";
import { type Opening, openings, policies } from "../../../plan/network/reach";
import type { Plan } from "../../../plan/plan";
import { at, texts } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

/** Link-local addresses (RFC 3927): cloud platforms answer instance metadata there. */
const LINK_LOCAL = "169.254.0.0/16";

function only(ports: Opening["ports"], port: number): boolean {
  return ports.length > 0 && ports.every((each) => at(each, "port") === port && at(each, "endPort") === undefined);
}

/** What is wrong with an address range that the border may send to: anywhere, but not inside. */
function borderFaults(plan: Plan, block: unknown): string[] {
  const { pods, services } = plan.facts.network;
  const [cidr, except] = [at(block, "cidr"), texts(at(block, "except"))];
  return [LINK_LOCAL, pods, services]
    .filter((range) => mayHold(cidr, except, range))
    .map((range) => `allows ${String(cidr)} without excepting ${range}.`);
}

/** What is wrong with one that anything else may send to: the API server, or a declared direct destination. */
function otherFaults(plan: Plan, block: unknown, ports: Opening["ports"]): string[] {
  const { nodes, apiServerPort } = plan.facts.network;
  const cidr = at(block, "cidr");
  const toApiServer = within(cidr, nodes) && only(ports, apiServerPort);
  const declared = plan.facts.destinations.some(
    (each) =>
      each.through === "direct" && each.addresses.some((range) => within(cidr, range)) && only(ports, each.port),
  );
  return toApiServer || declared
    ? []
    : [`allows ${String(cidr)} outside the border, neither the API server's port nor a declared destination's.`];
}

export default planRule({
  id: "NET-05",
  title: {
    fr: "Sorties vers tout Internet réservées à la bordure, métadonnées exclues",
    en: "Only the border may send anywhere, and never to the metadata endpoint",
  },
  why: "Le point de métadonnées d'un hébergeur livre des identifiants ; une sortie ouverte permet d'exfiltrer.",
  remedy:
    "Passez par la bordure, ou déclarez la destination (through: direct) avec ses plages ; pour la bordure, exceptez 169.254.0.0/16 et les plages de pods et de services.",
  severity: "high",
  controls: ["PSSIE:RES-ENTSOR", "PA075:R12", "PA075:R18"],
  looksAt: "every egress rule of every NetworkPolicy, against the declared destinations and ranges",
  check: (plan) => {
    const rules = policies(plan).flatMap((policy) =>
      openings(policy)
        .filter(({ direction }) => direction === "Egress")
        .map((opening) => ({ planned: policy.planned, ...opening })),
    );
    const findings = rules.flatMap(({ planned, peers, ports }) => {
      const isBorder = planned.stack === `${plan.facts.environment}-services` && planned.release === "border";
      if (peers.length === 0) return [remark(planned, "egress", "allows every destination, since it names none.")];
      return peers
        .map((peer) => at(peer, "ipBlock"))
        .filter((block) => block !== undefined)
        .flatMap((block) => (isBorder ? borderFaults(plan, block) : otherFaults(plan, block, ports)))
        .map((message) => remark(planned, "egress", message));
    });
    return { looked: plannedOf(rules), findings };
  },
});
