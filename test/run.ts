import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function run(program: string, args: readonly string[], cwd: string, variables: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: "1", ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

/** `footprint …` of the project at a root. */
export function footprint(root: string, ...args: readonly string[]): Ran {
  return run(process.execPath, [join(root, "bin", "footprint.js"), ...args], root);
}

/** The cdktf app of the project at a root, as cdktf would run it. */
export function app(root: string, variables: NodeJS.ProcessEnv): Ran {
  return run(process.execPath, ["-r", "sucrase/register", "main.ts"], root, variables);
}
