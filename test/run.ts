import { spawnSync } from "node:child_process";
import { footprint as main } from "../cli/program/program";
import { thisProject } from "../cli/project";
import { app as cdktfApp } from "../main";

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

/** `footprint …` of the project at a root, in this process, called from its root. */
export async function footprint(root: string, ...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await main(
    args,
    { ...thisProject(), root },
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      live: false,
      interactive: false,
      folder: root,
      variables: {},
    },
  );
  return { code, out, err };
}

/** The cdktf app of the project at a root, as cdktf runs it: a process of its own. */
export function appProcess(root: string, variables: NodeJS.ProcessEnv): Ran {
  return run(process.execPath, ["-r", "sucrase/register", "main.ts"], root, variables);
}

/** The same in this process; what it throws counts as it does there. */
export async function app(root: string, variables: NodeJS.ProcessEnv): Promise<Ran> {
  let err = "";
  const say = (text: string) => {
    err += text;
  };
  try {
    return { code: await cdktfApp(variables, { ...thisProject(), root }, say), out: "", err };
  } catch (error) {
    return { code: 2, out: "", err: error instanceof Error ? error.message : String(error) };
  }
}
