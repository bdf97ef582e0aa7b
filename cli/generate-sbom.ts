import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type BomComponent, billOfMaterials, encoded, licences } from "../policies/reports/cyclonedx";

const names = z.record(z.string(), z.string()).default({});

/** A package as npm locks it. */
const lockedPackage = z.object({
  /** Its real name, where it is installed under another. */
  name: z.string().optional(),
  version: z.string(),
  license: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});

const lockFile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), lockedPackage) });

type Packages = z.output<typeof lockFile>["packages"];

const MODULES = "node_modules/";

/** The name that a package is installed under. */
const installedAs = (place: string) => place.slice(place.lastIndexOf(MODULES) + MODULES.length);

const ALGORITHMS = new Map([
  ["sha1", "SHA-1"],
  ["sha256", "SHA-256"],
  ["sha512", "SHA-512"],
] as const);

function hashesOf(integrity: string | undefined): NonNullable<BomComponent["hashes"]> {
  return [...ALGORITHMS].flatMap(([name, alg]) => {
    const value = integrity?.split(" ").find((each) => each.startsWith(`${name}-`));
    return value === undefined
      ? []
      : [{ alg, content: Buffer.from(value.slice(name.length + 1), "base64").toString("hex") }];
  });
}

/** Where Node would find a dependency of what is installed in a place: beside it, or in a folder above. */
function found(packages: Packages, place: string, dependency: string): string | undefined {
  const inside = `${place === "" ? "" : `${place}/`}${MODULES}${dependency}`;
  if (packages[inside] !== undefined) return inside;
  if (place === "") return undefined;
  const above = place.lastIndexOf(`/${MODULES}`);
  return found(packages, above === -1 ? "" : place.slice(0, above), dependency);
}

function component(place: string, locked: Packages[string]): BomComponent {
  const name = locked.name ?? installedAs(place);
  const hashes = hashesOf(locked.integrity);
  return {
    type: "library",
    "bom-ref": place,
    name,
    version: locked.version,
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(locked.license === undefined ? {} : { licenses: licences(locked.license) }),
    purl: `pkg:npm/${encodeURIComponent(name).replace("%2F", "/")}@${encoded(locked.version)}`,
    ...(locked.resolved === undefined ? {} : { externalReferences: [{ type: "distribution", url: locked.resolved }] }),
  };
}

/** What this package brings with it when it is installed (npm ci --omit=dev), from the text of package-lock.json. */
export function packageSbom(lockText: string): string {
  const { packages } = lockFile.parse(JSON.parse(lockText));
  const { "": root, ...others } = packages;
  if (root === undefined) throw new Error("package-lock.json does not name the package that it is of.");
  const shipped = Object.entries(others).filter(([, { dev }]) => !dev);
  const isShipped = new Set(shipped.map(([place]) => place));
  const dependsOn = (place: string, locked: Packages[string]) => {
    const all = { ...locked.peerDependencies, ...locked.optionalDependencies, ...locked.dependencies };
    return Object.keys(all).flatMap((name) => {
      const at = found(packages, place, name);
      return at !== undefined && isShipped.has(at) ? [at] : [];
    });
  };
  const about: BomComponent = { ...component("", root), type: "application", "bom-ref": "package" };
  return billOfMaterials(
    about,
    shipped.map(([place, locked]) => component(place, locked)),
    new Map([
      ["package", dependsOn("", root)],
      ...shipped.map(([place, locked]): [string, string[]] => [place, dependsOn(place, locked)]),
    ]),
  );
}

/** The bill of this package, from its own lock. */
export function ownSbom(root: string): string {
  return packageSbom(readFileSync(join(root, "package-lock.json"), "utf8"));
}
