import { mayHold, sizeOf } from "../../../plan/network/cidr";
import { openings, policies } from "../../../plan/network/reach";
import type { Plan } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";

/** Link-local addresses (RFC 3927): cloud platforms answer instance metadata there. */
const LINK_LOCAL = "169.254.0.0/16";

/** Addresses of the largest range that one destination may have: a /24, the smallest that is announced. Assumption. */
const MOST = 256;

function byAddress({ facts }: Plan): Plan["facts"]["destinations"] {
  return facts.destinations.filter(({ through }) => through === "direct");
}

/** A destination by address that is no place but a network, or that lies within the cluster. */
function declaredFaults(plan: Plan): Remark[] {
  const { network } = plan.facts;
  const inside = [network.pods, network.services, network.nodes, LINK_LOCAL];
  return byAddress(plan).flatMap(({ id, addresses }) =>
    addresses.flatMap((range): Remark[] => {
      const wide = sizeOf(range) > MOST ? [`${range} is wider than ${MOST} addresses`] : [];
      const within = inside.filter((each) => mayHold(range, [], each)).map((each) => `${range} meets ${each}`);
      return [...wide, ...within].map((message) =>
        remarkAtEnvironment(
          plan,
          `destination ${id}`,
          "addresses",
          `${message}: a place outside has addresses of its own.`,
        ),
      );
    }),
  );
}

export default planRule({
  id: "NET-03",
  title: {
    fr: "Aucune sortie vers un réseau entier, sauf par la bordure",
    en: "Only the border may send to a whole network; every other destination is a few addresses",
  },
  why: "Une plage 0.0.0.0/0 déclarée faute de connaître l'adresse d'un relais ouvre tout Internet à qui peut le joindre, sans liste ni journal.",
  remedy: "Demandez ses adresses à l'exploitant du service et déclarez-les ; sinon, passez par la bordure.",
  severity: "high",
  controls: ["PSSIE:RES-ENTSOR", "PA075:R11", "PSSIE:RES-INTERCO"],
  looksAt: "the ranges of every destination that is reached by address, and every range that a NetworkPolicy sends to",
  check: (plan) => {
    const { environment, network } = plan.facts;
    const sending = policies(plan)
      .filter(({ planned }) => planned.stack !== `${environment}-services` || planned.release !== "border")
      .flatMap((policy) =>
        openings(policy)
          .filter(({ direction }) => direction === "Egress")
          .flatMap(({ peers }) => peers.map((peer) => at(peer, "ipBlock", "cidr")))
          .filter((cidr) => cidr !== undefined && cidr !== network.nodes)
          .map((cidr) => ({ planned: policy.planned, cidr: String(cidr) })),
      );
    const wide = sending
      .filter(({ cidr }) => sizeOf(cidr) > MOST)
      .map(({ planned, cidr }) => remark(planned, "egress", `sends to ${cidr}, wider than ${MOST} addresses.`));
    const declared = byAddress(plan).map(({ id }) => subjectAtEnvironment(plan, `destination ${id}`));
    return { looked: [...declared, ...plannedOf(sending)], findings: [...declaredFaults(plan), ...wide] };
  },
});
