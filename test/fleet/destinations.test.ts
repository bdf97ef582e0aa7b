import { loadFleet } from "../../fleet/load/fleet";
import { inCopy, PROJECT } from "./copy";

test("every destination is declared once, with reason, data, country and reader", () => {
  const { destinations } = loadFleet(PROJECT, "prod").fleet;
  expect(new Set(destinations.map(({ id }) => id)).size).toBe(destinations.length);
  for (const { id, host, port, reason, data, country, readers } of destinations) {
    expect([id, host, reason, data].filter((text) => text.trim() === "")).toEqual([]);
    expect(port).toBeGreaterThan(0);
    expect(country).toMatch(/^[A-Z]{2}$/);
    expect(readers.length).toBeGreaterThan(0);
  }
});

test("whatever has a name goes through the border; by address only what knows no proxy", () => {
  const { destinations } = loadFleet(PROJECT, "prod").fleet;
  const direct = destinations.filter(({ through }) => through === "direct");
  expect(direct.map(({ id, port, addresses }) => [id, port, addresses])).toEqual([
    ["mail-relay", 587, ["192.0.2.25/32", "192.0.2.26/32"]],
    ["log-store", 6514, ["192.0.2.70/32"]],
    ["own-edge", 443, ["198.51.100.10/32", "198.51.100.11/32"]],
    ["own-relays", 443, ["198.51.100.31/32", "198.51.100.32/32", "198.51.100.33/32"]],
  ]);
  expect(destinations.filter(({ through, addresses }) => through === "border" && addresses.length > 0)).toEqual([]);
});

test("each peer is reached at its own name, for well-known, and at its host", () => {
  const { destinations, federation } = loadFleet(PROJECT, "prod").fleet;
  const hosts = destinations.filter(({ id }) => /^(well-known|federation)-/.test(id)).map(({ host }) => host);
  expect(hosts).toEqual(federation.peers.flatMap(({ serverName, host }) => [serverName, host]));
});

test("the backup store's port is the one of its address", () => {
  inCopy("dev", (copy) => {
    const port = () => copy.load().fleet.destinations.find(({ id }) => id === "backup-store")?.port;
    expect(port()).toBe(443);
    copy.edit("environment.yaml", "https://s3.backup.dev.tchap.example", "https://s3.backup.dev.tchap.example:8443");
    expect(port()).toBe(8443);
  });
});

test("what leaves France says on what ground, and only telephones are a reason to leave the Union", () => {
  const { destinations } = loadFleet(PROJECT, "prod").fleet;
  const abroad = destinations.filter(({ country }) => country !== "FR");
  expect(abroad.map(({ id, country }) => [id, country])).toEqual([
    ["push-apple", "US"],
    ["push-google", "US"],
    ["push-google-token", "US"],
  ]);
  for (const { transfer } of abroad) expect(transfer).toMatch(/^assumption: ids and counts alone/);
  expect(destinations.filter(({ country, transfer }) => country === "FR" && transfer !== undefined)).toEqual([]);
});

test("without an app of theirs, neither Apple nor Google is spoken with", () => {
  inCopy("dev", (copy) => {
    const providers = () => copy.load().fleet.destinations.flatMap(({ id }) => (id.startsWith("push-") ? [id] : []));
    expect(providers()).toEqual(["push-gateway", "push-apple", "push-google", "push-google-token"]);
    copy.edit("environment.yaml", "    - { id: fr.gouv.tchap.dev.ios", "    # - { id: fr.gouv.tchap.dev.ios");
    expect(providers()).toEqual(["push-gateway", "push-google", "push-google-token"]);
    const secrets = copy.load().fleet.secrets.map(({ name }) => name);
    expect(secrets).toContain("push-fcm");
    expect(secrets).not.toContain("push-apns");
  });
});
