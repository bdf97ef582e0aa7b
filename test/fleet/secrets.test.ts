import { loadFleet } from "../../fleet/load/fleet";
import { inCopy, PROJECT } from "./copy";

test("every secret is declared once, in its shard's namespace, with keys and readers", () => {
  const { secrets, perimeters } = loadFleet(PROJECT, "prod").fleet;
  const namespaces = new Map(
    perimeters.flatMap((each) => each.shards.map((shard) => [`shard ${shard.name}`, shard.namespace])),
  );
  expect(new Set(secrets.map(({ id }) => id)).size).toBe(secrets.length);
  expect(new Set(secrets.map(({ namespace, name }) => `${namespace}/${name}`)).size).toBe(secrets.length);
  for (const { owner, namespace, keys, readers } of secrets) {
    expect(namespace).toBe(namespaces.get(owner));
    expect(Math.min(keys.length, readers.length)).toBeGreaterThan(0);
  }
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
    expect([...owners]).toEqual(["shard dev01", "shard ext01"]);
  });
});

test("a secret is names only: nothing in the fleet looks like a value", () => {
  for (const secret of loadFleet(PROJECT, "prod").fleet.secrets)
    expect(Object.keys(secret).sort()).toEqual(["id", "keys", "kind", "name", "namespace", "owner", "readers"]);
});
