import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { environmentNames } from "../fleet/load/files";
import { MistakesError } from "../fleet/mistakes";
import { type CapacityOptions, capacity } from "./commands/capacity";
import { deploy } from "./commands/deploy";
import { diff } from "./commands/diff";
import { dns } from "./commands/dns";
import { explain } from "./commands/explain";
import { lock } from "./commands/lock";
import { type Answers, newPerimeter, QUESTIONS } from "./commands/new-perimeter";
import { planEnvironments } from "./commands/plan";
import { writeRestorePlan } from "./commands/restore-plan";
import { schema } from "./commands/schema";
import { type Output, type Shell, shellOutput } from "./output";
import { chosenDate, chosenEnvironment } from "./pipeline";
import type { Project } from "./project";

const EXIT_CODES = "Exit codes: 0 passed, 1 findings, 2 bad input or usage, 3 a tool is missing or broke.";

const example = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  npx footprint ${line}`).join("\n")}\n\n${EXIT_CODES}\n`;

/** Runs a command's work and turns what it throws into an exit code and words. */
async function run(out: Output, action: (output: Output) => number | Promise<number>): Promise<number> {
  try {
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

  program
    .command("plan")
    .description("plan and judge environments, and write plans/<environment>/")
    .argument("[environments...]", "default: all")
    .option("--date <YYYY-MM-DD>", "day of the judgement; default: today")
    .option("--output <folder>", "where plans are written", "plans")
    .option("--no-cache", "render everything anew")
    .addHelpText("after", example("plan", "plan prod --output /tmp/before"))
    .action((names: string[], options: { date?: string; output: string; cache: boolean }) =>
      work((out) =>
        planEnvironments(
          project,
          environments(names),
          { date: chosenDate(options.date), folder: resolve(shell.folder, options.output), cache: options.cache },
          out,
        ),
      ),
    );

  program
    .command("check")
    .description("judge environments and write nothing")
    .argument("[environments...]", "default: all")
    .option("--date <YYYY-MM-DD>", "day of the judgement; default: today")
    .addHelpText("after", example("check", "check prod --date 2027-01-31    what will have expired by then"))
    .action((names: string[], options: { date?: string }) =>
      work((out) =>
        planEnvironments(
          project,
          environments(names),
          { date: chosenDate(options.date), folder: undefined, cache: true },
          out,
        ),
      ),
    );

  program
    .command("diff")
    .description("show what would change, what holds data first")
    .argument("<environment>")
    .requiredOption("--against <plan>", "a folder that footprint plan wrote, or a git revision")
    .addHelpText("after", example("diff prod --against main", "diff dev --against plans/dev"))
    .action((name: string, options: { against: string }) =>
      work((out) => diff(project, environment(name), options.against, shell.folder, out)),
    );

  program
    .command("capacity")
    .description("show what each shard needs, what the pools must hold, and how much more each can take")
    .argument("<environment>")
    .option("--agents <count>", "as if so many were registered, in the shards' present proportions")
    .option("--load <messages>", "as if each active agent sent so many messages a workday")
    .option("--surge", "as if they sent ten times as many")
    .addHelpText("after", example("capacity prod", "capacity prod --agents 5000000 --load 5", "capacity prod --surge"))
    .action((name: string, options: CapacityOptions) =>
      work((out) => capacity(project, environment(name), options, out)),
    );

  program
    .command("dns")
    .description("print every record of public DNS that an environment needs, with its reason and where it is declared")
    .argument("<environment>")
    .addHelpText("after", example("dns prod", "--json dns prod"))
    .action((name: string) => work((out) => dns(project, environment(name), out)));

  const fresh = program.command("new").description("make a new file");
  const perimeter = fresh
    .command("perimeter")
    .description("write one perimeter's file, and show what it changes; asks for what no flag says")
    .argument("<environment>");
  for (const question of QUESTIONS)
    perimeter.option(`--${question.flag} <value>`, `${question.ask}, for example ${question.example}`);
  perimeter
    .addHelpText(
      "after",
      example(
        "new perimeter dev",
        "new perimeter dev --name culture --title Culture --server-name culture.tchap.incubateur.net …",
      ),
    )
    .action((name: string, _options: unknown, command: Command) => {
      const given = command.opts<Record<string, string>>();
      // Commander names --server-name serverName.
      const camel = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const answers: Answers = Object.fromEntries(
        QUESTIONS.flatMap(({ flag }) => (given[camel(flag)] === undefined ? [] : [[flag, given[camel(flag)]]])),
      );
      return work((out) => newPerimeter(project, environment(name), answers, shell.interactive, out));
    });

  program
    .command("explain")
    .description("tell what a rule asks, why, and what to do; without a rule: list all")
    .argument("[rule]")
    .addHelpText("after", example("explain", "explain SYN-01"))
    .action((rule: string | undefined) => work((out) => explain(rule, out)));

  program
    .command("schema")
    .description("print the JSON Schema of a kind of environment file")
    .argument("<kind>", "environment, perimeter, images.lock, stateful.lock or waivers")
    .addHelpText("after", example("schema perimeter"))
    .action((kind: string) => work((out) => schema(kind, out)));

  program
    .command("restore-plan")
    .description("write how one shard is restored to an instant, apart from all that runs: steps and exact objects")
    .argument("<environment>")
    .argument("<shard>")
    .requiredOption("--at <instant>", "the last instant to be restored, YYYY-MM-DDThh:mm:ssZ")
    .option("--date <YYYY-MM-DD>", "day on which that is asked; default: today")
    .option("--output <folder>", "where <environment>-restore/<shard>-<instant>/ is written", "plans")
    .addHelpText("after", example("restore-plan prod finances --at 2027-01-30T08:41:00Z"))
    .action((name: string, shard: string, options: { at: string; date?: string; output: string }) =>
      work((out) =>
        writeRestorePlan(
          project,
          environment(name),
          shard,
          {
            at: options.at,
            today: chosenDate(options.date),
            now: options.date === undefined ? `${new Date().toISOString().slice(0, 19)}Z` : undefined,
            folder: resolve(shell.folder, options.output),
          },
          out,
        ),
      ),
    );

  program
    .command("lock")
    .description("record the permanent names of new shards in stateful.lock.yaml")
    .argument("<environment>")
    .addHelpText("after", example("lock dev"))
    .action((name: string) => work((out) => lock(project, environment(name), out)));

  for (const action of ["deploy", "destroy"] as const)
    program
      .command(action)
      .description(
        action === "deploy"
          ? "judge stacks, then cdktf deploy them one after the other"
          : "destroy the stack of a closed perimeter",
      )
      .argument("<environment>")
      .argument(
        action === "deploy" ? "[stacks...]" : "<stacks...>",
        action === "deploy" ? "default: all, platform and services first" : "of closed perimeters only",
      )
      .option("--date <YYYY-MM-DD>", "day of the judgement; default: today")
      .option("--auto-approve", "do not ask before applying")
      .addHelpText(
        "after",
        example(
          ...(action === "deploy"
            ? ["deploy dev dev-platform dev-services", "deploy prod prod-finances"]
            : ["destroy dev dev-dev02"]),
        ),
      )
      .action((name: string, stacks: string[], options: { date?: string; autoApprove?: boolean }) =>
        work((out) =>
          deploy(
            project,
            action,
            environment(name),
            stacks,
            { date: chosenDate(options.date), autoApprove: options.autoApprove === true, variables: shell.variables },
            out,
          ),
        ),
      );

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    // Commander has said what is wrong, and asks for 0 after --help.
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
