import { denial, deployment, networkPolicy } from "../../objects";
import { ELYSEE, FINANCES, JUSTICE } from "../../places";
import { addedBeside, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

const objects = [
  denial(),
  denial("tchap-beta"),
  deployment({ containers: [] }),
  deployment({ containers: [] }, "homeserver", "tchap-beta"),
];

const lets = (within: string, peer: object, ports: readonly object[] = []) =>
  networkPolicy(
    "across",
    {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [peer], ...(ports.length > 0 ? { ports } : {}) }],
    },
    within,
  );

export const good = smallPlan({ objects: [...objects, lets("tchap-alpha", named("tchap-border"))] });
export const bad = smallPlan({ objects: [...objects, lets("tchap-alpha", named("tchap-beta"))] });

/** One who lets another in, which the other side's own policies may still keep from leaving. */
const opened = (to: typeof JUSTICE, letsIn: object, ports?: readonly object[]) => ({
  ...addedBeside(to.denial, lets(to.namespace, letsIn, ports)),
  at: to.homeserver,
});

export const mutations: readonly Mutation[] = [
  { name: "one perimeter's pods let another's in", ...opened(JUSTICE, named(FINANCES.namespace)) },
  {
    name: "on the port of clients alone, to spare the border",
    ...opened(ELYSEE, named(FINANCES.namespace), [{ port: 8008, protocol: "TCP" }]),
  },
  { name: "every namespace is let in", ...opened(JUSTICE, { namespaceSelector: {} }) },
  {
    name: "whatever has a namespace, by an expression",
    ...opened(JUSTICE, {
      namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] },
    }),
  },
  {
    name: "what restores one perimeter reaches another's server",
    ...opened(JUSTICE, named(`${FINANCES.namespace}-restore`)),
  },
];
