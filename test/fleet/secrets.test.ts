import { loadFleet } from "../../fleet/load/fleet";
import { inCopy, PROJECT } from "./copy";

test("every secret is declared once, in its owner's namespace, with keys, readers and a word on its escrow", () => {
  const { secrets, tenants } = loadFleet(PROJECT, "prod").fleet;
  const namespaces = new Map(tenants.map(({ owner, namespace }) => [owner, namespace]));
  expect(new Set(secrets.map(({ id }) => id)).size).toBe(secrets.length);
  expect(new Set(secrets.map(({ namespace, name }) => `${namespace}/${name}`)).size).toBe(secrets.length);
  for (const { owner, namespace, keys, readers, escrow } of secrets) {
    expect(namespace).toBe(namespaces.get(owner));
    expect(Math.min(keys.length, readers.length, escrow.why.length)).toBeGreaterThan(0);
  }
});

test("what a restore cannot do without is in escrow, and nothing that its namespace has of its own", () => {
  const { secrets } = loadFleet(PROJECT, "prod").fleet;
  const kept = new Set(secrets.filter(({ escrow }) => escrow.kept === "escrow").map(({ name }) => name));
  expect([...kept].sort()).toEqual([
    "authentication-keys",
    "bindings-backup",
    "homeserver-pepper",
    "homeserver-signing-key",
    "identity-server-signing-key",
    "media-copy-target",
    "postgres-backup",
  ]);
  const restores = secrets.filter(({ owner }) => owner.startsWith("restore of"));
  expect(restores.length).toBeGreaterThan(0);
  expect(restores.filter(({ escrow }) => escrow.kept === "escrow")).toEqual([]);
});

test("the media store knows an own and a reading key of every live shard", () => {
  const { secrets, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const names = new Set(secrets.filter(({ owner }) => owner === "service media-store").map(({ name }) => name));
  for (const { name } of perimeters.flatMap(({ shards }) => shards))
    for (const key of [`media-store-key-${name}`, `media-store-read-${name}`]) expect(names).toContain(key);
});

test("the relays know each live shard by a secret of its own, and each relay has a certificate", () => {
  const { secrets, perimeters, turn } = loadFleet(PROJECT, "prod").fleet;
  const names = secrets.filter(({ owner }) => owner === "service turn").map(({ name }) => name);
  const shards = perimeters.flatMap((each) => each.shards.map(({ name }) => `turn-shared-${name}`));
  expect(names.sort()).toEqual([...shards, ...turn.relays.map(({ node }) => `turn-tls-${node}`)].sort());
});

test("every live shard has a signing key, and the recorded one", () => {
  const { secrets, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const keys = secrets.filter(({ kind, readers }) => kind === "signing-key" && readers.includes("homeserver"));
  expect(keys.map(({ owner, name }) => [owner, name])).toEqual(
    perimeters.flatMap((each) => each.shards.map(({ name, stateful }) => [`shard ${name}`, stateful.signingKey])),
  );
});

test.each([
  ["proconnect-client", "oidc"],
  ["authentication-proconnect", "mas"],
  ["authentication-keys", "mas"],
  ["homeserver-pepper", "password"],
])("only shards whose agents sign in that way have %s", (secret, signIn) => {
  const { secrets, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const owners = secrets.filter(({ name }) => name === secret).map(({ owner }) => owner);
  const due = perimeters.filter(({ features }) => features.signIn === signIn);
  expect(owners).toEqual(due.flatMap((each) => each.shards.map(({ name }) => `shard ${name}`)));
  expect(owners).not.toHaveLength(0);
});

test("only a homeserver of several processes has what they share", () => {
  const { secrets, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const several = perimeters.flatMap(({ shards }) =>
    shards.filter((each) => each.capacity.topology.kind === "workers"),
  );
  expect(several.length).toBeGreaterThan(1);
  for (const name of ["homeserver-replication", "redis", "redis-client"])
    expect(secrets.filter((secret) => secret.name === name).map(({ owner }) => owner)).toEqual(
      several.map((shard) => `shard ${shard.name}`),
    );
});

test("a closed perimeter has no secret any more", () => {
  inCopy("dev", (copy) => {
    copy.edit("perimeters/dev02.yaml", "state: active", "state: closed");
    copy.edit(
      "stateful.lock.yaml",
      "removed: []",
      "removed: [{ shard: dev02, reason: x, owner: x, date: 2026-06-30 }]",
    );
    const owners = new Set(copy.load().fleet.secrets.map(({ owner }) => owner));
    expect([...owners]).toEqual([
      "service media-store",
      "service identity-server",
      "service push-gateway",
      "service log-collector",
      "service turn",
      "shard dev01",
      "restore of shard dev01",
      "shard ext01",
      "restore of shard ext01",
    ]);
  });
});

test("a secret is names only: nothing in the fleet looks like a value", () => {
  for (const secret of loadFleet(PROJECT, "prod").fleet.secrets)
    expect(Object.keys(secret).sort()).toEqual([
      "escrow",
      "id",
      "keys",
      "kind",
      "name",
      "namespace",
      "owner",
      "readers",
    ]);
});
