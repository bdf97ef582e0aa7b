import { compareReleases, NEWEST_KNOWN, oldestThatOpens, SCHEMA_CHANGES, schemaOf } from "../../../plan/synapse-schema";
import { changeOf, object } from "./objects";

const process = (tag: string) =>
  object("StatefulSet", "homeserver", {
    spec: { template: { spec: { containers: [{ name: "synapse", image: `registry.example/tchap/synapse:${tag}` }] } } },
  });
const between = (from: string, to: string) => changeOf(process(from), process(to));

test("a release that asks for no newer schema leads back", () => {
  const { effect, implies, irreversible } = between("v1.152.0-1", "v1.163.2-1");
  expect({ effect, irreversible }).toEqual({
    effect: "restart of homeserver, Synapse 1.152.0 → 1.163.2",
    irreversible: false,
  });
  expect(implies[0]).toContain("main process goes first");
  expect(implies[1]).toContain("Both ask for schema 94");
  expect(implies[1]).toContain("Going back is possible: to 1.152.0, and no further than 1.100.0.");
});

test("schema versions between two releases are named, with what going back does not undo", () => {
  const { implies, irreversible } = between("v1.142.0-1", "v1.163.2-1");
  expect(irreversible).toBe(false);
  expect(implies[1]).toContain("The schema goes from 92 to 94 (compatible down to 84).");
  expect(implies.slice(2).map((each) => each.slice(0, 9))).toEqual(["Schema 93", "Schema 94"]);
  expect(implies[2]).toContain("Not undone by going back: the content of delayed events");
});

test("where the database will ask for more than the former release knows, there is no way back", () => {
  const { effect, implies, irreversible } = between("v1.99.0-1", "v1.110.0-1");
  expect(irreversible).toBe(true);
  expect(effect).toContain("no way back is known");
  expect(implies[1]).toContain("Going back to 1.99.0 is not possible once the main process has started");
  expect(implies[1]).toContain("The oldest release that opens it: 1.100.0.");
  const back = between("v1.110.0-1", "v1.99.0-1");
  expect(back.irreversible).toBe(true);
  expect(back.implies[1]).toContain("Synapse 1.99.0 refuses to start on the database of 1.110.0");
});

test("an older release on a newer database: opened where its schema is enough", () => {
  expect(between("v1.163.2-1", "v1.142.0-1").implies[1]).toContain("Synapse 1.142.0 opens the database of 1.163.2");
});

test.each(["v1.89.0-1", "v1.164.0-1", "v2.0.0-1", "v1.163.2rc1-1", "latest"])(
  "%s is not known, and that is said",
  (tag) => {
    const { implies, irreversible } = between("v1.163.2-1", tag);
    expect(irreversible).toBe(true);
    expect(implies.join("\n")).toContain("not known");
  },
);

test("the same release built anew only restarts", () => {
  expect(between("v1.163.2-1", "v1.163.2-2")).toMatchObject({ effect: "restart of homeserver", implies: [] });
});

describe("what is known of schemas", () => {
  test.each([
    ["1.89.0", undefined],
    ["1.99.0", { schema: 83, compat: 83 }],
    ["1.100.0", { schema: 84, compat: 83 }],
    ["1.142.1", { schema: 92, compat: 84 }],
    ["1.143.0", { schema: 93, compat: 84 }],
    ["1.150.0", { schema: 93, compat: 84 }],
    ["1.151.0", { schema: 94, compat: 84 }],
    [NEWEST_KNOWN, { schema: 94, compat: 84 }],
    ["1.163.3", undefined],
  ])("%s", (release, schema) => {
    const known = schemaOf(release);
    expect(known && { schema: known.schema, compat: known.compat }).toEqual(schema);
  });

  test("releases are compared as numbers, not as text", () => {
    expect(compareReleases("1.100.0", "1.99.0")).toBeGreaterThan(0);
    expect(compareReleases("1.163.2", "1.163.10")).toBeLessThan(0);
  });

  test("who opens a database that only older releases than the first one read may open is not known", () => {
    expect(oldestThatOpens("1.91.0")).toBeUndefined();
    expect(oldestThatOpens("1.100.0")).toBe("1.96.0");
    expect(oldestThatOpens("1.105.1")).toBe("1.100.0");
  });

  test("every schema version of a known release is described", () => {
    const newest = schemaOf(NEWEST_KNOWN)?.schema ?? 0;
    expect(Object.keys(SCHEMA_CHANGES).map(Number)).toEqual(
      Array.from({ length: newest - 80 }, (_, index) => 81 + index),
    );
  });
});
