import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { dashboards } from "../../../stacks/monitoring/dashboards/dashboards";
import { buildPlan } from "../../plan/plans";

const ALL = dashboards().map(({ content }): unknown => JSON.parse(content));

const panelsOf = (dashboard: unknown) => list(at(dashboard, "panels"));

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function box(panel: unknown): Box {
  const [x = 0, y = 0, w = 0, h = 0] = ["x", "y", "w", "h"].map((side) => Number(at(panel, "gridPos", side)));
  return { x, y, w, h };
}

const overlap = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

test("each has a permanent id of its own, and panels with ids of their own", () => {
  const uids = ALL.map((each) => at(each, "uid"));
  expect(new Set(uids).size).toBe(uids.length);
  for (const dashboard of ALL) {
    const ids = panelsOf(dashboard).map((panel) => at(panel, "id"));
    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test("panels lie in Grafana's 24 columns, none over another", () => {
  for (const boxes of ALL.map((dashboard) => panelsOf(dashboard).map(box))) {
    expect(boxes.filter(({ x, w, h }) => x + w > 24 || w < 1 || h < 1)).toEqual([]);
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b): [Box, Box] => [a, b]));
    expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([]);
  }
});

test("a query uses a variable only where the dashboard has it, and no variable is for nothing", () => {
  for (const dashboard of ALL) {
    const known = list(at(dashboard, "templating", "list")).map((each) => String(at(each, "name")));
    const used = [...JSON.stringify(panelsOf(dashboard)).matchAll(/\$([a-z]\w*)/g)].map(([, name = ""]) => name);
    expect([...new Set(used)].sort()).toEqual(known.sort());
  }
});

test("every legend names labels of its query's result alone", () => {
  const targets = ALL.flatMap(panelsOf).flatMap((panel) => list(at(panel, "targets")));
  const wrong = targets.flatMap((target) => {
    const [, by] = /^(?:max|min|sum|count) by \(([^)]*)\)/.exec(String(at(target, "expr"))) ?? [];
    const legend = [...String(at(target, "legendFormat")).matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name);
    const kept = by?.split(",").map((name) => name.trim());
    return kept === undefined ? [] : legend.filter((name) => !kept.includes(name)).map((name) => `${by}: ${name}`);
  });
  expect(wrong).toEqual([]);
});

test("Grafana finds each by the label of its ConfigMap", async () => {
  const { plan } = await buildPlan("dev");
  const maps = ofKind(plan, "ConfigMap").filter(({ object }) => object.metadata.labels?.grafana_dashboard === "1");
  const files = maps.flatMap(({ object }) => texts(Object.values(Object(at(object, "data")))));
  expect(
    files
      .map((text): unknown => JSON.parse(text))
      .map((each) => at(each, "uid"))
      .sort(),
  ).toEqual(ALL.map((each) => at(each, "uid")).sort());
});
