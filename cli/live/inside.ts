import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ToolError } from "../../plan/helm";
import { PERIMETER_FILE, PERIMETER_KEY, SETTINGS_FILE } from "../../stacks/drift/places";
import { lock } from "../commands/lock";
import type { Output } from "../output";
import { UsageError } from "../pipeline";
import type { Project } from "../project";
import type { Ask } from "./api";

/** A file below an environment's folder: nothing that leads out of it. */
const name = z.string().regex(/^([a-z0-9-]+\/)?[a-z0-9-]+(\.[a-z0-9-]+)*$/);

/** What stacks/drift/drift.ts writes. */
const settingsSchema = z.strictObject({
  perimeters: z.array(z.strictObject({ file: name, namespace: z.string().regex(/^[a-z0-9-]+$/) })),
  files: z.record(name, z.string()),
});

const configMap = z.object({ data: z.record(z.string(), z.string()) });

function settingsOf(folder: string): z.output<typeof settingsSchema> {
  const file = join(folder, SETTINGS_FILE);
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new UsageError(`${file} is not what the drift release mounts: ${why}`);
  }
}

async function perimeterText(ask: Ask, namespace: string, file: string): Promise<string> {
  const { status, body } = await ask(
    `/api/v1/namespaces/${namespace}/configmaps/${PERIMETER_FILE}`,
    "application/json",
  );
  const wrong = (why: string) =>
    new ToolError(
      `${file} cannot be had from ConfigMap ${PERIMETER_FILE} in ${namespace}: ${why}. Without it there is no plan to compare with: deploy that perimeter's stack.`,
    );
  if (status !== 200) throw wrong(`the API server answered ${status}`);
  const text = configMap.safeParse(JSON.parse(body)).data?.data[PERIMETER_KEY];
  if (text === undefined) throw wrong(`it has no ${PERIMETER_KEY}`);
  return text;
}

const SILENT: Output = { say: () => {}, problem: () => {}, data: () => {}, progress: () => {}, done: () => {} };

/**
 * A project in a folder: this one's charts with the environment's files as they are deployed. Each perimeter's file is
 * asked of the cluster; what is recorded of permanent names follows from them.
 */
export async function deployedProject(
  project: Project,
  environment: string,
  folder: string,
  aside: string,
  ask: Ask,
): Promise<Project> {
  const { perimeters, files } = settingsOf(folder);
  const root = join(aside, "project");
  const place = join(root, "environments", environment);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  };
  mkdirSync(join(place, "perimeters"), { recursive: true });
  symlinkSync(join(project.root, "charts"), join(root, "charts"));
  const providers = join("environments", "providers.lock.hcl");
  copyFileSync(join(project.root, providers), join(root, providers));
  for (const [file, text] of Object.entries(files)) write(file, text);
  for (const { file, namespace } of perimeters) write(file, await perimeterText(ask, namespace, file));
  write("stateful.lock.yaml", "shards: []\nremoved: []\n");
  const deployed = { ...project, root };
  lock(deployed, environment, SILENT);
  return deployed;
}
