import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadFleet } from "../../fleet/load/fleet";
import { type Copy, inCopy, PROJECT } from "./copy";

/** Writes a perimeter file like another, with a shard of another name. */
function open(copy: Copy, name: string, serverName: string): void {
  const model = copy.read("perimeters/dev02.yaml");
  copy.write(
    `perimeters/${name}.yaml`,
    model
      .replaceAll("dev02.tchap.incubateur.net   # permanent", serverName)
      .replaceAll("perimeter: dev02", `perimeter: ${name}`)
      .replaceAll("name: dev02", `name: ${name}`)
      .replaceAll("-dev02", `-${name}`),
  );
}

test("the whitelist is every shard, reserved name and partner, sorted, each once", () => {
  inCopy("dev", (copy) => {
    copy.edit(
      "environment.yaml",
      "partners: []",
      "partners:\n    - { serverName: a.partner.example, host: matrix.partner.example, country: BE, reason: exercise }",
    );
    expect(copy.load().fleet.federation.whitelist).toEqual([
      "a.partner.example",
      "dev01.tchap.incubateur.net",
      "dev02.tchap.incubateur.net",
      "dev03.tchap.incubateur.net",
      "ext01.tchap.incubateur.net",
    ]);
  });
});

test("production's whitelist holds its 17 shards and its reserved names, and no one else", () => {
  const { federation, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const shards = perimeters.flatMap((each) => each.shards.map(({ serverName }) => serverName));
  const reserved = federation.whitelist.filter((name) => !shards.includes(name));
  expect(shards).toHaveLength(17);
  expect([...shards, ...reserved].sort()).toEqual(federation.whitelist);
  expect(reserved).toEqual([1, 2, 3, 4].map((number) => `agent.reserve-${number}.tchap.gouv.fr`));
});

test("opening a shard whose name was reserved changes neither the whitelist nor another perimeter", () => {
  inCopy("dev", (copy) => {
    const before = copy.load().fleet;
    open(copy, "dev03", "dev03.tchap.incubateur.net");
    const after = copy.load().fleet;
    expect(after.perimeters.map(({ name }) => name)).toEqual(["dev01", "dev02", "dev03", "ext01"]);
    expect(after.federation.whitelist).toEqual(before.federation.whitelist);
    expect(after.perimeters.filter(({ name }) => name !== "dev03")).toEqual(before.perimeters);
    expect(after.federation.peers.map(({ serverName }) => serverName)).toContain("dev03.tchap.incubateur.net");
  });
});

test("opening a shard whose name was not reserved changes the whitelist", () => {
  inCopy("dev", (copy) => {
    open(copy, "dev04", "dev04.tchap.incubateur.net");
    expect(copy.load().fleet.federation.whitelist).toContain("dev04.tchap.incubateur.net");
  });
});

test.each(["suspended", "closed"])(
  "a %s perimeter leaves the border's peers and destinations, not the whitelist",
  (state) => {
    inCopy("dev", (copy) => {
      const before = copy.load().fleet;
      copy.edit("perimeters/dev02.yaml", "state: active", `state: ${state}`);
      if (state === "closed")
        copy.edit(
          "stateful.lock.yaml",
          "removed: []",
          "removed: [{ shard: dev02, reason: x, owner: x, date: 2026-06-30 }]",
        );
      const after = copy.load().fleet;
      const peers = (fleet: typeof after) => fleet.federation.peers.map(({ serverName }) => serverName);
      expect(peers(before)).toContain("dev02.tchap.incubateur.net");
      expect(peers(after)).toEqual(peers(before).filter((name) => name !== "dev02.tchap.incubateur.net"));
      expect(after.destinations.filter(({ host }) => host.includes("dev02"))).toEqual([]);
      expect(after.federation.whitelist).toEqual(before.federation.whitelist);
    });
  },
);

test("a perimeter under notice federates until its end", () => {
  inCopy("dev", (copy) => {
    const before = copy.load().fleet.federation;
    copy.edit("perimeters/dev02.yaml", "state: active", "state: notice");
    copy.edit("perimeters/dev02.yaml", "  référent:", "  noticeOn: 2027-01-15\n  référent:");
    expect(copy.load().fleet.federation).toEqual(before);
  });
});

test("no third server is asked for keys, and every peer is in a country and has a reason", () => {
  const { keyServers, peers } = loadFleet(PROJECT, "prod").fleet.federation;
  expect(keyServers).toEqual([]);
  expect(peers).toHaveLength(17);
  for (const peer of peers) {
    expect(peer.host).toBe(`matrix.${peer.serverName}`);
    expect(peer.country).toBe("FR");
    expect(peer.reason).toMatch(/^shard [a-z-]+ of this environment$/);
  }
});

test("server names are written in the files, not derived from a perimeter's name", () => {
  const text = readFileSync(join(PROJECT, "environments/prod/perimeters/agent.yaml"), "utf8");
  expect(text).toContain("serverName: agent.tchap.gouv.fr");
  inCopy("dev", (copy) => {
    copy.edit("perimeters/dev02.yaml", "dev02.tchap.incubateur.net   #", "autre-nom.tchap.incubateur.net   #");
    copy.edit("stateful.lock.yaml", "serverName: dev02.", "serverName: autre-nom.");
    expect(copy.load().fleet.federation.whitelist).toContain("autre-nom.tchap.incubateur.net");
  });
});
