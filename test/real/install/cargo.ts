import { spawnSync } from "node:child_process";
import { Missing } from "./missing";
import { output } from "./run";

/** A program of the machine that a build needs, and why. */
export type Tool = readonly [tool: string, why: string];

function requireTools(tools: readonly Tool[]): void {
  for (const [tool, why] of tools)
    if (spawnSync(tool, ["--version"], { stdio: "ignore" }).status !== 0)
      throw new Missing(`${tool} --version fails: ${why}.`);
}

/** Runs cargo, which checks the checksum of each crate; throws Missing where this machine lacks what a build needs. */
export function cargo(args: readonly string[], env: Record<string, string>, tools: readonly Tool[]): void {
  requireTools(tools);
  try {
    output("cargo", args, { ...process.env, ...env });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // cargo names the crate that fails to build; otherwise it came to no build: no registry, or too old a compiler.
    throw /could not compile/.test(why) ? error : new Missing(`cargo: ${why}`);
  }
}
