import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isSeq, parseDocument } from "yaml";
import { loadFleet } from "../../fleet/load/fleet";
import { writeWhole } from "../../plan/write-whole";
import type { Output } from "../output";
import type { Project } from "../project";

/** Records the names of every new shard's data in stateful.lock.yaml, keeping the file's comments; never changes a recorded one. */
export function lock(project: Project, environment: string, output: Output): number {
  const { fleet } = loadFleet(project.root, environment);
  const fresh = fleet.perimeters
    .filter(({ state }) => state !== "closed")
    .flatMap(({ shards }) => shards.filter(({ locked }) => !locked));
  const file = join(project.root, "environments", environment, "stateful.lock.yaml");
  if (fresh.length > 0) {
    const document = parseDocument(readFileSync(file, "utf8"));
    const shards = document.get("shards");
    if (isSeq(shards)) {
      shards.flow = false;
      for (const shard of fresh) shards.add(document.createNode(shard.stateful));
    }
    if (isMap(document.contents)) writeWhole(file, document.toString({ lineWidth: 0 }));
  }
  const names = fresh.map(({ name }) => name);
  output.say(
    fresh.length === 0
      ? `${environment}: every shard is recorded.\n`
      : `${environment}: recorded ${names.join(", ")}. Commit environments/${environment}/stateful.lock.yaml.\n`,
  );
  output.data({ environment, recorded: names });
  return 0;
}
