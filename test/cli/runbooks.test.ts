import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { thisProject } from "../../cli/project";
import { footprint } from "../run";

const { root } = thisProject();
const RUNBOOKS = join(root, "docs", "runbooks");
const PAGES = [
  ...readdirSync(RUNBOOKS).map((file) => join(RUNBOOKS, file)),
  join(root, "docs", "tutorial.md"),
  join(root, "README.md"),
];

/** Lines of a page that a person reads on one side of paper. */
const PAGE = 70;

/** Each `npx footprint …` of a text, up to where the command ends, as its words. */
function commandsIn(text: string): string[][] {
  return [...text.matchAll(/npx footprint ([^`|;,)\n]*)/g)].map(([, words = ""]) => words.trim().split(/\s+/));
}

const helps = new Map<string, Promise<{ code: number | null; out: string }>>();

function help(command: string): Promise<{ code: number | null; out: string }> {
  const known = helps.get(command) ?? footprint(root, ...command.split(" "), "--help");
  helps.set(command, known);
  return known;
}

/** What of the commands in a text does not exist: commands, and options of commands. */
async function unknownIn(text: string): Promise<string[]> {
  const { out: all } = await help("");
  const known = new Set([...all.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name));
  const unknown: string[] = [];
  for (const [name = "", ...rest] of commandsIn(text)) {
    if (name.startsWith("<") || name.startsWith("--")) continue;
    if (!known.has(name)) {
      unknown.push(name);
      continue;
    }
    const { out } = await help(name === "new" ? "new perimeter" : name);
    const options = new Set([...out.matchAll(/--[a-z-]+/g)].map(([option]) => option));
    unknown.push(
      ...rest.filter((word) => word.startsWith("--") && !options.has(word)).map((word) => `${name} ${word}`),
    );
  }
  return unknown;
}

test.each(PAGES)("%s calls footprint as it is", async (page) => {
  expect(await unknownIn(readFileSync(page, "utf8"))).toEqual([]);
});

test("a command or an option that is none is found", async () => {
  expect(await unknownIn("`npx footprint restore ENV` and `npx footprint diff ENV --since main`")).toEqual([
    "restore",
    "diff --since",
  ]);
  const all = PAGES.flatMap((page) => commandsIn(readFileSync(page, "utf8")));
  expect(all.map(([name]) => name)).toEqual(expect.arrayContaining(["restore-plan", "capacity", "diff", "deploy"]));
});

test.each(readdirSync(RUNBOOKS))("%s is one page, and leads to pages that are there", (file) => {
  const text = readFileSync(join(RUNBOOKS, file), "utf8");
  expect(text.split("\n").length).toBeLessThanOrEqual(PAGE);
  const links = [...text.matchAll(/\]\(([^)#:]+\.md)\)/g)].map(([, target = ""]) => target);
  expect(links.filter((target) => !existsSync(join(dirname(join(RUNBOOKS, file)), target)))).toEqual([]);
});

test("what the code names as a runbook is one", () => {
  const files = ["plan", "cli", "stacks"].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, room, file), "utf8")),
  );
  const named = new Set(files.flatMap((text) => text.match(/docs\/runbooks\/[a-z-]+\.md/g) ?? []));
  expect(named.size).toBeGreaterThan(2);
  expect([...named].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
