import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { stringify } from "yaml";
import { loadFleet } from "../../fleet/load/fleet";
import { diffPlans } from "../../plan/diff";
import type { Output } from "../output";
import { preparePlan, UsageError } from "../pipeline";
import type { Project } from "../project";
import { changesText } from "./diff";

/** One thing that a new perimeter's file needs; asked for on a terminal, a flag elsewhere. */
interface Question {
  readonly flag: string;
  readonly ask: string;
  readonly example: string;
  /** What is used when nothing is said. */
  readonly fallback?: string;
  readonly many?: boolean;
}

/** In the order in which they are asked. */
export const QUESTIONS = [
  { flag: "name", ask: "Short name, also the file's name", example: "culture" },
  { flag: "title", ask: "Full title, in French", example: "Culture" },
  { flag: "server-name", ask: "Permanent Matrix server name", example: "agent.culture.tchap.gouv.fr" },
  { flag: "domain", ask: "E-mail domains, separated by commas", example: "culture.gouv.fr", many: true },
  { flag: "domains-source", ask: "Where the domains come from", example: "convention CUL-2026-01" },
  { flag: "registered", ask: "Accounts expected in the first year", example: "6000" },
  { flag: "registered-source", ask: "Source of that figure", example: "assumption: a quarter of the agents" },
  { flag: "potential", ask: "Agents who could have an account", example: "25000" },
  { flag: "potential-source", ask: "Source of that figure", example: "PLF 2026" },
  { flag: "convention", ask: "Reference of the convention", example: "CUL-2026-01" },
  { flag: "signed-on", ask: "Signed on", example: "2026-11-02" },
  { flag: "ends-on", ask: "Ends on", example: "2029-11-01" },
  { flag: "convention-source", ask: "Where the convention is kept", example: "dossier DINUM 2026-117" },
  { flag: "referent-name", ask: "Name or function of the référent", example: "Référent Tchap" },
  { flag: "referent-email", ask: "Their e-mail address", example: "referent-tchap@culture.gouv.fr" },
  { flag: "sign-in", ask: "Sign-in: mas, oidc or password", example: "oidc", fallback: "oidc" },
] as const satisfies readonly Question[];

type Flag = (typeof QUESTIONS)[number]["flag"];
export type Answers = Readonly<Partial<Record<Flag, string>>>;

/** What was answered to a question. */
type Answered = (flag: Flag) => string;

async function ask(given: Answers, interactive: boolean): Promise<Answered> {
  const answers = new Map<Flag, string>();
  const missing: Question[] = [];
  const prompt = interactive ? createInterface({ input: process.stdin, output: process.stderr }) : undefined;
  for (const question of QUESTIONS) {
    const fallback: string | undefined = "fallback" in question ? question.fallback : undefined;
    let answer = given[question.flag] ?? (prompt ? undefined : fallback);
    if (answer === undefined && prompt)
      answer = (await prompt.question(`${question.ask} (${question.example}): `)).trim() || fallback;
    if (answer === undefined) missing.push(question);
    else answers.set(question.flag, answer);
  }
  prompt?.close();
  if (missing.length > 0) {
    const list = missing
      .map(({ flag, ask: what, example }) => `  --${flag}  ${what}, for example ${example}`)
      .join("\n");
    throw new UsageError(`These flags are missing:\n${list}`);
  }
  return (flag) => answers.get(flag) ?? "";
}

/** A number where one was typed, else the text itself, which the schema then refuses with its reason. */
function count(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The perimeter's file, ready to be read by the loader. */
function perimeterFile(answer: Answered): string {
  const data = {
    perimeter: answer("name"),
    title: answer("title"),
    role: "agents",
    state: "active",
    convention: {
      reference: answer("convention"),
      signedOn: answer("signed-on"),
      endsOn: answer("ends-on"),
      référent: { name: answer("referent-name"), email: answer("referent-email") },
      source: answer("convention-source"),
    },
    agents: {
      registered: { count: count(answer("registered")), source: answer("registered-source") },
      potential: { count: count(answer("potential")), source: answer("potential-source") },
    },
    shards: [
      {
        name: answer("name"),
        serverName: answer("server-name"),
        emailDomains: answer("domain")
          .split(",")
          .map((each) => each.trim())
          .filter((each) => each !== ""),
        emailDomainsSource: answer("domains-source"),
      },
    ],
    features: { groupCalls: true, accountExpiryMonths: 13, signIn: answer("sign-in") },
    exemptions: [],
  };
  return `# yaml-language-server: $schema=../../schemas/perimeter.schema.json\n${stringify(data, { lineWidth: 0 })}`;
}

/**
 * Writes one perimeter's file and shows what it changes. Nothing is written unless the whole environment loads with
 * it; an existing file is never overwritten.
 */
export async function newPerimeter(
  project: Project,
  environment: string,
  given: Answers,
  interactive: boolean,
  output: Output,
): Promise<number> {
  const answer = await ask(given, interactive);
  const name = answer("name");
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new UsageError(`--name ${name}: write lower-case letters, digits and hyphens.`);
  const file = join("environments", environment, "perimeters", `${name}.yaml`);
  const target = join(project.root, file);
  if (existsSync(target)) throw new UsageError(`${file} exists already.`);
  const aside = mkdtempSync(join(tmpdir(), "footprint-"));
  try {
    const trial = join(aside, "trial");
    mkdirSync(join(trial, "environments"), { recursive: true });
    cpSync(join(project.root, "environments", environment), join(trial, "environments", environment), {
      recursive: true,
    });
    const text = perimeterFile(answer);
    writeFileSync(join(trial, file), text);
    loadFleet(trial, environment);
    const before = await preparePlan(project, environment, join(aside, "before"));
    writeFileSync(target, text, { flag: "wx" });
    const after = await preparePlan(project, environment, join(aside, "after"));
    const changes = diffPlans(before.plan.objects, after.plan.objects);
    output.say(`Wrote ${file}. What it changes:\n\n${changesText(changes, environment)}`);
    const { whitelist } = before.plan.facts.federation;
    if (!whitelist.includes(answer("server-name")))
      output.say(
        "\nIts server name was not reserved: every shard's whitelist changes, and every shard restarts. A name from federation.reserved in environment.yaml spares that.\n",
      );
    output.say(
      `\nNext: npx footprint check ${environment}, commit the file, provide its Secrets, then npx footprint deploy ${environment} ${environment}-services ${environment}-${name} (docs/tutorial.md).\n`,
    );
    output.data({ file, changes });
    return 0;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
