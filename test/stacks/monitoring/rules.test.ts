import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fleet, liveShards } from "../../../fleet/fleet";
import { ruleGroups } from "../../../stacks/monitoring/alerts/alerts";
import { DASHBOARDS } from "../../../stacks/monitoring/dashboards/dashboards";
import { KNOWN_METRICS } from "../../../stacks/monitoring/known-metrics";
import { monitoring } from "../../../stacks/monitoring/monitoring";
import { monitoringValues } from "../../../stacks/monitoring/values";
import { ENVIRONMENTS, ROOT } from "../../plan/plans";
import { fleetOf } from "../fleets";
import { alertCases } from "./cases/cases";
import { seriesIn } from "./expressions";

const fleet = fleetOf("prod");
const GROUPS = ruleGroups(fleet);
const ALERTS = GROUPS.flatMap(({ alerts = [] }) => alerts);
const RECORDINGS = GROUPS.flatMap(({ recordings = [] }) => recordings);

/** Groups as the chart is given them. */
const given = (of: Fleet) => monitoringValues.parse(monitoring(of).values).monitoring.rules;

test("every alert has series on which it fires and others on which it is silent, and no case is of no alert", () => {
  expect(Object.keys(alertCases(fleet)).sort()).toEqual(ALERTS.map(({ alert }) => alert).sort());
  expect(new Set(ALERTS.map(({ alert }) => alert)).size).toBe(ALERTS.length);
});

test.each(ENVIRONMENTS)("every alert of %s says how urgent it is and leads to a page that exists", (environment) => {
  const here = fleetOf(environment);
  const { runbooks } = here.monitoring;
  const alerts = given(here).flatMap((group) => group.alerts);
  expect(alerts.length).toBe(ALERTS.length);
  for (const { alert, labels, annotations } of alerts) {
    expect([alert, labels.environment]).toEqual([alert, environment]);
    expect(["critical", "warning"]).toContain(labels.severity);
    const { runbook_url: page } = annotations;
    expect(page.startsWith(`${runbooks}/`)).toBe(true);
    expect([page, existsSync(join(ROOT, "docs", "runbooks", page.slice(runbooks.length + 1)))]).toEqual([page, true]);
  }
});

test("annotations name labels and nothing else, so that a test can say what they become", () => {
  const texts = ALERTS.flatMap(({ summary, description }) => [summary, description]);
  expect(texts.join(" ").replace(/\{\{ \$labels\.\w+ \}\}/g, "")).not.toMatch(/[{}$]/);
});

/** Series that this environment's rules make. */
const MADE = new Set([
  ...RECORDINGS.map(({ record }) => record),
  "tchap:namespace:info",
  "tchap:system:info",
  "tchap:convention:end_timestamp_seconds",
  "tchap:homologation:end_timestamp_seconds",
  "tchap:waiver:end_timestamp_seconds",
]);

const KNOWN = new Set<string>(Object.values(KNOWN_METRICS).flatMap(({ names }) => names));

const ASKED = [
  ...ALERTS.map(({ expr }) => expr),
  ...RECORDINGS.map(({ expr }) => expr),
  ...DASHBOARDS.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(({ expr }) => expr))),
];

test("alerts and dashboards ask for known series alone, and every known one is asked for", () => {
  const asked = new Set(ASKED.flatMap(seriesIn));
  expect([...asked].filter((name) => !KNOWN.has(name) && !MADE.has(name))).toEqual([]);
  expect([...KNOWN].filter((name) => !asked.has(name))).toEqual([]);
  expect(RECORDINGS.map(({ record }) => record).filter((name) => !asked.has(name))).toEqual([]);
});

test("names of series are found among labels, functions, texts and words", () => {
  const expr =
    'max by (a, pod) (rate(x_total{up="no",le=~"b|c"}[5m])) / on (ns) group_left (q) tchap:x:y > 1e9 and y unless z == 0';
  expect(seriesIn(expr).sort()).toEqual(["tchap:x:y", "x_total", "y", "z"]);
});

test("our own programs show what is asked of them", () => {
  const python = readdirSync(join(ROOT, "images"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py") && !file.includes("tests"))
    .map((file) => readFileSync(join(ROOT, "images", file), "utf8"))
    .join("\n");
  const programs = `${python}\n${readFileSync(join(ROOT, "stacks", "drift", "figures.ts"), "utf8")}`;
  const ours = [...KNOWN].filter((name) => name.startsWith("tchap_"));
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.filter((name) => !programs.includes(`"${name}"`))).toEqual([]);
});

test("facts say whose every namespace is, what is to be scraped there, and what ends when", () => {
  const rules = given(fleet).find(({ name }) => name === "facts")?.recordings ?? [];
  const of = (record: string) => rules.filter((rule) => rule.record === record);
  const { tenants, perimeters, homologation, waivers } = fleet;
  expect(of("tchap:namespace:info").map(({ labels }) => labels?.namespace)).toEqual(
    tenants.map(({ namespace }) => namespace),
  );
  const routers = of("tchap:system:info").filter(({ labels }) => labels?.system === "router");
  expect(routers.map(({ labels }) => labels?.namespace)).toEqual(liveShards(fleet).map(({ namespace }) => namespace));
  const seconds = (expr: string) => Number(/^vector\((\d+)\)$/.exec(expr)?.[1]);
  const days = (record: string) =>
    of(record).map(({ expr }) => new Date(seconds(expr) * 1000 - 1).toISOString().slice(0, 10));
  expect(days("tchap:convention:end_timestamp_seconds")).toEqual(perimeters.map(({ convention }) => convention.endsOn));
  expect(days("tchap:homologation:end_timestamp_seconds")).toEqual([homologation.endsOn]);
  expect(days("tchap:waiver:end_timestamp_seconds")).toEqual(waivers.map(({ expiresOn }) => expiresOn));
  const told = rules.map(({ record, labels }) => JSON.stringify([record, labels]));
  expect(new Set(told).size).toBe(told.length);
});

test("a closed perimeter is no longer missed, and its convention may end", () => {
  const closed = given({
    ...fleet,
    perimeters: fleet.perimeters.map((each) => (each.name === "justice" ? { ...each, state: "closed" } : each)),
  });
  const about = (groups: ReturnType<typeof given>) =>
    groups
      .flatMap(({ recordings }) => recordings)
      .filter(({ record, labels }) => record !== "tchap:namespace:info" && labels?.perimeter === "justice");
  expect(about(given(fleet)).length).toBeGreaterThan(3);
  expect(about(closed)).toEqual([]);
});
