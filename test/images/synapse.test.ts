import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "..", "..");
const IMAGE = join(ROOT, "images", "synapse");
const LOCKS = ["requirements.txt", "requirements-build.txt"];

const read = (file: string): string => readFileSync(join(IMAGE, file), "utf8");

/** The instructions of the Containerfile, each on one line. */
const instructions = read("Containerfile")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .join("\n")
  .replace(/\\\n\s*/g, "")
  .split("\n");

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly string[];
}

/** The packages of a lock; whatever is neither a package, its hashes nor a comment is told by the line. */
function locked(file: string): Locked[] {
  return read(file)
    .replace(/\s*#.*$/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const match = /^([a-z0-9-]+)==(\S+)((?: +--hash=sha256:[0-9a-f]{64})+)$/.exec(line.trim());
      const [, name, version, hashes] = match ?? [];
      if (name === undefined || version === undefined || hashes === undefined) throw new Error(`${file}: ${line}`);
      return { name, version, hashes: hashes.trim().split(/ +/) };
    });
}

const versions = (file: string) => new Map(locked(file).map(({ name, version }) => [name, version]));

/** The exact versions that a file of wishes names. */
function wished(file: string): [string, string][] {
  return [...read(file).matchAll(/^([a-z0-9-]+)(?:\[[a-z,0-9-]+\])?==(\S+)$/gm)].map(([, name = "", version = ""]) => [
    name,
    version,
  ]);
}

test.each(LOCKS)("%s names every package once, by exact version and checksum, and no place to get it from", (file) => {
  const packages = locked(file);
  expect(packages.length).toBeGreaterThan(0);
  expect(packages.filter(({ hashes }) => hashes.length === 0)).toEqual([]);
  expect(new Set(packages.map(({ name }) => name)).size).toBe(packages.length);
});

test.each(LOCKS)("%s is made from its .in file, whose every line is an exact version", (file) => {
  const source = file.replace(".txt", ".in");
  const lines = read(source)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(wished(source)).toHaveLength(lines.length);
  for (const [name, version] of wished(source)) expect([name, versions(file).get(name)]).toEqual([name, version]);
});

test("what builds the packages that come as source is what is installed, or goes once it has built", () => {
  const installed = versions("requirements.txt");
  const [, removed = ""] = /pip uninstall --yes ([\w -]+)/.exec(instructions.join("\n")) ?? [];
  for (const [name, version] of versions("requirements-build.txt"))
    if (!removed.split(" ").includes(name)) expect([name, installed.get(name)]).toEqual([name, version]);
  for (const name of removed.split(" ")) expect(installed.has(name)).toBe(false);
});

test.each(readdirSync(join(ROOT, "environments")).filter((name) => name !== "schemas" && !name.includes(".")))(
  "the image of %s carries the version of Synapse that its tag says",
  (environment) => {
    const { synapse } = parse(readFileSync(join(ROOT, "environments", environment, "images.lock.yaml"), "utf8"));
    const version = versions("requirements.txt").get("matrix-synapse");
    expect(synapse.origin).toBe("ours");
    expect(synapse.tag.replace(/-\d+$/, "")).toBe(`v${version}`);
  },
);

test("every stage starts from the base that the operator names by digest", () => {
  const bases = instructions.filter((line) => line.startsWith("FROM "));
  expect(bases).toEqual(["FROM $BASE AS build", "FROM $BASE"]);
  // Without a default: nothing is built unless the operator says from what.
  expect(instructions.filter((line) => line.startsWith("ARG "))).toEqual(["ARG BASE", "ARG BASE"]);
  expect(instructions.some((line) => line.startsWith("RUN ") && line.includes("@sha256:[0-9a-f]{64}$"))).toBe(true);
});

test("whatever pip installs in the image is in a lock", () => {
  const installs = instructions.flatMap((line) => line.match(/pip install[^&]*/g) ?? []);
  expect(installs).toHaveLength(2);
  for (const install of installs) {
    expect(install).toContain("--require-hashes");
    expect(install).toContain("--no-deps");
    expect(install).toMatch(/--requirement \/build\/requirements(-build)?\.txt/);
  }
});

test("the image runs as 991 and carries no compiler", () => {
  const last = instructions.slice(instructions.lastIndexOf("FROM $BASE"));
  expect(last.filter((line) => line.startsWith("USER "))).toEqual(["USER 991:991"]);
  expect(last.filter((line) => /gcc|-dev\b|build-essential/.test(line))).toEqual([]);
});

/** The packages of our own, and how many of their modules the README must name at the least. */
const PACKAGES: [name: string, least: number][] = [
  ["tchap_synapse", 5],
  ["tchap_operations", 6],
];

test("whatever the image copies is there, the packages of our own among it", () => {
  const copied = instructions
    .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
    .flatMap((line) => line.split(" ").slice(1, -1));
  expect(copied).toEqual(["requirements-build.txt", "requirements.txt", ...PACKAGES.map(([name]) => name)]);
  expect(copied.filter((file) => !existsSync(join(IMAGE, file)))).toEqual([]);
});

/** The first cells of the README's table about a package. */
function rows(name: string): string[] {
  const [, table = ""] = new RegExp(`^\\| in \`${name}\` .*\\n((?:\\|.*\\n)+)`, "m").exec(read("README.md")) ?? [];
  return [...table.matchAll(/^\| (`[a-z_]+.*?) \|/gm)].map(([, cell = ""]) => cell);
}

test.each(PACKAGES)("every part of %s that its README names is there", (name, least) => {
  const named = rows(name).flatMap((cell) => [...cell.matchAll(/`([a-z_]+)(?:\.([A-Za-z]+))?`/g)]);
  expect(named.length).toBeGreaterThanOrEqual(least);
  for (const [, module = "", part] of named) {
    const source = read(join(name, `${module}.py`));
    if (part !== undefined) expect(source).toMatch(new RegExp(`^class ${part}\\b`, "m"));
  }
});

test("every program of tchap_operations is in the README, and every module is small", () => {
  const folder = join(IMAGE, "tchap_operations");
  const sources = readdirSync(folder).filter((file) => file.endsWith(".py"));
  const programs = sources.filter((file) =>
    read(join("tchap_operations", file)).includes('if __name__ == "__main__":'),
  );
  expect(
    rows("tchap_operations")
      .map((cell) => `${cell.replaceAll("`", "")}.py`)
      .sort(),
  ).toEqual(programs.sort());
  const long = sources.filter((file) => read(join("tchap_operations", file)).split("\n").length > 250);
  expect(long).toEqual([]);
});

test("nothing of tchap_operations reads the environment: what it needs is in its settings", () => {
  const folder = join(IMAGE, "tchap_operations");
  const sources = readdirSync(folder).filter((file) => file.endsWith(".py"));
  expect(sources.filter((file) => /\benviron\b|getenv/.test(read(join("tchap_operations", file))))).toEqual([]);
});
