import { append, set } from "../../change";
import { networkPolicy } from "../../objects";
import { environment, SHARED } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const policy = (cidr: string, name = "homeserver") =>
  networkPolicy(name, {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ port: 587, protocol: "TCP" }] }],
  });

export const good = smallPlan({ objects: [policy("192.0.2.26/32"), policy("10.96.0.0/16", "postgres")] });
export const bad = smallPlan({ objects: [policy("0.0.0.0/0")] });

const EGRESS = ["spec", "egress"];
const DIRECT = ["facts", "destinations"];

/** Ranges of the mail relay, wherever it stands in the list. */
function relayAt(...addresses: readonly string[]): Mutation["mutate"] {
  return (plan) => {
    const index = plan.facts.destinations.findIndex(({ id }) => id === "mail-relay");
    set(plan, [...DIRECT, index, "addresses"], addresses);
  };
}

export const mutations: readonly Mutation[] = [
  { name: "a relay that may be anywhere", at: environment("destination mail-relay"), mutate: relayAt("0.0.0.0/0") },
  { name: "half of Internet", at: environment("destination mail-relay"), mutate: relayAt("128.0.0.0/1") },
  { name: "a relay in IPv6, of any length", at: environment("destination mail-relay"), mutate: relayAt("::/0") },
  { name: "a relay among the pods", at: environment("destination mail-relay"), mutate: relayAt("10.64.3.7/32") },
  {
    name: "a relay that is the metadata endpoint",
    at: environment("destination mail-relay"),
    mutate: relayAt("169.254.169.254/32"),
  },
  {
    name: "one more destination, as wide as a provider",
    at: environment("destination wide"),
    mutate: (plan) =>
      append(plan, DIRECT, {
        ...plan.facts.destinations[0],
        id: "wide",
        through: "direct",
        addresses: ["192.0.0.0/16"],
      }),
  },
  {
    name: "a collector that ships anywhere",
    ...setAt(SHARED.collectorPolicy, [...EGRESS, 0, "to"], [{ ipBlock: { cidr: "0.0.0.0/0" } }]),
  },
  {
    name: "a collector that ships to a provider's whole network as well",
    ...appendAt(SHARED.collectorPolicy, [...EGRESS, 0, "to"], { ipBlock: { cidr: "192.0.0.0/12" } }),
  },
  {
    name: "a policy beside, in two halves",
    ...addedBeside(
      SHARED.collectorPolicy,
      networkPolicy(
        "more",
        {
          podSelector: {},
          policyTypes: ["Egress"],
          egress: [{ to: ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({ ipBlock: { cidr } })) }],
        },
        "tchap-log-collector",
      ),
    ),
  },
];
