import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { environmentNames } from "../../fleet/load/files";
import { loadFleet } from "../../fleet/load/fleet";
import { PROJECT } from "./copy";

const ENVIRONMENTS = ["dev", "preprod", "prod"];

const PRODUCTION = [
  "agent",
  "agriculture",
  "collectivites",
  "culture",
  "dev-durable",
  "dinum",
  "diplomatie",
  "education",
  "elysee",
  "externe",
  "finances",
  "interieur",
  "intradef",
  "justice",
  "pm",
  "social",
  "ssi",
];

/** Every YAML file of the environments, from the project's root. */
const FILES = ENVIRONMENTS.flatMap((name) =>
  readdirSync(join(PROJECT, "environments", name), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => `environments/${name}/${file}`),
);

const text = (file: string) => readFileSync(join(PROJECT, file), "utf8");

/** Path of the JSON Schema that a file's first line names, from the project's root. */
function schemaOf(file: string): string {
  const named = text(file).match(/^# yaml-language-server: \$schema=(\S+)\n/)?.[1];
  if (named === undefined) throw new Error(`The first line of ${file} names no schema.`);
  return join(dirname(file), named);
}

test("there are three environments, and each loads without mistake or warning", () => {
  expect(environmentNames(PROJECT)).toEqual(ENVIRONMENTS);
  for (const name of ENVIRONMENTS) expect(loadFleet(PROJECT, name).warnings).toEqual([]);
});

test("production has the 17 published perimeters, each with its own shard and permanent server name; more may come aboard", () => {
  const { perimeters } = loadFleet(PROJECT, "prod").fleet;
  const published = perimeters.filter(({ name }) => PRODUCTION.includes(name));
  expect(published.map(({ name }) => name)).toEqual(PRODUCTION);
  expect(published.map(({ shards }) => shards.map(({ serverName }) => serverName))).toEqual(
    PRODUCTION.map((name) => [name === "agent" ? "agent.tchap.gouv.fr" : `agent.${name}.tchap.gouv.fr`]),
  );
});

test("the names of everything that holds data in the published perimeters are recorded", () => {
  const shards = loadFleet(PROJECT, "prod").fleet.perimeters.flatMap((each) =>
    PRODUCTION.includes(each.name) ? each.shards : [],
  );
  expect(shards.filter(({ locked }) => !locked)).toEqual([]);
});

test("production's registered agents are the published 665 000, about half of them Intérieur and Armées", () => {
  const { perimeters } = loadFleet(PROJECT, "prod").fleet;
  const count = (names: readonly string[]) =>
    perimeters.filter(({ name }) => names.includes(name)).reduce((sum, { agents }) => sum + agents.registered.count, 0);
  expect(count(PRODUCTION)).toBe(665_000);
  const half = count(["interieur", "intradef"]) / 665_000;
  expect(half).toBeGreaterThan(0.45);
  expect(half).toBeLessThan(0.55);
});

test("exactly one perimeter of each environment is the default for externals, and it has no domain", () => {
  for (const name of ENVIRONMENTS) {
    const externals = loadFleet(PROJECT, name).fleet.perimeters.filter(({ role }) => role === "externals");
    expect(externals.map(({ shards }) => shards.flatMap((shard) => shard.emailDomains))).toEqual([[]]);
  }
});

/** Paths of numbers for which no map around them names a source. */
function unsourced(value: unknown, path: string, sourced: boolean): string[] {
  if (typeof value === "number") return sourced ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((each, index) => unsourced(each, `${path}[${index}]`, sourced));
  if (typeof value !== "object" || value === null) return [];
  const own = "source" in value && typeof value.source === "string" && value.source.trim() !== "";
  return Object.entries(value).flatMap(([key, each]) =>
    unsourced(each, path === "" ? key : `${path}.${key}`, sourced || own),
  );
}

test("every figure of every environment has a source beside it", () => {
  const found = FILES.flatMap((file) => unsourced(parse(text(file)), "", false));
  // Its source stands once, in the schema's description: it is one rule of the service, not a figure of a perimeter.
  expect([...new Set(found)]).toEqual(["features.accountExpiryMonths"]);
  expect(text("environments/schemas/perimeter.schema.json")).toContain(
    "13 in production (public notes on Tchap's policy)",
  );
});

test("every list of e-mail domains has a source, and what is ours says so", () => {
  for (const file of FILES.filter((each) => each.includes("/perimeters/")))
    expect(text(file)).toMatch(/\n {4}emailDomainsSource: "?\S.{15,}/);
});

test("every file's first line names its JSON Schema, which exists", () => {
  expect(FILES.length).toBeGreaterThanOrEqual(3 * 4 + PRODUCTION.length);
  for (const file of FILES) {
    expect(existsSync(join(PROJECT, schemaOf(file)))).toBe(true);
    const kind = file.includes("/perimeters/") ? "perimeter" : file.replace(/^.*\/|\.yaml$/g, "");
    expect(schemaOf(file)).toBe(`environments/schemas/${kind}.schema.json`);
  }
});

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });

test.each(FILES)("%s is right by its JSON Schema, and wrong with an unknown key", (file) => {
  const name = schemaOf(file);
  const validate = ajv.getSchema(name) ?? ajv.addSchema(JSON.parse(text(name)), name).getSchema(name);
  if (validate === undefined) throw new Error(`${name} does not compile.`);
  const data: unknown = parse(text(file));
  validate(data);
  expect(validate.errors ?? []).toEqual([]);
  validate({ ...Object(data), agentes: 1 });
  expect(validate.errors).toEqual([
    expect.objectContaining({ keyword: "additionalProperties", params: { additionalProperty: "agentes" } }),
  ]);
});

/** Every property of a JSON Schema with its path, through lists and alternatives. */
function properties(schema: unknown, path: string): { path: string; property: Record<string, unknown> }[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === "examples") return [];
    if (key !== "properties") return properties(value, path);
    return Object.entries(Object(value)).flatMap(([name, property]) => {
      const own = `${path}.${name}`;
      return [{ path: own, property: Object(property) }, ...properties(property, own)];
    });
  });
}

test.each(["perimeter", "environment", "images.lock", "stateful.lock", "waivers"])(
  "every field of the %s schema has a title, a description and an example, and every number its unit",
  (kind) => {
    const file = `environments/schemas/${kind}.schema.json`;
    const schema: unknown = JSON.parse(text(file));
    expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
    const found = properties(schema, kind);
    expect(found.length).toBeGreaterThan(10);
    const blank = (value: unknown) => typeof value !== "string" || value.trim() === "";
    const without = found.filter(
      ({ property: { title, description, examples } }) =>
        blank(title) || blank(description) || !Array.isArray(examples) || examples.length === 0,
    );
    expect(without.map(({ path }) => path)).toEqual([]);
    const numbers = found.filter(({ property }) => ["number", "integer"].includes(String(property.type)));
    expect(numbers.length > 0).toBe(["perimeter", "environment"].includes(kind));
    const unitless = numbers.filter(({ property }) => !/ Unit: .+\.$/.test(String(property.description)));
    expect(unitless.map(({ path }) => path)).toEqual([]);
  },
);

test("the example of every simple field is right by the field's own schema", () => {
  for (const kind of ["perimeter", "environment", "images.lock", "stateful.lock", "waivers"]) {
    const schema: unknown = JSON.parse(text(`environments/schemas/${kind}.schema.json`));
    for (const { path, property } of properties(schema, kind)) {
      // Examples of maps are shortened on purpose: an editor shows them, nobody copies them whole.
      if (property.type === "object" || property.type === "array" || property.oneOf || property.anyOf) continue;
      for (const example of Array.isArray(property.examples) ? property.examples : [])
        expect([path, ajv.validate(property, example)]).toEqual([path, true]);
    }
  }
});
