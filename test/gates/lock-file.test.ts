import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const LOCK: { readonly packages: Readonly<Record<string, Entry>> } = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "package-lock.json"), "utf8"),
);

/** Where a package that another one names may stand: beside it, or in any folder above. */
function places(parent: string, name: string): string[] {
  const steps = parent.split("/node_modules/");
  return steps
    .map((_, index) => `${[...steps.slice(0, steps.length - index), name].join("/node_modules/")}`)
    .concat(`node_modules/${name}`);
}

test("every optional package of every platform stands in the lock file: npm ci refuses it otherwise", () => {
  const missing = Object.entries(LOCK.packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !places(parent, name).some((place) => LOCK.packages[place] !== undefined),
    ),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no registry: each user's own is asked", () => {
  const named = Object.entries(LOCK.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(named).toEqual([]);
});

test("every package has one exact version", () => {
  const loose = Object.entries(LOCK.packages).filter(
    ([name, { version }]) => name !== "" && !/^\d+\.\d+\.\d+/.test(version ?? ""),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
});
