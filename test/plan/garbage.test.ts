import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan";
import { readPlan } from "../../plan/read";
import { judge } from "../../policies/engine/judge";
import PLN01 from "../../policies/rules/terraform/PLN-01-everything-is-rendered";
import { FLEET } from "../policies/small-fleet";
import { temporaryFolder } from "./plans";

const SOURCE = "---\n# Source: shard/templates/homeserver/map.yaml\n";
const GOOD = `${SOURCE}apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map, namespace: tchap-alpha}\n`;
const MIB = 1024 ** 2;

/** The plan of two releases, of which the second prints this, by a Helm that prints what it is told to. */
async function planOf(printed: string | Buffer): Promise<Plan> {
  const folder = temporaryFolder();
  const helm = join(folder, "helm");
  writeFileSync(helm, `#!/bin/sh\nexec /bin/cat ${folder}/$2\n`);
  chmodSync(helm, 0o755);
  writeFileSync(join(folder, "whole"), GOOD);
  writeFileSync(join(folder, "odd"), printed);
  const release = (name: string) => ({ name, namespace: "tchap-alpha", chart: "assets/shard", values: ["{}"] });
  const stack = join(folder, "out", "stacks", "test-alpha");
  mkdirSync(stack, { recursive: true });
  const json = { resource: { helm_release: { whole: release("whole"), odd: release("odd") } } };
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(json));
  const renderer = { helm, cacheFolder: join(folder, "cache"), kubernetesVersion: "1.34", parallel: 2 };
  return readPlan(FLEET, join(folder, "out"), renderer);
}

test.each<[what: string, printed: string | Buffer, template: string, why: string]>([
  ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0xfe]), "unknown template", "is no text"],
  ["a program in a template's place", `${GOOD}${SOURCE}\u007fELF\u0000`, "templates/homeserver/map.yaml", "is no text"],
  ["a page of a proxy", "<!DOCTYPE html>\n<html><body>502</body></html>\n", "unknown template", "it is no mapping"],
  ["YAML that tabs indent", `${SOURCE}metadata:\n\tname: a\n`, "templates/homeserver/map.yaml", "Tabs are not allowed"],
  [
    "an object without kind",
    GOOD.replace("kind: ConfigMap\n", ""),
    "templates/homeserver/map.yaml",
    "it has no text as kind",
  ],
  ["50 MiB of comments", "# more\n".repeat((50 * MIB) / 7), "unknown template", "more than 4194304 characters"],
  [
    "50 MiB of objects",
    GOOD.repeat((50 * MIB) / GOOD.length),
    "templates/homeserver/map.yaml",
    "more than 4194304 characters",
  ],
  ["brackets without end", `${SOURCE}${"[".repeat(MIB)}`, "templates/homeserver/map.yaml", "nests deeper"],
])(
  "%s that a chart prints is a finding that names release and template, and takes nothing else down",
  async (_, printed, template, why) => {
    const plan = await planOf(printed);
    expect(plan.objects.map(({ release, object }) => `${release} ${object.metadata.name}`)).toEqual(["whole map"]);
    expect(plan.unrendered).toMatchObject([{ stack: "test-alpha", release: "odd" }]);
    const [verdict] = judge(plan, [PLN01], "2026-12-01").verdicts;
    expect(verdict).toMatchObject({ outcome: "failed", undetermined: [] });
    const [finding, ...more] = verdict?.findings ?? [];
    expect(finding).toMatchObject({ stack: "test-alpha", perimeter: "alpha", object: "release odd" });
    expect(finding?.message).toContain(`${template}: `);
    expect(finding?.message).toContain(why);
    expect(finding?.message.length).toBeLessThan(400);
    expect(more).toEqual([]);
  },
);

test("a chart that prints nothing at all is a finding too", async () => {
  const [verdict] = judge(await planOf(""), [PLN01], "2026-12-01").verdicts;
  expect(verdict?.findings).toMatchObject([{ stack: "test-alpha", message: "led to no object at all." }]);
});
