import type { Command } from "commander";
import type { Output, Shell } from "../output";
import type { Project } from "../project";

const EXIT_CODES = "Exit codes: 0 passed, 1 findings, 2 bad input or usage, 3 a tool is missing or broke.";

/** What --help shows after a command's options: how it is called, and its exit codes. */
export const example = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  npx footprint ${line}`).join("\n")}\n\n${EXIT_CODES}\n`;

/** What commands are declared with. */
export interface Context {
  readonly program: Command;
  readonly project: Project;
  readonly shell: Shell;
  /** An environment by its name; throws UsageError with the list for anything else. */
  readonly environment: (name: string) => string;
  /** Environments by their names; all for none. */
  readonly environments: (names: readonly string[]) => readonly string[];
  /** Does a command's work and keeps its exit code. */
  readonly work: (action: (output: Output) => number | Promise<number>) => Promise<void>;
}
