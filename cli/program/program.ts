import { Command, CommanderError } from "commander";
import { environmentNames } from "../../fleet/load/files";
import { MistakesError } from "../../fleet/mistakes";
import { RULES } from "../../policies/rules/rules";
import { type Output, type Shell, shellOutput } from "../output";
import { chosenEnvironment, requireKnownControls } from "../pipeline";
import type { Project } from "../project";
import { example } from "./context";
import { readingCommands } from "./read";
import { writingCommands } from "./write";

/** Runs a command's work and turns what it throws into an exit code and words. */
async function run(out: Output, action: (output: Output) => number | Promise<number>): Promise<number> {
  try {
    requireKnownControls(RULES);
    return await action(out);
  } catch (error) {
    out.done();
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    out.problem(message);
    out.data(error instanceof MistakesError ? { mistakes: error.mistakes } : { error: message });
    if (name === "ToolError") return 3;
    if (name === "MistakesError" || name === "UsageError") return 2;
    out.problem("This is a defect of the project, not of your files: please report it with the command that you ran.");
    return 3;
  }
}

/** `footprint` with arguments (without node and script); answers its exit code. */
export async function footprint(args: readonly string[], project: Project, shell: Shell): Promise<number> {
  let code = 0;
  const program = new Command("footprint").description(
    "Plans, judges and deploys the environments of a State's Matrix messaging.",
  );
  const environment = (name: string) => chosenEnvironment(project, name, "Name one.");
  const environments = (names: readonly string[]) =>
    names.length === 0 ? environmentNames(project.root) : names.map(environment);
  const work = async (action: (output: Output) => number | Promise<number>) => {
    code = await run(shellOutput(shell, program.opts<{ json?: boolean }>().json === true), action);
  };
  program
    .option("--json", "print one JSON document instead of text")
    .addHelpText(
      "after",
      example("plan", "check prod --date 2027-01-31", "diff prod --against main", "deploy dev dev-platform"),
    )
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });

  const context = { program, project, shell, environment, environments, work };
  writingCommands(context);
  readingCommands(context);

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has said what is wrong, and asks for 0 after --help.
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
