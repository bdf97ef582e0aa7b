import { readdirSync } from "node:fs";
import { join } from "node:path";
import { preparePlan } from "../../cli/pipeline";
import { thisProject } from "../../cli/project";
import { objectId, type Plan } from "../../plan/plan";
import { workloads } from "../../plan/vocabulary";
import { copyProject } from "../project-copy";
import { CACHE, temporaryFolder } from "./plans";

const copy = copyProject();

afterAll(() => copy.remove());

async function planOf(environment: string): Promise<Plan> {
  const project = { ...thisProject(), root: copy.root, cacheFolder: CACHE };
  return (await preparePlan(project, environment, temporaryFolder())).plan;
}

function podTemplates(plan: Plan): [string, string][] {
  return workloads(plan).map(({ planned: { stack, object } }) => [
    `${stack} ${objectId(object)}`,
    JSON.stringify(object.spec),
  ]);
}

function bumpEveryChart(): void {
  for (const chart of readdirSync(copy.path("charts"))) {
    const file = join("charts", chart, "Chart.yaml");
    const version = /^version: .*$/m.exec(copy.read(file))?.[0] ?? "no version";
    copy.edit(file, version, "version: 9.9.9");
  }
}

test("a new version of every chart replaces no pod, in any release", async () => {
  const before = await planOf("prod");
  bumpEveryChart();
  const after = await planOf("prod");
  expect(podTemplates(before).length).toBeGreaterThan(100);
  expect(podTemplates(after)).toEqual(podTemplates(before));
  expect(after.objects).toEqual(before.objects);
  // The new charts are what was rendered: their folders are named after their content.
  expect(after.terraform.map(({ text }) => text)).not.toEqual(before.terraform.map(({ text }) => text));
});
