import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT, temporaryFolder } from "./plans";

/** What the command reads; everything else of a working copy stays behind. */
const PARTS = ["bin", "charts", "cli", "environments", "fleet", "plan", "policies", "stacks", "package.json"];

interface Surroundings {
  readonly root: string;
  readonly umask: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** Files that `footprint plan dev prod` writes, by path, and their bytes. */
async function planned({ root, umask, variables }: Surroundings): Promise<Map<string, string>> {
  const output = join(temporaryFolder(), "plans");
  const command = `umask ${umask}; exec "$0" bin/footprint.js plan dev prod --date 2026-11-23 --output "$1"`;
  const child = spawn("/bin/sh", ["-c", command, process.execPath, output], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...variables },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  // Findings are another test's matter; a plan is written either way.
  if (code !== 0 && code !== 1) throw new Error(said);
  const names = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(output, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(output, name), "latin1")]));
}

function copyElsewhere(): string {
  const root = join(temporaryFolder(), "another place", "é");
  mkdirSync(root, { recursive: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return root;
}

const HERE: Surroundings = { root: ROOT, umask: "022", variables: { LANG: "fr_FR.UTF-8", TZ: "Europe/Paris" } };

test("the same files give the same plan, byte for byte: again, elsewhere, for another user, in another country", async () => {
  const elsewhere: Surroundings = {
    root: copyElsewhere(),
    umask: "077",
    variables: {
      HOME: temporaryFolder(),
      LANG: "tr_TR.UTF-8",
      LC_ALL: "C",
      TZ: "Pacific/Kiritimati",
      USER: "somebody",
    },
  };
  const [first, second] = await Promise.all([planned(HERE), planned(elsewhere)]);
  const names = [...first.keys()];
  for (const file of ["dev/summary.md", "prod/summary.md", "prod/stacks/prod-finances/cdk.tf.json"])
    expect(names).toContain(file);
  expect(names.filter((name) => name.startsWith("prod/manifests/")).length).toBeGreaterThan(30);
  expect([...second.keys()]).toEqual(names);
  expect(names.filter((name) => second.get(name) !== first.get(name))).toEqual([]);
});
