import { changed } from "../../change";
import { networkPolicy } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, appendAt, editAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const EGRESS = ["spec", "egress"];
const policy = networkPolicy("postgres", {
  podSelector: {},
  policyTypes: ["Egress"],
  egress: [
    { to: [{ ipBlock: { cidr: "10.96.0.0/16" } }], ports: [{ port: 6443, protocol: "TCP" }] },
    { to: [{ ipBlock: { cidr: "192.0.2.26/32" } }], ports: [{ port: 587, protocol: "TCP" }] },
    { to: [{ podSelector: {} }] },
  ],
});

export const good = smallPlan({ objects: [policy] });
export const bad = smallPlan({ objects: [changed(policy, [...EGRESS, 0, "to", 0, "ipBlock", "cidr"], "0.0.0.0/0")] });

const to = (cidr: string, port = 443) => ({ to: [{ ipBlock: { cidr } }], ports: [{ port, protocol: "TCP" }] });
/** What only the border may. */
const BORDER_LIKE = {
  podSelector: {},
  policyTypes: ["Egress"],
  egress: [
    {
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.64.0.0/12", "10.80.0.0/16", "169.254.0.0/16"] } }],
      ports: [{ port: 443 }],
    },
  ],
};
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
  {
    name: "the mail relay, on another port beside its own",
    ...appendAt(JUSTICE.homeserverPolicy, EGRESS, {
      to: [{ ipBlock: { cidr: "192.0.2.25/32" } }],
      ports: [{ port: 587 }, { port: 22 }],
    }),
  },
  {
    name: "the mail relay, on a range of ports from its own",
    ...appendAt(JUSTICE.homeserverPolicy, EGRESS, {
      to: [{ ipBlock: { cidr: "192.0.2.25/32" } }],
      ports: [{ port: 587, endPort: 65_535 }],
    }),
  },
  {
    name: "a release that calls itself border",
    ...addedBeside(JUSTICE.homeserverPolicy, networkPolicy("mine", BORDER_LIKE, JUSTICE.namespace), "border"),
  },
  {
    name: "another release beside the border",
    ...addedBeside(BORDER.policy, networkPolicy("mine", BORDER_LIKE, "tchap-border"), "other"),
  },
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
