import { acceptsFrom, mayConnect } from "../../../plan/network/reach";
import type { KubernetesObject } from "../../../plan/plan";
import { pods, selects } from "../../../plan/vocabulary";
import { cluster, deployment, namespace, networkPolicy } from "../../policies/objects";
import { smallPlan } from "../../policies/small-plan";

const OBJECTS = [
  namespace("tchap-alpha", { env: "test" }),
  namespace("tchap-beta", { env: "test" }),
  deployment({ containers: [] }, "homeserver", "tchap-alpha"),
  deployment({ containers: [] }, "homeserver", "tchap-beta"),
  cluster({ instances: 3 }, "tchap-alpha"),
];

/** From the homeserver of a perimeter to the database of alpha, under these policies. */
function reach(from: "alpha" | "beta", ...policies: readonly KubernetesObject[]) {
  const plan = smallPlan({ objects: [...OBJECTS, ...policies] });
  const [sender] = pods(plan).filter((pod) => pod.namespace === `tchap-${from}` && !pod.moreLabels);
  const [database] = pods(plan).filter((pod) => pod.moreLabels);
  if (sender === undefined || database === undefined) throw new Error("the pods are missing");
  return { accepts: acceptsFrom(plan, sender, database, 5432), connects: mayConnect(plan, sender, database, 5432) };
}

const deny = networkPolicy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const ingress = (rule: object, spec: object = {}) =>
  networkPolicy("in", { podSelector: {}, policyTypes: ["Ingress"], ingress: [rule], ...spec });
const PEER = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tchap-beta" } } };

test("without policies everything connects", () => {
  expect(reach("beta")).toEqual({ accepts: true, connects: true });
});

test("a denial closes a namespace, to its own pods too", () => {
  expect(reach("beta", deny)).toEqual({ accepts: false, connects: false });
  expect(reach("alpha", deny)).toEqual({ accepts: false, connects: false });
});

test("policies add up", () => {
  expect(reach("beta", deny, ingress({ from: [PEER] }))).toEqual({ accepts: true, connects: true });
});

test("the sender's own policies count for a connection, not for what the receiver takes", () => {
  const out = networkPolicy("out", { podSelector: {}, policyTypes: ["Egress"] }, "tchap-beta");
  expect(reach("beta", out, deny, ingress({ from: [PEER] }))).toEqual({ accepts: true, connects: false });
});

test.each<[string, object, boolean]>([
  ["names nobody", {}, true],
  ["names an empty list of peers", { from: [] }, true],
  ["names pods of its own namespace", { from: [{ podSelector: {} }] }, false],
  ["names another namespace", { from: [PEER] }, true],
  ["names all namespaces", { from: [{ namespaceSelector: {} }] }, true],
  ["names namespaces by label", { from: [{ namespaceSelector: { matchLabels: { env: "test" } } }] }, true],
  [
    "names pods that beta does not have",
    { from: [{ ...PEER, podSelector: { matchLabels: { "app.kubernetes.io/name": "sygnal" } } }] },
    false,
  ],
  ["names the pods' range", { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }, true],
  [
    "names that range, all pods excepted",
    { from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.64.0.0/12"] } }] },
    false,
  ],
  ["names addresses elsewhere", { from: [{ ipBlock: { cidr: "192.0.2.0/24" } }] }, false],
  ["names the port", { from: [PEER], ports: [{ port: 5432 }] }, true],
  ["names another port", { from: [PEER], ports: [{ port: 5433, protocol: "TCP" }] }, false],
  ["names a range around the port", { from: [PEER], ports: [{ port: 5000, endPort: 6000 }] }, true],
  ["names a range below the port", { from: [PEER], ports: [{ port: 5000, endPort: 5431 }] }, false],
  ["names the port for UDP", { from: [PEER], ports: [{ port: 5432, protocol: "UDP" }] }, false],
  ["names a port by name, which may be any", { from: [PEER], ports: [{ port: "postgres" }] }, true],
  ["names a protocol alone", { from: [PEER], ports: [{ protocol: "TCP" }] }, true],
])("an ingress rule that %s", (_, rule, open) => {
  expect(reach("beta", deny, ingress(rule)).accepts).toBe(open);
});

test.each<[string, object, boolean]>([
  ["leaves policyTypes to the default, ingress", { policyTypes: undefined }, true],
  ["is about egress only", { policyTypes: ["Egress"] }, false],
  ["selects by a label that only the operator sets", { podSelector: { matchLabels: { role: "primary" } } }, true],
  ["selects another cluster", { podSelector: { matchLabels: { "cnpg.io/cluster": "other" } } }, false],
  [
    "selects by an expression",
    { podSelector: { matchExpressions: [{ key: "cnpg.io/cluster", operator: "In", values: ["postgres"] }] } },
    true,
  ],
  [
    "selects by an expression that does not hold",
    { podSelector: { matchExpressions: [{ key: "cnpg.io/cluster", operator: "DoesNotExist" }] } },
    false,
  ],
])("beside a denial, a wide policy that %s", (_, spec, open) => {
  expect(reach("beta", deny, ingress({}, spec)).accepts).toBe(open);
});

test("a policy that may or may not select a pod does not close it", () => {
  const perhaps = networkPolicy("perhaps", {
    podSelector: { matchLabels: { role: "primary" } },
    policyTypes: ["Ingress"],
  });
  expect(reach("beta", perhaps).accepts).toBe(true);
});

test.each<[string, object | undefined, boolean | undefined]>([
  ["an absent selector", undefined, true],
  ["an empty selector", {}, true],
  ["equal labels", { matchLabels: { a: "1" } }, true],
  ["a label that differs", { matchLabels: { a: "2" } }, false],
  ["a label that is absent", { matchLabels: { z: "1" } }, false],
  ["In", { matchExpressions: [{ key: "a", operator: "In", values: ["1", "2"] }] }, true],
  ["In, of an absent label", { matchExpressions: [{ key: "z", operator: "In", values: ["1"] }] }, false],
  ["NotIn", { matchExpressions: [{ key: "a", operator: "NotIn", values: ["1"] }] }, false],
  ["NotIn, of an absent label", { matchExpressions: [{ key: "z", operator: "NotIn", values: ["1"] }] }, true],
  ["Exists", { matchExpressions: [{ key: "a", operator: "Exists" }] }, true],
  ["DoesNotExist", { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] }, false],
  ["an operator that Kubernetes does not know", { matchExpressions: [{ key: "a", operator: "Gt" }] }, undefined],
  [
    "one that holds and one that does not",
    { matchLabels: { a: "1" }, matchExpressions: [{ key: "b", operator: "Exists" }] },
    false,
  ],
])("selects by %s", (_, selector, answer) => {
  expect(selects(selector, { a: "1" })).toBe(answer);
});

test("whether a pod of more labels is selected may be unknown", () => {
  expect(selects({ matchLabels: { z: "1" } }, { a: "1" }, true)).toBeUndefined();
  expect(selects({ matchLabels: { a: "2", z: "1" } }, { a: "1" }, true)).toBe(false);
  expect(selects({ matchExpressions: [{ key: "z", operator: "DoesNotExist" }] }, { a: "1" }, true)).toBeUndefined();
});
