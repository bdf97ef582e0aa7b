import type { Fleet } from "../../../fleet/fleet";
import { at, ofKind as objectsOf } from "../../../plan/vocabulary";
import { type DnsRecord, dnsRecords } from "../../../stacks/edge/dns";
import { publicHosts } from "../../../stacks/edge/table";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";
import { FLEETS } from "./edges";

const values = (fleet: Fleet, type: DnsRecord["type"], name: string) =>
  dnsRecords(fleet)
    .filter((record) => record.type === type && record.name === name)
    .map(({ value }) => value);

test("every host that the plan answers for or has a certificate of has its addresses, and no other name has one", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const { edge, turn } = plan.facts;
    const named = new Set([
      ...objectsOf(plan, "Certificate").flatMap(({ object }) => at(object, "spec", "dnsNames") ?? []),
      ...objectsOf(plan, "HTTPRoute").flatMap(({ object }) => at(object, "spec", "hostnames") ?? []),
      ...objectsOf(plan, "Ingress").flatMap(({ object }) => at(object, "spec", "rules", 0, "host") ?? []),
    ]);
    const a = dnsRecords(plan.facts).filter(({ type }) => type === "A");
    expect(new Set(a.map(({ name }) => name))).toEqual(named);
    for (const { host } of publicHosts(plan.facts)) expect(values(plan.facts, "A", host)).toEqual(edge.addresses);
    for (const { host, address } of turn.relays) expect(values(plan.facts, "A", host)).toEqual([address]);
  }
});

test("one authority may sign for every name that has a certificate, and nobody for wildcards", () => {
  for (const fleet of FLEETS) {
    const records = dnsRecords(fleet);
    const covered = records.filter(({ type }) => type === "CAA");
    for (const { name } of records.filter(({ type }) => type === "A")) {
      const above = covered.filter((each) => name === each.name || name.endsWith(`.${each.name}`));
      expect(new Set(above.map((each) => each.name)).size).toBe(1);
    }
  }
  const certigna = (authority: string) =>
    values(
      { ...fleetOf("dev"), certificates: { ...fleetOf("dev").certificates, authority } },
      "CAA",
      "dev01.tchap.incubateur.net",
    );
  expect(certigna("Certigna Services CA")).toEqual(['0 issue "certigna.fr"', '0 issuewild ";"']);
  // An authority whose name in such records nobody told: undetermined, never a guess.
  expect(certigna("Another CA")).toEqual([undefined]);
});

test("a name with an address says that it takes no mail", () => {
  for (const fleet of FLEETS)
    for (const { name } of dnsRecords(fleet).filter(({ type }) => type === "A"))
      expect(values(fleet, "MX", name)).toEqual(["0 ."]);
});

test("the sender's domain says who may send, with which key, and what becomes of other mail", () => {
  const fleet = fleetOf("dev");
  const mail = { ...fleet.mail, from: "nobody@sender.example", spf: ["ip4:192.0.2.25", "include:relay.example"] };
  const key = "A".repeat(392);
  const dkim = { selector: "s1", publicKey: key };
  const sent: Fleet = { ...fleet, mail: { ...mail, dkim, dmarc: { policy: "reject", reports: "d@reports.example" } } };
  expect(values(sent, "TXT", "sender.example")).toEqual(['"v=spf1 ip4:192.0.2.25 include:relay.example -all"']);
  const [signature = ""] = values(sent, "TXT", "s1._domainkey.sender.example");
  const pieces = signature.split(/^"|" "|"$/).filter((piece) => piece !== "");
  expect(pieces.join("")).toBe(`v=DKIM1; k=rsa; p=${key}`);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(255);
  expect(values(sent, "TXT", "_dmarc.sender.example")).toEqual(['"v=DMARC1; p=reject; rua=mailto:d@reports.example"']);
  expect(values(sent, "TXT", "sender.example._report._dmarc.reports.example")).toEqual(['"v=DMARC1"']);
  // Without the relay's key there is a record to come, and no guess of it.
  expect(
    values({ ...sent, mail: { ...sent.mail, dkim: { selector: "s1" } } }, "TXT", "s1._domainkey.sender.example"),
  ).toEqual([undefined]);
  const edKey = { selector: "s1", publicKey: `${"A".repeat(43)}=` };
  expect(values({ ...sent, mail: { ...sent.mail, dkim: edKey } }, "TXT", "s1._domainkey.sender.example")).toEqual([
    `"v=DKIM1; k=ed25519; p=${edKey.publicKey}"`,
  ]);
});

test("two environments never ask for different addresses of one name", () => {
  const owners = new Map<string, Set<string>>();
  for (const fleet of FLEETS)
    for (const { name, type } of dnsRecords(fleet))
      if (type === "A") owners.set(name, (owners.get(name) ?? new Set()).add(fleet.environment));
  expect([...owners].filter(([, environments]) => environments.size > 1)).toEqual([]);
});
