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

test("whatever has a name goes through the border; only the mail relay is reached by address", () => {
  const { destinations } = loadFleet(PROJECT, "prod").fleet;
  const direct = destinations.filter(({ through }) => through === "direct");
  expect(direct.map(({ id, port, addresses }) => [id, port, addresses])).toEqual([
    ["mail-relay", 587, ["192.0.2.25/32", "192.0.2.26/32"]],
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
