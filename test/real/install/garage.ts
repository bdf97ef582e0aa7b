import { chmodSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cargo, type Tool } from "./cargo";
import { keptFolder, keyOf } from "./kept";
import { output } from "./run";

/** The release that is built; a run ends with it beside the pinned image. */
export const VERSION = "2.5.0";

/** What the build needs: Rust's own tools, and a C compiler and make for the libraries that Garage brings with it. */
const TOOLS: readonly Tool[] = [
  ["cargo", "Rust's package manager builds Garage"],
  ["rustc", "Rust's compiler builds Garage"],
  ["cc", "LMDB, SQLite, zstd and libsodium in Garage are C"],
  ["make", "libsodium in Garage is built by it"],
];

/** Builds the release from crates.io with its own lock. */
function build(folder: string): void {
  process.stdout.write(`building Garage ${VERSION} with cargo, once: about ten minutes on two cores\n`);
  // Below the folder that is made, so that nothing of it stays behind or is another build's.
  const made = join(folder, "made");
  const args = ["install", "garage", "--version", VERSION, "--locked", "--quiet", "--root", made];
  cargo(args, { CARGO_TARGET_DIR: join(made, "target") }, TOOLS);
  renameSync(join(made, "bin", "garage"), join(folder, "garage"));
  rmSync(made, { recursive: true });
  chmodSync(folder, 0o755);
}

/** Folder with the program `garage`, from the cache or built. */
export function garageFolder(cache: string): Promise<string> {
  return keptFolder(cache, `garage-${VERSION}-${keyOf(VERSION, process.arch)}`, build);
}

/** Version of the program in a folder. */
export function garageVersion(folder: string): string {
  return /cargo:([\d.]+)/.exec(output(join(folder, "garage"), ["--version"]))?.[1] ?? "unknown";
}
