import { afterEdits, says } from "../copy";

const ENVIRONMENT = "environment.yaml";

/** Relays where the cluster has no third zone. */
const RELAYS_IN_TWO_ZONES: [string, string, string] = [ENVIRONMENT, "zone: zone-c, host", "zone: zone-b, host"];

test.each([
  [
    "services: 10.80.0.0/16",
    "services: ▸10.70.0.0/16",
    "network.services",
    "10.70.0.0/16 shares addresses with network.pods (10.64.0.0/12)",
  ],
  [
    "nodes: 10.96.0.0/16",
    "nodes: ▸10.80.0.0/12",
    "network.nodes",
    "10.80.0.0/12 shares addresses with network.services (10.80.0.0/16)",
  ],
])("ranges that overlap are told with both: %s", (from, to, field, wrong) => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, from, to]);
  const ranges = errors.filter((each) => each.field.startsWith("network."));
  expect(ranges).toEqual([says(places[0], field, wrong, "Choose ranges that do not overlap.")]);
});

test("a range with bits after its mask is told once, with the right one", () => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "pods: 10.64.0.0/12", "pods: ▸10.65.0.0/12"]);
  expect(errors).toEqual([says(places[0], "network.pods", "has bits set after its mask", "Write 10.64.0.0/12")]);
});

test("production with fewer than three zones is refused", () => {
  const { errors, places } = afterEdits(
    "prod",
    [ENVIRONMENT, "zones: [zone-a, zone-b, zone-c]", "zones: ▸[zone-a, zone-b]"],
    RELAYS_IN_TWO_ZONES,
  );
  expect(errors).toEqual([says(places[0], "cluster.zones", "Production has 2 zones; it needs 3.", "Name three zones")]);
});

test("a zone named twice is no third zone", () => {
  const { errors, places } = afterEdits(
    "prod",
    [ENVIRONMENT, "zones: [zone-a, zone-b, zone-c]", "zones: ▸[▸zone-a, zone-b, ▸zone-a]"],
    RELAYS_IN_TWO_ZONES,
  );
  const [list, first, again] = places;
  expect(errors).toEqual([
    says(list, "cluster.zones", "Production has 2 zones; it needs 3.", "Name three zones"),
    says(again, "cluster.zones[2]", `The zone zone-a is already taken at ${first}.`, "Name each zone once."),
  ]);
});

test("development may have one zone", () => {
  const { errors } = afterEdits(
    "dev",
    [ENVIRONMENT, "zones: [zone-a, zone-b, zone-c]", "zones: [zone-a]"],
    [ENVIRONMENT, "zone: zone-b,", "zone: zone-a,"],
  );
  expect(errors).toEqual([]);
});

test("a relay is in a zone of the cluster, at an address of its nodes, and has its own of everything", () => {
  const { errors, places } = afterEdits(
    "prod",
    [ENVIRONMENT, "node: turn-b-1, zone: zone-b, host: turn-b", "node: ▸turn-a-1, zone: ▸zone-d, host: turn-b"],
    [ENVIRONMENT, "nodeAddress: 10.96.3.33", "nodeAddress: ▸10.97.3.33"],
  );
  expect(errors).toEqual([
    says(places[0], "turn.relays[1].node", "turn-a-1 is already taken at", "Each relay has its own node"),
    says(places[1], "turn.relays[1].zone", "zone-d is no zone of the cluster", "Write zone-a, zone-b, zone-c"),
    says(places[2], "turn.relays[2].nodeAddress", "10.97.3.33 is not an address of a node", "InternalIP"),
  ]);
});

test("production has relays in more than one zone", () => {
  const { errors } = afterEdits(
    "prod",
    [ENVIRONMENT, "zone: zone-b, host", "zone: zone-a, host"],
    [ENVIRONMENT, "zone: zone-c, host", "zone: zone-a, host"],
  );
  expect(errors.map(({ field, wrong }) => [field, wrong])).toEqual([
    ["turn.relays", "All relays are in one zone: with it, calls through them are lost, and new ones do not connect."],
  ]);
});

test("a certificate that would be renewed when it is made is refused", () => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "renewBeforeDays: 30", "renewBeforeDays: ▸90"]);
  expect(errors).toEqual([
    says(places[0], "certificates.renewBeforeDays", "renewed 90 days before its end", "Write fewer than 90"),
  ]);
});

test.each([
  ['"ip4:192.0.2.25"', '▸"all"', "mail.spf[0]", "is no mechanism of SPF"],
  ["addresses: [198.51.100.10, ", "addresses: [▸198.51.100.300, ", "edge.addresses[0]", "is not an IPv4 address"],
  ["keyId: ABCDE12345", "keyId: ▸abc", "push.apps[0].keyId", "is not one"],
])("%s is not %s", (from, to, field, wrong) => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, from, to]);
  expect(errors).toEqual([says(places[0], field, wrong, "Write ")]);
});

test("an environment called otherwise than its folder is refused", () => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "environment: prod\n", "environment: ▸preprod\n"]);
  expect(errors).toEqual([says(places[0], "environment", "It is called preprod, its folder prod.", "Write prod.")]);
});

test("without nodes for PostgreSQL, the pools are refused", () => {
  const { errors, places } = afterEdits("prod", [
    ENVIRONMENT,
    "nodePools:\n    - { name: data, role: data, nodesPerZone: 24 }\n    - {",
    "nodePools:\n    ▸- {",
  ]);
  expect(errors).toEqual([says(places[0], "cluster.nodePools", "No node pool has the role data.", "role: data")]);
});

test("a state on one person's disk is for development only", () => {
  const { errors, places } = afterEdits("prod", [
    ENVIRONMENT,
    "kind: http\n  address: https://gitlab.tchap.example/api/v4/projects/1/terraform/state\n",
    "kind: ▸local\n  directory: state\n",
  ]);
  expect(errors).toEqual([says(places[0], "stateBackend.kind", "one person's disk", "Write kind: http or kubernetes")]);
});

test("a homologation that ends before it is decided is refused; one that is over is not bad input", () => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "endsOn: 2029-01-14", "endsOn: ▸2025-01-14"]);
  expect(errors).toEqual([
    says(places[0], "homologation.endsOn", "ends (2025-01-14) before it is decided (2026-01-15)", "Correct"),
  ]);
  const over = afterEdits(
    "prod",
    [ENVIRONMENT, "decidedOn: 2026-01-15", "decidedOn: 2016-01-15"],
    [ENVIRONMENT, "endsOn: 2029-01-14", "endsOn: 2017-01-14"],
  );
  expect(over.errors).toEqual([]);
});

test("a date that does not exist is told once, and compared with nothing", () => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "endsOn: 2029-01-14", "endsOn: ▸14/01/2029"]);
  expect(errors).toEqual([says(places[0], "homologation.endsOn", "14/01/2029 is not a date", "Write YYYY-MM-DD")]);
});

test("a name reserved twice is told with both places", () => {
  const { errors, places } = afterEdits("dev", [
    ENVIRONMENT,
    "reserved: [dev03.tchap.incubateur.net]",
    "reserved: [▸dev03.tchap.incubateur.net, ▸dev03.tchap.incubateur.net]",
  ]);
  const [one, other] = places;
  expect(errors).toEqual([
    says(other, "federation.reserved[1]", `already taken at ${one}.`, "Reserve each name once."),
  ]);
});

test.each(["backup", "mediaCopy"])("%s on the cluster's own site is refused", (key) => {
  const site = 'site: "assumption: one site of the Interior ministry\'s cloud, three zones"';
  const { errors } = afterEdits("prod", [
    ENVIRONMENT,
    site,
    'site: "assumption: a second site, with other credentials"',
  ]);
  const found = errors.find(({ field }) => field === `${key}.site`);
  expect(found?.wrong).toBe("It is on the cluster's own site: what destroys one destroys both.");
});

test.each([29, 30, 31])("a lock of %s days on backups that are kept for 30 is refused", (days) => {
  const { errors, places } = afterEdits("prod", [ENVIRONMENT, "days: 45", `days: ▸${days}`]);
  expect(errors).toEqual([
    says(places[0], "backup.objectLock.days", `kept 30 days and locked for ${days}`, "Write 32 or more."),
  ]);
});

test("a lock of two days more than the retention is enough", () => {
  expect(afterEdits("prod", [ENVIRONMENT, "days: 45", "days: 32"]).errors).toEqual([]);
});
