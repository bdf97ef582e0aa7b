import { spawnSync } from "node:child_process";
import { chmodSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keptFolder, keyOf } from "./kept";
import { Missing } from "./missing";
import { output } from "./run";

/** The release that is built; a run ends with it beside the pinned image. */
const VERSION = "2.5.0";

/** What the build needs: Rust's own tools, and a C compiler and make for the libraries that Garage brings with it. */
const TOOLS: readonly (readonly [tool: string, why: string])[] = [
  ["cargo", "Rust's package manager builds Garage"],
  ["rustc", "Rust's compiler builds Garage"],
  ["cc", "LMDB, SQLite, zstd and libsodium in Garage are C"],
  ["make", "libsodium in Garage is built by it"],
];

function requireTools(): void {
  for (const [tool, why] of TOOLS)
    if (spawnSync(tool, ["--version"], { stdio: "ignore" }).status !== 0)
      throw new Missing(`${tool} --version fails: ${why}.`);
}

/** Builds the release from crates.io with its own lock; cargo checks the checksum of each crate. */
function build(folder: string): void {
  requireTools();
  process.stdout.write(`building Garage ${VERSION} with cargo, once: about ten minutes on two cores\n`);
  // Below the folder that is made, so that nothing of it stays behind or is another build's.
  const made = join(folder, "made");
  const env = { ...process.env, CARGO_TARGET_DIR: join(made, "target") };
  try {
    output("cargo", ["install", "garage", "--version", VERSION, "--locked", "--quiet", "--root", made], env);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // cargo names the crate that fails to build; otherwise it came to no build: no registry, or too old a compiler.
    throw /could not compile/.test(why) ? error : new Missing(`cargo: ${why}`);
  }
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
