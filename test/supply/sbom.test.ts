import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { z } from "zod";
import { packageSbom } from "../../cli/generate-sbom";
import { licences } from "../../policies/reports/cyclonedx";
import { environmentSbom } from "../../policies/reports/sbom";
import { copyOf, set } from "../policies/change";
import { draft, prodPlan } from "../policies/prod-plan";

const ROOT = join(__dirname, "..", "..");
const LOCK = readFileSync(join(ROOT, "package-lock.json"), "utf8");

/** CycloneDX's own schema, with the two that it refers to, from the package of CycloneDX. */
function validator() {
  const folder = join(dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json")), "res", "schema");
  const schema = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(schema("spdx"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  ajv.addSchema(schema("jsf-0.82"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
  return ajv.compile(schema("bom-1.6"));
}

const validate = validator();

function faults(text: string): string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const bom = z.object({
  components: z.array(
    z.object({
      "bom-ref": z.string(),
      name: z.string(),
      version: z.string(),
      purl: z.string().optional(),
      licenses: z.array(z.unknown()).optional(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

const read = (text: string) => bom.parse(JSON.parse(text));

/** References to what the document does not hold. */
function dangling(text: string): string[] {
  const { components, dependencies } = read(text);
  const refs = new Set(components.map((each) => each["bom-ref"]));
  return dependencies.flatMap(({ dependsOn }) => dependsOn.filter((ref) => !refs.has(ref)));
}

/** A small lock: a has b and d of its own, of which b needs d; another d is beside a, and c is development's alone. */
const SMALL = {
  lockfileVersion: 3,
  packages: {
    "": { name: "root", version: "1.0.0", dependencies: { a: "1" }, devDependencies: { c: "1" } },
    "node_modules/a": {
      version: "1.1.0",
      license: "MIT",
      dependencies: { b: "1" },
      peerDependencies: { missing: "1" },
    },
    "node_modules/a/node_modules/b": {
      name: "@real/b",
      version: "1.2.0",
      license: "Public Domain",
      optionalDependencies: { d: "1" },
    },
    "node_modules/a/node_modules/d": { version: "1.0.0" },
    "node_modules/c": { version: "3.0.0", dev: true },
    "node_modules/d": { version: "2.0.0", integrity: `sha512-${Buffer.from("x".repeat(64)).toString("base64")}` },
  },
};

describe("the bill of this package", () => {
  test("is valid CycloneDX 1.6, and the schema refuses what is none", () => {
    expect(faults(packageSbom(LOCK))).toEqual([]);
    expect(faults(packageSbom(LOCK).replace('"type": "library"', '"type": "thing"'))).not.toEqual([]);
  });

  test("holds every package that is installed without development's, each with its licence and checksum", () => {
    const { packages } = z
      .object({
        packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), inBundle: z.boolean().optional() })),
      })
      .parse(JSON.parse(LOCK));
    const shipped = Object.entries(packages).filter(([place, { dev }]) => place !== "" && dev !== true);
    const { components } = read(packageSbom(LOCK));
    expect(components.map((each) => each["bom-ref"])).toEqual(shipped.map(([place]) => place));
    expect(components.filter(({ licenses }) => licenses === undefined).map(({ name }) => name)).toEqual([]);
    // What a package bundles is covered by that package's own checksum.
    const bundled = new Set(shipped.filter(([, { inBundle }]) => inBundle === true).map(([place]) => place));
    const bare = components.filter((each) => each.hashes === undefined && !bundled.has(each["bom-ref"]));
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  test("refers to nothing that it does not hold", () => {
    expect(dangling(packageSbom(LOCK))).toEqual([]);
  });

  test("names packages by their real names, and finds dependencies as Node does", () => {
    const text = packageSbom(JSON.stringify(SMALL));
    const { components, dependencies } = read(text);
    expect(faults(text)).toEqual([]);
    expect(components.map(({ purl }) => purl)).toEqual([
      "pkg:npm/a@1.1.0",
      "pkg:npm/%40real/b@1.2.0",
      "pkg:npm/d@1.0.0",
      "pkg:npm/d@2.0.0",
    ]);
    const [b, d] = ["b", "d"].map((name) => `node_modules/a/node_modules/${name}`);
    expect(dependencies).toContainEqual({ ref: "node_modules/a", dependsOn: [b] });
    expect(dependencies).toContainEqual({ ref: b, dependsOn: [d] });
    expect(dependencies).toContainEqual({ ref: "package", dependsOn: ["node_modules/a"] });
  });

  test("is the same for the same lock, and has another serial number for another", () => {
    const other = { ...SMALL, packages: { ...SMALL.packages, "node_modules/d": { version: "2.0.1" } } };
    const serial = (text: string) => z.object({ serialNumber: z.string() }).parse(JSON.parse(text)).serialNumber;
    const [one, same, changed] = [SMALL, SMALL, other].map((lock) => packageSbom(JSON.stringify(lock)));
    expect(same).toBe(one);
    expect(serial(changed ?? "")).not.toBe(serial(one ?? ""));
  });

  test.each([
    ["no JSON", "{"],
    ["another version of the format", '{"lockfileVersion":2,"packages":{}}'],
    ["no package of its own", '{"lockfileVersion":3,"packages":{}}'],
  ])("is not made of a lock with %s", (_, text) => {
    expect(() => packageSbom(text)).toThrow();
  });
});

describe("the bill of an environment", () => {
  test("is valid CycloneDX 1.6, and refers to nothing that it does not hold", async () => {
    const text = environmentSbom(await prodPlan());
    expect(faults(text)).toEqual([]);
    expect(dangling(text)).toEqual([]);
  });

  test("holds every image of the lock by digest, where that is known, from the environment's registry", async () => {
    const plan = await prodPlan();
    const { components } = read(environmentSbom(plan));
    for (const [name, { reference, digestKnown }] of Object.entries(plan.facts.images)) {
      const [, digest = ""] = reference.split("@");
      const found = components.find((each) => each["bom-ref"] === `image/${name}`);
      expect(found?.purl).toContain(`repository_url=${plan.facts.registry}/`);
      if (digestKnown) expect(found?.purl).toContain(`@${encodeURIComponent(digest)}?`);
      expect(found?.hashes).toEqual(
        digestKnown ? [{ alg: "SHA-256", content: digest.slice("sha256:".length) }] : undefined,
      );
    }
  });

  test("holds the charts of others, the cluster's version and Terraform's providers", async () => {
    const refs = read(environmentSbom(await prodPlan())).components.map((each) => each["bom-ref"]);
    for (const ref of ["platform/Kubernetes", "chart/certManager", "chart/operator", "chart/barmanPlugin"])
      expect(refs).toContain(ref);
    expect(refs.filter((ref) => ref.startsWith("provider/"))).toHaveLength(2);
  });

  test("leaves out what the lock has and nothing runs", async () => {
    const plan = draft(await prodPlan());
    set(plan, ["facts", "images", "squid", "reference"], "registry.example/unused:1");
    expect(read(environmentSbom(plan)).components.map((each) => each["bom-ref"])).not.toContain("image/squid");
  });

  test("is the same for the same plan", async () => {
    const plan = await prodPlan();
    expect(environmentSbom(copyOf(plan))).toBe(environmentSbom(plan));
  });
});

test.each([
  ["MIT", "expression"],
  ["(BSD-3-Clause AND Apache-2.0)", "expression"],
  ["AGPL-3.0-only OR LicenseRef-Element-Commercial", "expression"],
  ["SEE LICENSE IN LICENSE", "license"],
  ["Public Domain", "license"],
])("the licence %s is stated as %s", (declared, member) => {
  expect(licences(declared).map((each) => Object.keys(each))).toEqual([[member]]);
});
