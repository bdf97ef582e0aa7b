import { mkdirSync } from "node:fs";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where the project is, and where results are kept between runs. */
export interface Project {
  readonly root: string;
  readonly cacheFolder: string;
  readonly parallel: number;
}

function cacheFolder(): string {
  const folder = join(homedir(), ".cache", "tchap-footprint");
  try {
    if (!isAbsolute(folder)) throw new Error("HOME is no absolute path");
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return join(tmpdir(), "tchap-footprint-cache");
  }
}

/** The project around this file. */
export function thisProject(): Project {
  return { root: join(__dirname, ".."), cacheFolder: cacheFolder(), parallel: availableParallelism() };
}
