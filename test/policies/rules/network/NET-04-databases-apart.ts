import { remove } from "../../change";
import { cluster, denial, deployment, networkPolicy } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

const objects = [
  cluster({ instances: 3 }),
  denial(),
  deployment({ containers: [] }),
  deployment({ containers: [] }, "homeserver", "tchap-beta"),
];
const admits = (peer: object) =>
  networkPolicy("postgres", {
    podSelector: { matchLabels: { "cnpg.io/cluster": "postgres" } },
    policyTypes: ["Ingress"],
    ingress: [{ from: [peer], ports: [{ port: 5432, protocol: "TCP" }] }],
  });

/** Not about the database: what it opens leads to a homeserver. */
const elsewhere = networkPolicy("homeserver", {
  podSelector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } },
  policyTypes: ["Ingress"],
  ingress: [{ from: [named("tchap-beta")], ports: [{ port: 5432 }] }],
});
const labelled = cluster({ instances: 3, inheritedMetadata: { labels: { "app.kubernetes.io/name": "postgres" } } });

export const good = smallPlan({
  objects: [labelled, ...objects.slice(1), admits({ podSelector: {} }), elsewhere],
});
export const bad = smallPlan({ objects: [...objects, admits({ namespaceSelector: {} })] });

const FROM = ["spec", "ingress", 0, "from"];
const beside = (name: string, spec: object) =>
  addedBeside(JUSTICE.postgresPolicy, networkPolicy(name, spec, JUSTICE.namespace));

export const mutations: readonly Mutation[] = [
  {
    name: "another perimeter's namespace on 5432",
    ...appendAt(JUSTICE.postgresPolicy, FROM, named(FINANCES.namespace)),
    at: JUSTICE.postgres,
  },
  {
    name: "the edge on 5432, though no pod of the plan is there",
    ...appendAt(JUSTICE.postgresPolicy, FROM, named("edge")),
  },
  {
    name: "a shard's own pods, wherever they are",
    ...setAt(JUSTICE.postgresPolicy, [...FROM, 1, "namespaceSelector"], {}),
    at: JUSTICE.postgres,
  },
  { name: "anybody on 5432", ...setAt(JUSTICE.postgresPolicy, FROM, []), at: JUSTICE.postgres },
  {
    name: "the range of pods, by address",
    ...appendAt(JUSTICE.postgresPolicy, FROM, { ipBlock: { cidr: "10.64.0.0/10" } }),
    at: JUSTICE.postgres,
  },
  {
    name: "one address of an administrator",
    ...appendAt(JUSTICE.postgresPolicy, FROM, { ipBlock: { cidr: "192.0.2.7/32" } }),
  },
  {
    name: "the operator's peers on every port",
    ...unsetAt(JUSTICE.postgresPolicy, ["spec", "ingress", 1, "ports"]),
  },
  {
    name: "a range of ports around 5432",
    ...setAt(JUSTICE.postgresPolicy, ["spec", "ingress", 2, "ports"], [{ port: 5000, endPort: 6000, protocol: "TCP" }]),
  },
  {
    name: "a wide-open policy beside",
    ...beside("open", { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] }),
    at: JUSTICE.postgres,
  },
  {
    name: "one without policyTypes, which means ingress",
    ...beside("open", { podSelector: {}, ingress: [{ from: [named(FINANCES.namespace)] }] }),
    at: JUSTICE.postgres,
  },
  {
    name: "one by a label that only the operator sets",
    ...beside("open", {
      podSelector: { matchLabels: { "cnpg.io/podRole": "instance" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [named(FINANCES.namespace)], ports: [{ port: 5432 }] }],
    }),
    at: JUSTICE.postgres,
  },
  {
    name: "one by such a label, for whoever is at the edge",
    ...beside("open", {
      podSelector: { matchLabels: { "cnpg.io/podRole": "instance" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [named("edge")], ports: [{ port: 5432 }] }],
    }),
  },
  {
    name: "one by an expression",
    ...beside("open", {
      podSelector: { matchExpressions: [{ key: "cnpg.io/cluster", operator: "Exists" }] },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchExpressions: [{ key: "tchap/shard", operator: "Exists" }] } }],
          ports: [{ port: 5432 }],
        },
      ],
    }),
    at: JUSTICE.postgres,
  },
  {
    name: "another perimeter on the port that controls the instance",
    ...appendAt(JUSTICE.postgresPolicy, ["spec", "ingress", 1, "from"], named(FINANCES.namespace)),
    at: JUSTICE.postgres,
  },
  {
    name: "no policy left in the namespace",
    at: JUSTICE.postgres,
    mutate: (plan) => {
      for (const each of [JUSTICE.denial, JUSTICE.postgresPolicy, JUSTICE.dnsPolicy, JUSTICE.homeserverPolicy])
        remove(plan, each);
    },
  },
];
