import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "../../plan/helm";
import type { PlannedRelease } from "../../plan/plan";
import { type Renderer, renderAll } from "../../plan/render";
import { pinnedHelm, temporaryFolder } from "./plans";

/** A chart of one ConfigMap that holds its values, in a folder named after its content as the stacks do it. */
function chart(charts: string, name: string, template: string): string {
  const folder = join(charts, name);
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: small\nversion: 0.1.0\n");
  writeFileSync(join(folder, "templates", "map.yaml"), template);
  return name;
}

const MAP = `apiVersion: v1
kind: ConfigMap
metadata: { name: map, namespace: {{ .Release.Namespace }} }
data: { value: {{ .Values.value | quote }}, release: {{ .Release.Name | quote }}, kubernetes: {{ .Capabilities.KubeVersion.Version }} }
`;
const FAILING = `{{ fail "the zone is missing" }}\n`;

const CHARTS = temporaryFolder();
chart(CHARTS, "good", MAP);
chart(CHARTS, "other", `${MAP}\n`);
chart(CHARTS, "failing", FAILING);

const release = (name: string, more: Partial<PlannedRelease> = {}): PlannedRelease => ({
  stack: "dev-a",
  name,
  namespace: "tchap-a",
  chart: "good",
  values: JSON.stringify({ value: name }),
  ...more,
});

const renderer = (more: Partial<Renderer> = {}): Renderer => ({
  helm: pinnedHelm(),
  cacheFolder: undefined,
  kubernetesVersion: "1.34",
  parallel: 2,
  ...more,
});

const rendered = (releases: readonly PlannedRelease[], more: Partial<Renderer> = {}) =>
  renderAll(releases, (each) => join(CHARTS, each.chart), renderer(more));

function entries(cacheFolder: string): string[] {
  return readdirSync(join(cacheFolder, "render"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(cacheFolder, "render", name));
}

test("what is cached is what would be rendered anew", async () => {
  const cacheFolder = temporaryFolder();
  const releases = [release("one"), release("two", { values: JSON.stringify({ value: "0440 yes\n%{a}é" }) })];
  const fresh = await rendered(releases);
  expect(await rendered(releases, { cacheFolder })).toEqual(fresh);
  expect(entries(cacheFolder)).toHaveLength(2);
  // A Helm that cannot start: the answer comes from the cache.
  expect(await rendered(releases, { cacheFolder, helm: "/nonexistent/helm" })).toEqual(fresh);
});

test.each([
  ["truncated", (text: string) => text.slice(0, -20)],
  ["cut within its first line", (text: string) => text.slice(0, 10)],
  ["emptied", () => ""],
  ["edited", (text: string) => text.replace('"one"', '"eno"')],
  ["without its first line", (text: string) => text.slice(text.indexOf("\n") + 1)],
])("a cache entry that is %s is made again, with the same objects", async (_, damage) => {
  const cacheFolder = temporaryFolder();
  const whole = await rendered([release("one")], { cacheFolder });
  const [entry = ""] = entries(cacheFolder);
  const text = readFileSync(entry, "utf8");
  expect(damage(text)).not.toBe(text);
  writeFileSync(entry, damage(text));
  expect(await rendered([release("one")], { cacheFolder })).toEqual(whole);
  expect(readFileSync(entry, "utf8")).toBe(text);
});

test("releases that differ in values, names, namespace, chart or Kubernetes version never share a cache entry", async () => {
  const cacheFolder = temporaryFolder();
  const all = [
    release("one"),
    release("two", { values: release("one").values }),
    release("one", { namespace: "tchap-b" }),
    release("one", { values: JSON.stringify({ value: "other" }) }),
    release("one", { chart: "other" }),
    // Parts that would run together if they were only joined.
    release("on", { namespace: "etchap-a", values: release("one").values }),
  ];
  const apart = await rendered(all);
  expect(apart.filter((each) => each instanceof Error)).toEqual([]);
  expect(await rendered(all, { cacheFolder })).toEqual(apart);
  expect(entries(cacheFolder)).toHaveLength(all.length);
  const [newer] = await rendered([release("one")], { cacheFolder, kubernetesVersion: "1.35" });
  expect(newer).not.toEqual(apart[0]);
  expect(JSON.stringify(newer)).toContain("v1.35.0");
  expect(entries(cacheFolder)).toHaveLength(all.length + 1);
  expect(await rendered([release("one", { stack: "dev-b" })], { cacheFolder })).toEqual([apart[0]]);
  expect(entries(cacheFolder)).toHaveLength(all.length + 1);
});

test("a release that fails has Helm's own words in its place, is not cached, and holds back no other", async () => {
  const cacheFolder = temporaryFolder();
  const all = [release("one"), release("broken", { chart: "failing" }), release("three")];
  for (const _ of ["first", "again"]) {
    const [one, broken, three] = await rendered(all, { cacheFolder });
    expect(broken).toBeInstanceOf(Error);
    expect(String(broken)).toContain("the zone is missing");
    expect(String(broken)).toContain("small/templates/map.yaml");
    expect([one, three]).toEqual(await rendered([release("one"), release("three")]));
  }
  expect(entries(cacheFolder)).toHaveLength(2);
});

test.each([1, 4])("results come in the order of the releases, %d at a time", async (parallel) => {
  const names = ["h", "a", "c", "b", "g", "d"];
  const results = await rendered(
    names.map((name) => release(name)),
    { parallel },
  );
  const got = results.map((each) => (each instanceof Error ? each.message : each.map(({ object }) => object.data)));
  expect(got).toEqual(names.map((name) => [{ value: name, release: name, kubernetes: "v1.34.0" }]));
});

test("a Helm that does not start breaks the whole plan, as a tool that is missing and not as a finding", async () => {
  await expect(rendered([release("one")], { helm: "/nonexistent/helm" })).rejects.toBeInstanceOf(ToolError);
});
