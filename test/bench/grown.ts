import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../cli/project";

/** Perimeters of prod that are grown from: of each way to sign in, one that a single process serves and a larger one. */
const MODELS = ["ssi", "culture", "diplomatie"];

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`${String(pattern)} is nowhere in the perimeter's file`);
  return text.replace(pattern, by);
}

/** The file of a perimeter like another, with a name, a server and a domain of its own. */
function twin(text: string, name: string): string {
  const named = replaced(replaced(text, /^perimeter: .*$/m, `perimeter: ${name}`), /- name: \S+/, `- name: ${name}`);
  const served = replaced(named, /serverName: \S+/, `serverName: agent.${name}.tchap.gouv.fr`);
  const convened = replaced(served, /reference: \S+/, `reference: ${name.toUpperCase()}-2025-01`);
  return replaced(convened, /emailDomains:\n(?: +- .*\n)+/, `emailDomains:\n      - ${name}.gouv.fr\n`);
}

/** Adds perimeters of one shard each to prod's files until it has this many; how many it had is taken as it is. */
export function grow({ root }: Project, from: number, to: number): void {
  const folder = join(root, "environments", "prod", "perimeters");
  const models = MODELS.map((model) => readFileSync(join(folder, `${model}.yaml`), "utf8"));
  for (let number = from; number < to; number += 1) {
    const name = `grown-${number}`;
    writeFileSync(join(folder, `${name}.yaml`), twin(models[number % models.length] ?? "", name));
  }
}
