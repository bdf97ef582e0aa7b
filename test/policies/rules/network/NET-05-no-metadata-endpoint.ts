import { changed } from "../../change";
import { networkPolicy } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { appendAt, editAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const EGRESS = ["spec", "egress"];
const policy = networkPolicy("postgres", {
  podSelector: {},
  policyTypes: ["Egress"],
  egress: [{ to: [{ ipBlock: { cidr: "10.96.0.0/16" } }], ports: [{ port: 6443, protocol: "TCP" }] }],
});

export const good = smallPlan({ objects: [policy] });
export const bad = smallPlan({ objects: [changed(policy, [...EGRESS, 0, "to", 0, "ipBlock", "cidr"], "0.0.0.0/0")] });

const to = (cidr: string, port = 443) => ({ to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: "TCP" }] });
const BLOCK = [...EGRESS, 0, "to", 0, "ipBlock"];

export const mutations: readonly Mutation[] = [
  { name: "a homeserver to all of Internet", ...appendAt(JUSTICE.homeserverPolicy, EGRESS, to("0.0.0.0/0")) },
  {
    name: "in two halves",
    ...appendAt(JUSTICE.homeserverPolicy, EGRESS, to("0.0.0.0/1"), to("128.0.0.0/1")),
  },
  { name: "in IPv6", ...appendAt(JUSTICE.homeserverPolicy, EGRESS, to("::/0")) },
  { name: "the metadata endpoint itself", ...appendAt(JUSTICE.postgresPolicy, EGRESS, to("169.254.169.254/32", 80)) },
  { name: "an address that nobody declared", ...appendAt(JUSTICE.homeserverPolicy, EGRESS, to("198.51.100.7/32")) },
  { name: "the mail relay, on another port", ...appendAt(JUSTICE.homeserverPolicy, EGRESS, to("192.0.2.25/32", 22)) },
  { name: "everybody, by naming nobody", ...unsetAt(JUSTICE.homeserverPolicy, [...EGRESS, 0, "to"]) },
  { name: "every kubelet", ...appendAt(JUSTICE.postgresPolicy, EGRESS, to("10.96.0.0/16", 10_250)) },
  { name: "every port of the nodes", ...unsetAt(JUSTICE.postgresPolicy, [...EGRESS, 1, "ports"]) },
  {
    name: "the border to the metadata endpoint",
    ...setAt(BORDER.policy, [...BLOCK, "except"], ["10.64.0.0/12", "10.80.0.0/16"]),
  },
  {
    name: "the border to pods, past the policies of their namespaces",
    ...setAt(BORDER.policy, [...BLOCK, "except"], ["169.254.0.0/16", "10.80.0.0/16"]),
  },
  {
    name: "an exception that leaves one address",
    ...setAt(
      BORDER.policy,
      [...BLOCK, "except"],
      ["10.64.0.0/12", "10.80.0.0/16", "169.254.0.0/17", "169.254.128.0/18"],
    ),
  },
  { name: "the border in IPv6", ...editAt(BORDER.policy, [...BLOCK, "cidr"], () => "::/0") },
];
