import { remove } from "../../change";
import { denial, namespace, networkPolicy } from "../../objects";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const NAME = "kubernetes.io/metadata.name";
const EDGE = { namespaceSelector: { matchLabels: { [NAME]: "edge" } } };
const NAMED = {
  namespaceSelector: { matchExpressions: [{ key: NAME, operator: "In", values: ["edge", "monitoring"] }] },
};

export const good = smallPlan({
  objects: [
    namespace(),
    denial(),
    networkPolicy("homeserver", {
      podSelector: {},
      ingress: [
        { from: [EDGE, NAMED, { podSelector: {} }], ports: [{ port: 8008 }] },
        { from: [{ ipBlock: { cidr: "192.0.2.0/24" } }], ports: [{ port: 8008 }] },
      ],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }],
    }),
  ],
});
export const bad = smallPlan({
  objects: [namespace(), networkPolicy("default-deny", { podSelector: {}, policyTypes: ["Ingress"] })],
});

const beside = (name: string, spec: object) =>
  addedBeside(JUSTICE.denial, networkPolicy(name, spec, JUSTICE.namespace));
const INGRESS = ["spec", "ingress", 0];

export const mutations: readonly Mutation[] = [
  { name: "the denial is gone", at: JUSTICE.space, mutate: (plan) => remove(plan, JUSTICE.denial) },
  {
    name: "it denies ingress only",
    ...setAt(JUSTICE.denial, ["spec", "policyTypes"], ["Ingress"]),
    at: JUSTICE.space,
  },
  {
    name: "it denies some pods only",
    ...setAt(JUSTICE.denial, ["spec", "podSelector"], { matchLabels: { app: "homeserver" } }),
    at: JUSTICE.space,
  },
  {
    name: "it denies by an expression that no pod need meet",
    ...setAt(JUSTICE.denial, ["spec", "podSelector"], { matchExpressions: [{ key: "app", operator: "Exists" }] }),
    at: JUSTICE.space,
  },
  {
    name: "it denies nothing but egress to one place",
    ...setAt(JUSTICE.denial, ["spec", "egress"], [{ to: [EDGE], ports: [{ port: 443 }] }]),
    at: JUSTICE.space,
  },
  { name: "it allows everything out", ...setAt(JUSTICE.denial, ["spec", "egress"], [{}]) },
  {
    name: "a wide-open policy beside it",
    ...beside("open", { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] }),
  },
  { name: "one that leaves its direction to the default", ...beside("open", { podSelector: {}, ingress: [{}] }) },
  {
    name: "one for all namespaces",
    ...beside("open", { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8008 }] }] }),
  },
  {
    name: "one for all namespaces, by an expression",
    ...beside("open", {
      podSelector: {},
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
              },
            },
          ],
          ports: [{ port: 8008 }],
        },
      ],
    }),
  },
  {
    name: "one for every namespace of ours, by label",
    ...beside("ours", {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { env: "prod" } } }], ports: [{ port: 8008 }] }],
    }),
  },
  {
    name: "one for every pod's address",
    ...beside("pods", {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.96.0.0/16"] } }], ports: [{ port: 8008 }] }],
    }),
  },
  {
    name: "one for some namespaces or other, by a label among expressions",
    ...beside("open", {
      podSelector: {},
      ingress: [
        {
          from: [{ namespaceSelector: { matchExpressions: [{ key: "env", operator: "In", values: ["prod"] }] } }],
          ports: [{ port: 8008 }],
        },
      ],
    }),
  },
  {
    name: "one for a peer that is everyone",
    ...beside("open", { podSelector: {}, ingress: [{ from: [{}], ports: [{ port: 8008 }] }] }),
  },
  {
    name: "every namespace may use the border",
    ...setAt(BORDER.policy, [...INGRESS, "from"], [{ namespaceSelector: { matchLabels: {} } }]),
  },
  { name: "the edge may use every port", ...unsetAt(JUSTICE.homeserverPolicy, [...INGRESS, "ports"]) },
  {
    name: "a port entry that names only a protocol",
    ...appendAt(JUSTICE.homeserverPolicy, [...INGRESS, "ports"], { protocol: "TCP" }),
  },
  { name: "everybody may use the border", ...setAt(BORDER.policy, [...INGRESS, "from"], []) },
];
