import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { preparePlan } from "../../cli/pipeline";
import { type Project, thisProject } from "../../cli/project";
import { findHelm, helmTemplate } from "../../plan/helm";
import type { Plan } from "../../plan/plan";
import { literalText, readStacks, resources } from "../../plan/read";
import { judge } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { run } from "../run";

/*
 * What planning costs, a JSON line a figure. Wall seconds, best of three, on however many cores `cores` says; the
 * ratios compare figures of this same run, so that machines can be compared by them.
 */

const DATE = "2026-11-23";
const ROUNDS = 3;

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
  for (const part of ["bin", "charts", "cli", "environments", "fleet", "plan", "policies", "stacks", "package.json"])
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
    const rules = await best(() => judge({ ...plan }, RULES, DATE));
    const rendered = outdir();
    await preparePlan(project, "prod", rendered);
    const bare = await best(() => bareHelm(project, plan, rendered));
    const started = performance.now();
    run(process.execPath, [join(project.root, "bin", "footprint.js"), "check", "prod", "--date", DATE], project.root);
    const command = (performance.now() - started) / 1000;
    const renders = plan.objects.length;
    print("cold prod plan", cold, "s", "load, synthesise, render every release anew, read; target 3 s");
    print("warm prod plan", warm, "s", "the same with every render cached");
    print("one perimeter changed", changed, "s", "its two releases rendered anew; target 1 s");
    print("rules alone", rules, "s", `${RULES.length} rules over ${renders} objects; target 0.3 s`);
    print("bare Helm", bare, "s", "the same charts and values through helm template alone");
    print("footprint check prod", command, "s", "the whole command, Node's start included");
    print("cold plan / bare Helm", cold / bare, "ratio", "what everything but Helm costs");
    print("warm plan / cold plan", warm / cold, "ratio", "what the cache saves");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
