import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { preparePlan } from "../../cli/pipeline";
import { type Project, thisProject } from "../../cli/project";
import { findHelm, helmTemplate } from "../../plan/helm";
import type { Plan } from "../../plan/plan";
import { literalText, readStacks, resources } from "../../plan/read";
import { type Judgement, judge } from "../../policies/engine/judge";
import { codeQuality } from "../../policies/reports/code-quality";
import { controlMatrix } from "../../policies/reports/control-matrix";
import { htmlReport } from "../../policies/reports/html/html-report";
import { junit } from "../../policies/reports/junit";
import { oscal } from "../../policies/reports/oscal";
import { buildReport } from "../../policies/reports/report";
import { sarif } from "../../policies/reports/sarif";
import { RULES } from "../../policies/rules/rules";
import { run } from "../run";
import { grow } from "./grown";

/*
 * What planning, judging and reporting cost, a JSON line a figure. Wall seconds, best of three, on however many cores
 * `cores` says; the ratios compare figures of this same run, so that machines can be compared by them.
 */

const DATE = "2026-11-23";
const ROUNDS = 3;

/** Shards of prod, and of the environments that are grown from it to show what one object more costs. */
const SHARDS = 17;
const FEW_SHARDS = 20;
const MANY_SHARDS = 200;

function print(name: string, value: number, unit: string, note: string): void {
  process.stdout.write(`${JSON.stringify({ name, value: Math.round(value * 1000) / 1000, unit, note })}\n`);
}

async function best(work: () => unknown): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    seconds.push((performance.now() - started) / 1000);
  }
  return Math.min(...seconds);
}

function copyOf(project: Project, folder: string): Project {
  const root = join(folder, "project");
  for (const part of [
    "bin",
    "charts",
    "cli",
    "environments",
    "fleet",
    "images",
    "plan",
    "policies",
    "stacks",
    "package.json",
  ])
    cpSync(join(project.root, part), join(root, part), { recursive: true });
  symlinkSync(join(project.root, "node_modules"), join(root, "node_modules"));
  return { ...project, root };
}

/** Every release rendered by Helm alone, two at a time, nothing read from what it prints. */
async function bareHelm(project: Project, plan: Plan, outdir: string): Promise<void> {
  const helm = findHelm(project.cacheFolder);
  const releases = readStacks(outdir).flatMap((stack) =>
    resources(stack).flatMap(({ type, attributes }) => {
      if (type !== "helm_release" || typeof attributes !== "object" || attributes === null || Array.isArray(attributes))
        return [];
      const { name, namespace, chart, values } = JSON.parse(JSON.stringify(attributes));
      // Somebody else's chart, which no plan fetches.
      if (/^[a-z]+:\/\//.test(chart)) return [];
      return [
        {
          args: [name, join(outdir, "stacks", stack.name, chart), "--namespace", namespace],
          values: literalText(values[0]),
        },
      ];
    }),
  );
  const queue = [...releases];
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      await helmTemplate(helm, [...next.args, "--kube-version", plan.facts.cluster.kubernetesVersion], next.values);
  };
  await Promise.all(Array.from({ length: project.parallel }, worker));
}

/** Rules over a plan whose objects no rule has seen: what is kept of objects is kept for these alone. */
async function bestOfRules(plan: Plan): Promise<number> {
  const fresh = Array.from({ length: ROUNDS }, () => structuredClone(plan));
  return best(() => judge(fresh.pop() ?? plan, RULES, DATE));
}

/** Every report of a plan, the model behind them included. */
function reports(plan: Plan, judgement: Judgement): void {
  const report = buildReport(plan, judgement);
  for (const write of [htmlReport, controlMatrix, sarif, codeQuality, junit, oscal]) write(report);
}

async function bestOfReports(plan: Plan): Promise<number> {
  const judged = Array.from({ length: ROUNDS }, () => {
    const fresh = structuredClone(plan);
    return { fresh, judgement: judge(fresh, RULES, DATE) };
  });
  return best(() => {
    const next = judged.pop();
    if (next !== undefined) reports(next.fresh, next.judgement);
  });
}

/** What rules take for one object of an environment with so many shards, in microseconds. */
async function perObject(project: Project, from: number, to: number, outdir: string): Promise<number> {
  grow(project, from, to);
  const { plan } = await preparePlan(project, "prod", outdir, false);
  const rules = await bestOfRules(plan);
  print(`rules at ${to} shards`, rules, "s", `over ${plan.objects.length} objects`);
  return (rules / plan.objects.length) * 1e6;
}

/** A command of the project, in a process of its own; seconds. */
function seconds(project: Project, ...args: readonly string[]): number {
  const started = performance.now();
  run(process.execPath, [join(project.root, "bin", "footprint.js"), ...args, "--date", DATE], project.root);
  return (performance.now() - started) / 1000;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "footprint-bench-"));
  const project = copyOf(thisProject(), folder);
  let count = 0;
  const outdir = () => join(folder, `out-${count++}`);
  try {
    print("cores", availableParallelism(), "cores", process.version);
    const plan = (await preparePlan(project, "prod", outdir())).plan;
    const cold = await best(() => preparePlan(project, "prod", outdir(), false));
    const warm = await best(() => preparePlan(project, "prod", outdir()));
    const file = join(project.root, "environments", "prod", "perimeters", "finances.yaml");
    const text = readFileSync(file, "utf8");
    // Another number of accounts each round changes both releases of this shard and nothing else.
    const changed = await best(() => {
      writeFileSync(
        file,
        text.replace(
          /registered: \{ count: \d+/,
          `registered: { count: ${45_000 + Math.floor(Math.random() * 80_000)}`,
        ),
      );
      return preparePlan(project, "prod", outdir());
    });
    writeFileSync(file, text);
    const started = performance.now();
    judge(plan, RULES, DATE);
    const first = (performance.now() - started) / 1000;
    const rules = await bestOfRules(plan);
    const written = await bestOfReports(plan);
    const rendered = outdir();
    await preparePlan(project, "prod", rendered);
    const bare = await best(() => bareHelm(project, plan, rendered));
    const command = await best(() => seconds(project, "check", "prod"));
    const start = await best(() => seconds(project, "plan", "prod", "--no-cache", "--output", outdir()));
    const renders = plan.objects.length;
    print("cold prod plan", cold, "s", "load, synthesise, render every release anew, read; target 3 s");
    print("warm prod plan", warm, "s", "the same with every render cached");
    print("one perimeter changed", changed, "s", "its two releases rendered anew; target 1 s");
    print(
      "rules alone, first",
      first,
      "s",
      `${RULES.length} rules over ${renders} objects, in a process that judged none`,
    );
    print("rules alone", rules, "s", "the same, over objects read anew; target 0.3 s");
    print("reports", written, "s", "all of them, of one judged plan; target 0.5 s");
    print("bare Helm", bare, "s", "the same charts and values through helm template alone");
    print("footprint check prod", command, "s", "the whole command, Node's start included");
    print("footprint plan prod, cold", start, "s", "as npm start -- prod with nothing cached");
    print("cold plan / bare Helm", cold / bare, "ratio", "what everything but Helm costs");
    print("warm plan / cold plan", warm / cold, "ratio", "what the cache saves");
    print("footprint plan prod, cold / bare Helm", start / bare, "ratio", "target 1.5");
    print("rules / bare Helm", rules / bare, "ratio", "what judging costs beside rendering");
    const few = await perObject(project, SHARDS, FEW_SHARDS, outdir());
    const many = await perObject(project, FEW_SHARDS, MANY_SHARDS, outdir());
    print("rules for an object, of few shards", few, "µs", `${FEW_SHARDS} shards`);
    print("rules for an object, of many shards", many, "µs", `${MANY_SHARDS} shards`);
    print("of many shards / of few", many / few, "ratio", "flat where it is 1");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
