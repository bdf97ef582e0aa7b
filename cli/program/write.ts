import { resolve } from "node:path";
import type { Command } from "commander";
import { deploy } from "../commands/deploy";
import { lock } from "../commands/lock";
import { type Answers, newPerimeter, QUESTIONS } from "../commands/new-perimeter";
import { planEnvironments } from "../commands/plan";
import { writeRestorePlan } from "../commands/restore-plan";
import { chosenDate } from "../pipeline";
import { type Context, example } from "./context";

/** Commands that write files, or change a cluster. */
export function writingCommands({ program, project, shell, environment, environments, work }: Context): void {
  program
    .command("plan")
    .description("plan and judge environments, and write plans/<environment>/")
    .argument("[environments...]", "default: all")
    .option("--date <YYYY-MM-DD>", "day of the judgement; default: today")
    .option("--output <folder>", "where plans are written", "plans")
    .option("--no-cache", "render everything anew")
    .option("--against <plan>", "a plan folder or git revision whose changes the report shows")
    .addHelpText("after", example("plan", "plan prod --output /tmp/before", "plan prod --against main"))
    .action((names: string[], options: { date?: string; output: string; cache: boolean; against?: string }) =>
      work((out) =>
        planEnvironments(
          project,
          environments(names),
          {
            date: chosenDate(options.date),
            folder: resolve(shell.folder, options.output),
            cache: options.cache,
            against: options.against,
            from: shell.folder,
          },
          out,
        ),
      ),
    );

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
    .command("lock")
    .description("record the permanent names of new shards in stateful.lock.yaml")
    .argument("<environment>")
    .addHelpText("after", example("lock dev"))
    .action((name: string) => work((out) => lock(project, environment(name), out)));

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
}
