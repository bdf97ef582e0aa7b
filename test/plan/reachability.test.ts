import { reachabilityCsv, reachabilityMarkdown, reachabilitySummary } from "../../cli/reachability-report";
import { mayHold } from "../../plan/network/cidr";
import { outsideFlows } from "../../plan/network/flows";
import type { Plan } from "../../plan/plan";
import { kindName, type Reach, type Reachability, reachability } from "../../plan/reachability";
import { append, objectAt } from "../policies/change";
import { FINANCES, JUSTICE } from "../policies/places";
import { draft, prodPlan } from "../policies/prod-plan";

let plan: Plan;
let matrix: Reachability;

beforeAll(async () => {
  plan = await prodPlan();
  matrix = reachability(plan);
});

const isOpen = ({ ports }: Reach) => ports !== "closed";
const opensTo = (to: string) => matrix.between.filter((each) => isOpen(each) && each.to === to);
const said = (rows: readonly Reach[]) => rows.map(({ from, relation, ports }) => `${from} (${relation}) ${ports}`);

/** What is on the network of its node: beyond policies, so held to another list. */
const ON_HOST = "tchap-turn: turn";

describe("between two shards", () => {
  test("nothing is open, whatever the pods", () => {
    const across = matrix.between.filter(({ relation }) => relation === "another shard");
    expect(across.length).toBeGreaterThanOrEqual(100);
    expect(across.filter(isOpen)).toEqual([]);
  });

  test("each pair of namespaces was looked at", () => {
    const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards).length;
    const routers = matrix.between.find(
      ({ from, to, relation }) => from === "shard: router" && to === "shard: postgres" && relation === "another shard",
    );
    expect(routers?.pairs).toBe(shards * (shards - 1));
  });
});

test.each<[string, readonly string[]]>([
  [
    "shard: postgres",
    [
      "shard: authentication (same shard) 5432",
      "shard: homeserver (same shard) 5432",
      "shard: homeserver/main (same shard) 5432",
      "shard: postgres (same shard) 5432 8000",
    ],
  ],
  ["restore: postgres", ["restore: postgres (same shard) 5432 8000", "restore: restore-drill (same shard) 5432"]],
  ["shard: redis", ["shard: homeserver (same shard) 6379", "shard: homeserver/main (same shard) 6379"]],
  ["shard: content-scanner", ["shard: router (same shard) 8080"]],
  ["shard: router", ["shard: content-scanner (same shard) 8008", "tchap-border: border-inbound () 8009"]],
  ["tchap-antivirus: antivirus", ["shard: content-scanner () 3310"]],
  ["tchap-identity-server: identity-server", ["shard: router () 8090"]],
  ["tchap-border: border-inbound", []],
  ["tchap-push-gateway: push-gateway", []],
  ["tchap-log-collector: log-collector", []],
  ["tchap-restore-drills: restore-drills", []],
  ["tchap-monitoring: synthetic-checks", []],
])("%s is open to nobody but %j", (to, from) => {
  expect(matrix.kinds.map(kindName)).toContain(to);
  expect(said(opensTo(to).filter((each) => each.from !== ON_HOST))).toEqual(from);
});

test("what is on the network of its node reaches the proxy at most, and is the relays alone", () => {
  expect(matrix.kinds.filter(({ onHost }) => onHost).map(kindName)).toEqual([ON_HOST]);
  const reached = matrix.between.filter((each) => isOpen(each) && each.from === ON_HOST && each.to !== ON_HOST);
  expect(reached.map(({ to, ports }) => `${to} ${ports}`)).toEqual(["tchap-border: border 3128"]);
});

test("the edge reaches routers, the inbound gateway and the push gateway alone", () => {
  const edge = matrix.inwards.filter(({ outside }) => outside === `namespace ${plan.facts.edge.namespace}`);
  expect(edge.map(({ kind, ports }) => `${kind} ${ports}`)).toEqual([
    "shard: router 8008",
    "tchap-border: border-inbound 8009",
    "tchap-push-gateway: push-gateway 5000",
  ]);
});

test("monitoring reaches ports of figures alone", () => {
  const { monitoringNamespace } = plan.facts.network;
  const figures = matrix.inwards.filter(({ outside }) => outside === `namespace ${monitoringNamespace}`);
  expect(figures.length).toBeGreaterThan(8);
  const ports = new Set(figures.flatMap(({ ports: open }) => open.split(" ")));
  const known = [9001, 9101, 8405, 8406, 8001, 9102, 9103, 9104, 9115, 9187, 3903, 9641].map(String);
  expect([...ports].filter((port) => !known.includes(port))).toEqual([]);
});

test("from outside nobody else comes in but operators", () => {
  const { monitoringNamespace, operatorNamespace, certificatesNamespace } = plan.facts.network;
  const known = [monitoringNamespace, operatorNamespace, certificatesNamespace, plan.facts.edge.namespace];
  const others = matrix.inwards.filter(
    ({ kind, outside }) => kind !== ON_HOST && !known.some((name) => outside === `namespace ${name}`),
  );
  expect(others.map(({ kind, outside }) => `${kind} ${outside}`)).toEqual([]);
});

test("nobody but the border may send where nobody declared anything", () => {
  const free = matrix.outwards.filter(({ outside }) => outside === "anywhere" || outside.startsWith("undeclared"));
  expect(free.map(({ kind }) => kind)).toEqual(["tchap-border: border", ON_HOST]);
});

test("no pod that policies are about reaches the metadata endpoint", () => {
  const flows = outsideFlows(plan, "Egress").filter(({ pod }) => !pod.onHost);
  expect(flows.length).toBeGreaterThan(100);
  const reaching = flows.filter(
    ({ outside }) =>
      outside.kind === "anywhere" ||
      (outside.kind === "addresses" && mayHold(outside.cidr, outside.except, "169.254.169.254/32")),
  );
  expect(reaching.map(({ pod }) => pod.namespace)).toEqual([]);
});

test("a policy that lets another shard in shows in the matrix, in the summary and in both files", () => {
  const changed = draft(plan);
  append(objectAt(changed, JUSTICE.postgresPolicy), ["spec", "ingress", 0, "from"], {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": FINANCES.namespace } },
  });
  append(objectAt(changed, FINANCES.homeserverPolicy), ["spec", "egress"], {
    to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": JUSTICE.namespace } } }],
    ports: [{ port: 5432, protocol: "TCP" }],
  });
  const across = reachability(changed).between.filter(
    (each) => isOpen(each) && each.relation === "another shard" && each.to === "shard: postgres",
  );
  expect(across.map(({ from, ports, holds }) => `${from} ${ports} ${holds}`)).toEqual([
    "shard: homeserver 5432 1",
    "shard: homeserver/main 5432 1",
  ]);
  expect(reachabilitySummary(changed).join("\n")).toContain("shard: homeserver → shard: postgres (5432)");
  expect(reachabilityMarkdown(changed)).toMatch(
    /shard: homeserver \| shard: postgres \| 5432 \| another shard, 1 of \d+/,
  );
  expect(reachabilityCsv(changed)).toMatch(/^shard: homeserver,shard: postgres,another shard,5432,1,\d+$/m);
  expect(reachabilitySummary(plan).join("\n")).toContain("Open between two shards: nothing.");
});

test("the file of the whole matrix has every pair, closed ones too", () => {
  const rows = reachabilityCsv(plan).trim().split("\n").slice(1);
  const { between, outwards, inwards } = matrix;
  expect(rows).toHaveLength(between.length + outwards.length + inwards.length);
  expect(rows.filter((row) => row.includes(",closed,")).length).toBeGreaterThan(matrix.kinds.length);
});
