import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { planFiles, writeFolder } from "../../cli/write-plan";
import type { Plan } from "../../plan/plan";
import { judge } from "../../policies/engine/judge";
import { RULES } from "../../policies/rules/rules";
import { thisGround } from "./ground";
import { OSCAL } from "./install/report-formats";
import { bubblewrap } from "./install/tools";
import { planOf } from "./plan";
import { change } from "./report-formats/change";

/** A day on which everything in every environment is in force. */
const TODAY = "2026-12-01";

/** Writes the reports of a plan, and gives back their folder. */
function reports(name: string, plan: Plan): string {
  const folder = join(thisGround().scratch, "report-formats", name);
  writeFolder(folder, planFiles(plan, judge(plan, RULES, TODAY)));
  return join(folder, "report");
}

/** What other people's programs read in a folder of reports. */
function read(folder: string) {
  const { root, oscal, project } = thisGround();
  const script = join(project, "test", "real", "report-formats", "check.py");
  const mounts = [oscal, OSCAL, folder, "/report", script, "/check.py"];
  const binds = [0, 2, 4].flatMap((at) => ["--ro-bind", mounts[at] ?? "", mounts[at + 1] ?? ""]);
  const [program = "", ...args] = [
    ...bubblewrap(root),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--tmpfs",
    "/tmp",
    ...binds,
  ];
  const command = [...args, "--", `${OSCAL}/bin/python`, "/check.py", "/report"];
  const { status, stdout, stderr } = spawnSync(program, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the reports cannot be read: ${stderr}`);
  return JSON.parse(stdout);
}

function sarifFaults(folder: string): unknown[] {
  const schema = JSON.parse(readFileSync(join(thisGround().sarif, "sarif.json"), "utf8"));
  // Draft 7 knows patterns without the u flag, which OASIS's own are not written for.
  const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );
  valid(JSON.parse(readFileSync(join(folder, "findings.sarif"), "utf8")));
  return valid.errors ?? [];
}

describe.each(["prod", "preprod", "dev"])("the reports of %s", (environment) => {
  let folder: string;

  beforeAll(async () => {
    folder = reports(environment, await planOf(thisGround(), environment));
  });

  test("are SARIF by OASIS's schema", () => {
    expect(sarifFaults(folder)).toEqual([]);
  });

  test("are OSCAL by NIST's models, JUnit by an XML reader, and CSV by a strict reader, and say the same", () => {
    const { observations, tests, columns, failures } = read(folder);
    expect(observations.map((title: string) => title.split(" ")[0])).toEqual(RULES.map(({ id }) => id));
    expect(tests.map((name: string) => name.split(" ")[0])).toEqual(RULES.map(({ id }) => id));
    expect(columns).toHaveLength(1);
    expect(failures).toBe(0);
  });
});

test("findings full of hostile texts leave every format readable", async () => {
  const folder = reports("hostile", change(await planOf(thisGround(), "dev")));
  expect(sarifFaults(folder)).toEqual([]);
  expect(read(folder).failures).toBeGreaterThan(0);
});
