import { type CapacityOptions, capacity } from "../commands/capacity";
import { check } from "../commands/check";
import { diff } from "../commands/diff";
import { dns } from "../commands/dns";
import { drift, driftInside } from "../commands/drift";
import { explain } from "../commands/explain";
import { schema } from "../commands/schema";
import { chosenDate } from "../pipeline";
import { type Context, example } from "./context";

/** Commands that change neither files nor clusters. */
export function readingCommands({ program, project, shell, environment, environments, work }: Context): void {
  program
    .command("check")
    .description("judge environments and write nothing")
    .argument("[environments...]", "default: all")
    .option("--date <YYYY-MM-DD>", "day of the judgement; default: today")
    .option(
      "--format <format>",
      "text, sarif, code-quality, junit, csv or oscal; all but text for one environment",
      "text",
    )
    .option("--rule <rule...>", "only these rules; default: all")
    .option("--severity <severity>", "only from this severity on: critical, high, medium", "medium")
    .addHelpText(
      "after",
      example(
        "check",
        "check prod --date 2027-01-31    what will have expired by then",
        "check prod --severity critical --rule SYN-01 NET-04",
        "check prod --format sarif > findings.sarif",
      ),
    )
    .action((names: string[], options: { date?: string; format: string; rule?: string[]; severity: string }) =>
      work((out) =>
        check(
          project,
          environments(names),
          {
            date: chosenDate(options.date),
            format: options.format,
            rules: options.rule ?? [],
            severity: options.severity,
          },
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
    .command("drift")
    .description("compare the plan with the live cluster, and change nothing; 1: drift, 3: not all could be read")
    .argument("<environment>")
    .option("--context <name>", "context of the kubeconfig; default: the environment's own")
    .option("--inside <folder>", "in a pod of the cluster, by the files deployed; what the drift release mounts")
    .addHelpText("after", example("drift prod", "--json drift prod --context prod-reader"))
    .action((name: string, { context, inside }: { context?: string; inside?: string }) =>
      work((out) =>
        inside === undefined
          ? drift(project, name, { context, variables: shell.variables }, out)
          : driftInside(project, name, inside, shell.variables, out),
      ),
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

  program
    .command("explain")
    .description("tell what a rule asks, why, and what to do; without a rule: list all")
    .argument("[rule]")
    .addHelpText("after", example("explain", "explain SYN-01"))
    .action((rule: string | undefined) => work((out) => explain(project, rule, out)));

  program
    .command("schema")
    .description("print the JSON Schema of a kind of environment file")
    .argument("<kind>", "environment, perimeter, images.lock, stateful.lock or waivers")
    .addHelpText("after", example("schema perimeter"))
    .action((kind: string) => work((out) => schema(kind, out)));
}
