import fc from "fast-check";
import { podFlows } from "../../../plan/network/flows";
import { denial, deployment, namespace, networkPolicy } from "../../policies/objects";
import { smallPlan } from "../../policies/small-plan";

/*
 * A second evaluator, written from Kubernetes' documentation of NetworkPolicy as plainly as can be: one question at a
 * time, without what makes the first one fast. Both must say the same of any policies.
 */

const SPACES = ["tchap-alpha", "tchap-beta"];
const SYSTEMS = ["router", "homeserver", "postgres"];
const PORTS = [80, 443, 5432];

interface Pod {
  readonly space: string;
  readonly system: string;
}

interface Peer {
  readonly space?: string;
  readonly system?: string;
}

interface Rule {
  readonly peers: readonly Peer[];
  readonly ports: readonly { readonly first: number; readonly last: number; readonly protocol: "TCP" | "UDP" }[];
}

interface Made {
  readonly space: string;
  readonly system: string | undefined;
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
}

const PODS: readonly Pod[] = SPACES.flatMap((space) => SYSTEMS.map((system) => ({ space, system })));

const space = fc.constantFrom(...SPACES);
const system = fc.constantFrom(...SYSTEMS);
const peer: fc.Arbitrary<Peer> = fc.oneof(
  system.map((each) => ({ system: each })),
  space.map((each) => ({ space: each })),
  fc.record({ space, system }),
);
const port = fc
  .record({
    first: fc.constantFrom(...PORTS),
    more: fc.constantFrom(0, 0, 400),
    protocol: fc.constantFrom("TCP", "TCP", "UDP"),
  })
  .map(({ first, more, protocol }) => ({
    first,
    last: first + more,
    protocol: protocol === "UDP" ? ("UDP" as const) : ("TCP" as const),
  }));
const rule: fc.Arbitrary<Rule> = fc.record({
  peers: fc.array(peer, { maxLength: 2 }),
  ports: fc.array(port, { maxLength: 2 }),
});
const rules = fc.option(fc.array(rule, { maxLength: 2 }), { nil: undefined });
const policy: fc.Arbitrary<Made> = fc.record({
  space,
  system: fc.option(system, { nil: undefined }),
  ingress: rules,
  egress: rules,
});

function governs(made: Made, pod: Pod): boolean {
  return made.space === pod.space && (made.system === undefined || made.system === pod.system);
}

function lets(made: Made, rule: Rule, other: Pod, port: number, protocol: string): boolean {
  const isPort =
    rule.ports.length === 0 ||
    rule.ports.some((each) => each.protocol === protocol && each.first <= port && port <= each.last);
  const isPeer =
    rule.peers.length === 0 ||
    rule.peers.some(
      (each) =>
        other.space === (each.space ?? made.space) && (each.system === undefined || each.system === other.system),
    );
  return isPort && isPeer;
}

function naive(all: readonly Made[], from: Pod, to: Pod, port: number, protocol: string): boolean {
  const out = all.filter((made) => made.egress !== undefined && governs(made, from));
  const into = all.filter((made) => made.ingress !== undefined && governs(made, to));
  const leaves =
    out.length === 0 || out.some((made) => made.egress?.some((each) => lets(made, each, to, port, protocol)));
  const enters =
    into.length === 0 || into.some((made) => made.ingress?.some((each) => lets(made, each, from, port, protocol)));
  return leaves && enters;
}

function written(made: Made, index: number) {
  const peers = (rule: Rule) =>
    rule.peers.map((each) => ({
      ...(each.space === undefined
        ? {}
        : { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": each.space } } }),
      ...(each.system === undefined ? {} : { podSelector: { matchLabels: { "app.kubernetes.io/name": each.system } } }),
    }));
  const ports = (rule: Rule) =>
    rule.ports.map(({ first, last, protocol }) => ({ port: first, endPort: last, protocol }));
  const spec = {
    podSelector: made.system === undefined ? {} : { matchLabels: { "app.kubernetes.io/name": made.system } },
    policyTypes: [...(made.ingress ? ["Ingress"] : []), ...(made.egress ? ["Egress"] : [])],
    ...(made.ingress ? { ingress: made.ingress.map((each) => ({ from: peers(each), ports: ports(each) })) } : {}),
    ...(made.egress ? { egress: made.egress.map((each) => ({ to: peers(each), ports: ports(each) })) } : {}),
  };
  return networkPolicy(`policy-${index}`, spec, made.space);
}

const PODS_OBJECTS = [
  ...SPACES.map((each) => namespace(each)),
  ...PODS.map(({ space: within, system: name }) => deployment({ containers: [] }, name, within)),
];

test("flows are what a plain reading of the policies says, for any policies", () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 6 }), (all) => {
      const flows = podFlows(smallPlan({ objects: [...PODS_OBJECTS, ...all.map(written)] }));
      const opens = (from: Pod, to: Pod, number: number, protocol: string) =>
        flows.some(
          (flow) =>
            flow.from.namespace === from.space &&
            flow.from.planned.object.metadata.name === from.system &&
            flow.to.namespace === to.space &&
            flow.to.planned.object.metadata.name === to.system &&
            flow.ports.some((each) => each.protocol === protocol && each.first <= number && number <= each.last),
        );
      for (const from of PODS)
        for (const to of PODS)
          for (const number of PORTS)
            for (const protocol of ["TCP", "UDP"])
              expect([from, to, number, protocol, opens(from, to, number, protocol)]).toEqual([
                from,
                to,
                number,
                protocol,
                naive(all, from, to, number, protocol),
              ]);
    }),
    { numRuns: 200 },
  );
});

const opensBy = (port: unknown) =>
  podFlows(
    smallPlan({
      objects: [
        ...SPACES.map((each) => namespace(each)),
        denial(),
        deployment({ containers: [{ ports: [{ name: "public", containerPort: 8008 }] }] }, "router"),
        deployment({ containers: [] }, "homeserver", "tchap-beta"),
        networkPolicy("router", {
          podSelector: {},
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tchap-beta" } } }],
              ports: [port],
            },
          ],
        }),
      ],
    }),
  ).filter(({ from, to }) => from.namespace === "tchap-beta" && to.namespace === "tchap-alpha");

test("a named port is the one that the pod has by that name, and none where it has none", () => {
  expect(opensBy({ port: "public" }).map(({ ports }) => ports)).toEqual([
    [{ protocol: "TCP", first: 8008, last: 8008 }],
  ]);
  expect(opensBy({ port: "admin" })).toEqual([]);
  expect(opensBy({ port: "public", protocol: "UDP" })).toEqual([]);
});

test("a pod on its node's network is closed by no policy, and is taken where nodes are", () => {
  const onHost = deployment({ containers: [], hostNetwork: true }, "turn");
  const nodes = networkPolicy(
    "nodes",
    {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ ipBlock: { cidr: "10.96.0.0/16" } }], ports: [{ port: 5432 }] }],
    },
    "tchap-beta",
  );
  const flows = podFlows(
    smallPlan({
      objects: [
        ...SPACES.map((each) => namespace(each)),
        denial(),
        denial("tchap-beta"),
        onHost,
        deployment({ containers: [] }, "homeserver", "tchap-beta"),
        nodes,
      ],
    }),
  );
  const said = flows.map(({ from, to, ports }) => [
    from.planned.object.metadata.name,
    to.planned.object.metadata.name,
    ports[0]?.first,
  ]);
  expect(said).toEqual([
    ["turn", "turn", 0],
    ["turn", "homeserver", 5432],
  ]);
});
