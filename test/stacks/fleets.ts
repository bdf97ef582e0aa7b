import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../../fleet/fleet";
import { loadFleet } from "../../fleet/load/fleet";
import { readStacks } from "../../plan/read";
import { synthesise } from "../../stacks/footprint";
import { environmentFiles } from "../environment-files";
import { FOLDERS, temporaryFolder } from "../plan/plans";

/** Files of one environment, to be changed before they are loaded. */
export interface Files {
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  /** Replaces a text; throws where it does not stand, so that no test changes nothing. */
  readonly edit: (file: string, from: string, to: string) => void;
}

/** The fleet of a copy of an environment's files, changed or as they are. */
export function fleetOf(environment: string, change: (files: Files) => void = () => {}): Fleet {
  const root = temporaryFolder();
  const folder = join(root, "environments", environment);
  cpSync(environmentFiles(environment), folder, { recursive: true });
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  change({
    read,
    write,
    edit: (file, from, to) => {
      const before = read(file);
      if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
      write(file, before.replaceAll(from, to));
    },
  });
  return loadFleet(root, environment).fleet;
}

/** The Terraform JSON of every stack of a fleet, by name, as cdktf writes it. */
export function stackTexts(fleet: Fleet, outdir: string = temporaryFolder()): Map<string, string> {
  synthesise(fleet, FOLDERS, outdir);
  return new Map(readStacks(outdir).map(({ name, text }) => [name, text]));
}
