import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan";
import { at, list, ofKind } from "../../plan/vocabulary";
import { DASHBOARDS } from "../../stacks/monitoring/dashboards/dashboards";
import { alertCases } from "../stacks/monitoring/cases/cases";
import { alertsIn, unitTests } from "../stacks/monitoring/unit-tests";
import { thisGround } from "./ground";
import { tool } from "./install/tools";
import { planOf } from "./plan";

/** What a program of Prometheus' said, and how it ended. */
function run(program: string, ...args: readonly string[]): { code: number | null; said: string } {
  const [loader = "", ...before] = tool(thisGround().root, program);
  const { status, stdout, stderr } = spawnSync(loader, [...before, ...args], { encoding: "utf8" });
  return { code: status, said: `${stdout}${stderr}` };
}

const promtool = (...args: readonly string[]) => run("usr/bin/promtool", ...args);

const PASSED = { code: 0 };

const plans = new Map<string, Promise<Plan>>();

/** The plan of an environment, made once. */
function plan(environment: string): Promise<Plan> {
  const known = plans.get(environment) ?? planOf(thisGround(), environment);
  plans.set(environment, known);
  return known;
}

/** The groups of every rendered PrometheusRule. */
async function groups(environment: string): Promise<unknown[]> {
  return ofKind(await plan(environment), "PrometheusRule").flatMap(({ object }) => list(at(object, "spec", "groups")));
}

/** A JSON file, which is YAML too. */
function file(name: string, content: object): string {
  const folder = join(thisGround().scratch, "alerts");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const nameOf = (group: unknown) => String(at(group, "name"));

/** Unit tests of some groups as promtool takes them, each group apart: it works out every rule of a file in every test. */
async function unitTestFiles(of: readonly unknown[], change = (group: unknown): unknown => group): Promise<string[]> {
  const cases = alertCases((await plan("prod")).facts);
  return of.flatMap((group) => {
    const rules = file(`${nameOf(group)}.json`, { groups: [change(group)] });
    // What an alert should say is what is rendered, whatever is changed about when it says so.
    return [...unitTests(rules, alertsIn([group]), cases)].map(([every, tests]) =>
      file(`${nameOf(group)}-${every}.json`, tests),
    );
  });
}

describe.each(["prod", "preprod", "dev"])("%s", (environment) => {
  test("Prometheus takes every rule", async () => {
    const found = await groups(environment);
    const rules = found.flatMap((group) => list(at(group, "rules")));
    expect(rules.length).toBeGreaterThan(50);
    const { code, said } = promtool("check", "rules", file(`${environment}.json`, { groups: found }));
    expect({ code, said }).toMatchObject(PASSED);
    expect(said).toContain(`SUCCESS: ${rules.length} rules found`);
  });

  test("the blackbox exporter takes its configuration, with each module that a Probe names", async () => {
    const { objects } = await plan(environment);
    const config = objects.find(
      ({ object: { kind, metadata } }) => kind === "ConfigMap" && metadata.name === "synthetic-checks",
    );
    const path = join(thisGround().scratch, `${environment}-checks.yml`);
    writeFileSync(path, String(at(config?.object, "data", "config.yml")));
    const exporter = "usr/bin/prometheus-blackbox-exporter";
    const { code, said } = run(exporter, `--config.file=${path}`, "--config.check");
    expect({ code, said }).toMatchObject(PASSED);
    writeFileSync(path, "modules: { planted: { prober: http, http: { planted: true } } }");
    expect(run(exporter, `--config.file=${path}`, "--config.check").code).not.toBe(0);
  });
});

test("every alert fires on the series made for it, with its labels and texts, and is silent on healthy ones", async () => {
  const files = await unitTestFiles(await groups("prod"));
  expect(files.length).toBeGreaterThan(10);
  expect(promtool("test", "rules", ...files)).toMatchObject(PASSED);
});

describe("a planted mistake is found", () => {
  /** One rule of one alert with another expression, or what is put in its place. */
  const changed = (alert: string, change: (rule: Record<string, unknown>) => object) => (group: unknown) => ({
    name: nameOf(group),
    rules: list(at(group, "rules")).map((rule) =>
      at(rule, "alert") === alert ? change(Object.fromEntries(Object.entries(Object(rule)))) : rule,
    ),
  });

  const expression = (from: RegExp, to: string) => (rule: Record<string, unknown>) => {
    const expr = String(rule.expr);
    expect(expr).toMatch(from);
    return { ...rule, expr: expr.replace(from, to) };
  };

  test.each([
    ["a limit that is too high", "ShardAboveAlarmLoad", expression(/> 60/, "> 62"), "fires"],
    ["a limit that is too low", "ShardAboveAlarmLoad", expression(/> 60/, "> 58"), "is silent"],
    ["another's series", "CertificateNotReady", expression(/\* on .*info/, ""), "is silent"],
    ["a comparison the other way", "BackupOld", expression(/ > /, " < "), "fires"],
    ["a label", "PostgresWithoutQuorum", (rule: object) => ({ ...rule, labels: { severity: "warning" } }), "fires"],
    ["a longer wait", "RestoreDrillFailed", (rule: object) => ({ ...rule, for: "2h" }), "fires"],
  ])("%s", async (_what, alert, change, failing) => {
    const its = (await groups("prod")).filter((group) => alertsIn([group]).some((each) => each.alert === alert));
    expect(its).toHaveLength(1);
    const files = await unitTestFiles(its, changed(alert, change));
    const { code, said } = promtool("test", "rules", ...files);
    expect(code).not.toBe(0);
    expect(said).toContain(`${alert} ${failing}`);
  });
});

test("every query of a dashboard is one", () => {
  const queries = DASHBOARDS.flatMap(({ panels }) => panels.flatMap(({ queries: all }) => all));
  const asRules = (exprs: readonly string[]) => ({
    groups: [{ name: "dashboards", rules: exprs.map((expr, index) => ({ record: `dashboard:query:${index}`, expr })) }],
  });
  expect(queries.length).toBeGreaterThan(40);
  const all = file("dashboards.json", asRules(queries.map(({ expr }) => expr)));
  expect(promtool("check", "rules", all)).toMatchObject(PASSED);
  expect(promtool("check", "rules", file("planted.json", asRules(["sum by (shard (up)"]))).code).not.toBe(0);
});
