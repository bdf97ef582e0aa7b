import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { helmTemplate } from "../../plan/helm";
import { readManifest } from "../../plan/manifest";
import { at, texts } from "../../plan/vocabulary";
import { CHART_VALUES } from "../../stacks/charts";
import { buildPlan, FOLDERS, type FoundRelease, fields, foundReleases, pinnedHelm } from "../plan/plans";

const CHARTS = readdirSync(FOLDERS.charts).sort();

function render(release: FoundRelease, values: unknown, chart = release.chart): Promise<string> {
  const args = [release.name, chart, "--namespace", release.namespace, "--kube-version", "1.34.0"];
  return helmTemplate(pinnedHelm(), args, JSON.stringify(values));
}

/** Of each chart, and of each set of blocks that its values have, a release of dev that uses it. */
async function oneOfEach(): Promise<Map<string, FoundRelease>> {
  const releases = foundReleases(await buildPlan("dev"));
  const chartOf = ({ chart }: FoundRelease) =>
    /^name: (.+)$/m.exec(readFileSync(join(chart, "Chart.yaml"), "utf8"))?.[1] ?? chart;
  const found = new Map(
    releases.map((release) => [`${chartOf(release)}: ${Object.keys(release.values).sort().join(", ")}`, release]),
  );
  for (const chart of CHARTS)
    if (![...found.keys()].some((key) => key.startsWith(`${chart}: `)))
      throw new Error(`no release of dev uses ${chart}`);
  return found;
}

function files(chart: string): string[] {
  return readdirSync(join(FOLDERS.charts, chart), { recursive: true, encoding: "utf8" })
    .map((name) => join(FOLDERS.charts, chart, name))
    .filter((path) => !lstatSync(path).isDirectory());
}

test("every chart of the project has typed values, and every typed chart exists", () => {
  expect(Object.keys(CHART_VALUES).sort()).toEqual(CHARTS);
});

test("no template can ask the cluster, the clock, chance or the renderer's own defaults", () => {
  const banned =
    /(?<![.\w$"])(lookup|now|date|ago|rand\w*|gen[A-Z]\w*|uuidv4|htpasswd|bcrypt|derivePassword|getHostByName|env|expandenv)\b|\.Capabilities|\.Release\.(Revision|IsInstall|IsUpgrade)|\.Files(?!\.(Get|Glob)\b)|\btpl\b/;
  for (const chart of CHARTS)
    for (const path of files(chart).filter((each) => each.includes("/templates/"))) {
      const actions = readFileSync(path, "utf8").match(/\{\{[\s\S]*?\}\}/g) ?? [];
      expect(actions.filter((action) => banned.test(action)).map((action) => `${path}: ${action}`)).toEqual([]);
    }
});

test("charts are plain files and depend on no other chart", () => {
  for (const chart of CHARTS) {
    expect(files(chart).filter((path) => !lstatSync(path).isFile())).toEqual([]);
    expect(readFileSync(join(FOLDERS.charts, chart, "Chart.yaml"), "utf8")).not.toContain("dependencies");
    expect(files(chart).filter((path) => /values\.yaml$|Chart\.lock$|\.tgz$/.test(path))).toEqual([]);
  }
});

/** Records by free names, where one more is no mistake. */
const FREE = new Set([
  "annotations",
  "environment",
  "files",
  "labels",
  "matchLabels",
  "nodeSelector",
  "parameters",
  "selector",
  "spreadOver",
]);

interface Changed {
  readonly values: unknown;
  /** Names of the members that were added or removed. */
  readonly names: readonly string[];
}

/** Values with one unknown member more in every object that has a fixed set of them, each under a name of its own. */
function withUnknown(value: unknown, way: readonly string[] = []): Changed {
  if (typeof value !== "object" || value === null) return { values: value, names: [] };
  const entries = Object.entries(value).map(([key, each]) => [key, withUnknown(each, [...way, key])] as const);
  const names = entries.flatMap(([, each]) => each.names);
  if (Array.isArray(value)) return { values: entries.map(([, each]) => each.values), names };
  const members = Object.fromEntries(entries.map(([key, each]) => [key, each.values]));
  if (FREE.has(way.at(-1) ?? "")) return { values: members, names };
  const name = ["unheard", ...way].join("_");
  return { values: { ...members, [name]: "a" }, names: [...names, name] };
}

/** What Helm said against values, or "accepted". */
async function refusal(release: FoundRelease, values: unknown): Promise<string> {
  try {
    await render(release, values);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("Helm refuses an unknown value wherever it stands, naming it", async () => {
  for (const [, release] of await oneOfEach()) {
    const { values, names } = withUnknown(release.values);
    const said = await refusal(release, values);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !said.includes(`: Additional property ${name} is not allowed`))).toEqual([]);
  }
});

test("Helm refuses a missing value, naming it", async () => {
  for (const [, release] of await oneOfEach()) {
    const blocks = Object.entries(release.values);
    const emptied = Object.fromEntries(blocks.map(([block]) => [block, {}]));
    const said = await refusal(release, emptied);
    const schema: unknown = JSON.parse(readFileSync(join(release.chart, "values.schema.json"), "utf8"));
    const due = blocks.flatMap(([block]) =>
      texts(at(schema, "properties", block, "required")).map((name) => `- ${block}: ${name} is required`),
    );
    expect(due.length).toBeGreaterThan(3);
    expect(due.filter((each) => !said.includes(each))).toEqual([]);
    const nothing = await refusal(release, {});
    const whole = texts(at(schema, "required"));
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.filter((block) => !nothing.includes(`: ${block} is required`))).toEqual([]);
  }
});

test("Helm refuses a number where a text is due, and a text where a number is, each with its place", async () => {
  const [, release] = [...(await oneOfEach())].find(([key]) => key.startsWith("shard: ")) ?? [];
  if (release === undefined) throw new Error("no shard");
  const { homeserver, router } = release.values;
  const said = await refusal(release, {
    homeserver: { ...fields(homeserver), image: 1 },
    router: { ...fields(router), replicas: "3" },
  });
  expect(said).toContain("- homeserver.image: Invalid type");
  expect(said).toContain("- router.replicas: Invalid type");
});

test("every rendered object names the namespace of its release, whatever that is", async () => {
  for (const [, release] of await oneOfEach()) {
    const elsewhere = { ...release, namespace: "another-namespace" };
    const rendered = readManifest(await render(elsewhere, release.values));
    expect(rendered.length).toBeGreaterThan(1);
    // Policies are of the whole cluster.
    const due = rendered.map(({ object }) => (object.kind.startsWith("Validating") ? undefined : "another-namespace"));
    expect(rendered.map(({ object }) => object.metadata.namespace)).toEqual(due);
  }
});

/** Values with a large number of its own in place of each number. */
function withLargeNumbers(value: unknown, next: () => number): unknown {
  if (typeof value === "number") return next();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => withLargeNumbers(each, next));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withLargeNumbers(each, next)]));
}

/** Numbers of an object, and of what it holds as a JSON file. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string" && value.startsWith("{\n")) return numbersIn(JSON.parse(value));
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test("every number of the values reaches its object as the same integer, large ones too", async () => {
  for (const [, release] of await oneOfEach()) {
    const given: number[] = [];
    // YAML printers write such a number as 1.048576e+08 where it is not kept an integer.
    const values = withLargeNumbers(release.values, () => given[given.push(104_857_600 + given.length) - 1] ?? 0);
    // Policies take names alone.
    if (release.name !== "admission") expect(given.length).toBeGreaterThan(1);
    const rendered = readManifest(await render(release, values)).map(({ object }) => object);
    const found = new Set(numbersIn(rendered));
    expect(given.filter((each) => !found.has(each))).toEqual([]);
  }
});
