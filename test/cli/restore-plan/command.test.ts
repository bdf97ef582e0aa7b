import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { restoreFolder, writeNew } from "../../../cli/restore-plan/write";
import { readManifest } from "../../../plan/manifest";
import { temporaryFolder } from "../../plan/plans";
import { copyProject, type ProjectCopy } from "../../project-copy";
import { footprint } from "../../run";

let copy: ProjectCopy;
beforeEach(() => {
  copy = copyProject();
});
afterEach(() => copy.remove());

const AT = "2026-11-22T08:41:00Z";
const FOLDER = "plans/dev-restore/dev01-2026-11-22T084100Z";
const restorePlan = (...args: string[]) => footprint(copy.root, "restore-plan", ...args);
const onThatDay = (...args: string[]) => restorePlan(...args, "--date", "2026-11-23");

test("writes the steps for people and programs, and the objects of each step that has some", async () => {
  const { code, out, err } = await onThatDay("dev", "dev01", "--at", AT);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("dev01 of dev to 2026-11-22T08:41:00Z, into tchap-dev01-restore");
  expect(readdirSync(copy.path(FOLDER)).sort()).toEqual(["objects", "steps.json", "steps.md"]);
  const written = readdirSync(copy.path(`${FOLDER}/objects`)).sort();
  const { steps } = JSON.parse(copy.read(`${FOLDER}/steps.json`));
  const markdown = copy.read(`${FOLDER}/steps.md`);
  for (const [index, { id, title, objects }] of steps.entries()) {
    expect(markdown).toContain(`## ${index + 1}. ${title}`);
    const file = `${String(index + 1).padStart(2, "0")}-${id}.yaml`;
    expect(written.includes(file)).toBe(objects.length > 0);
    if (objects.length === 0) continue;
    const read = readManifest(copy.read(`${FOLDER}/objects/${file}`)).map(({ object }) => object);
    expect(read).toEqual(objects);
  }
  const named = steps.flatMap(({ commands }: { commands: string[] }) =>
    commands.flatMap((command) => command.match(/objects\/[^\s]+/g) ?? []),
  );
  for (const file of named) expect(written).toContain(file.replace("objects/", ""));
});

test("the same question gives the same bytes", async () => {
  await onThatDay("dev", "dev01", "--at", AT, "--output", copy.path("one"));
  await onThatDay("dev", "dev01", "--at", AT, "--output", copy.path("other"));
  const folder = FOLDER.replace("plans/", "");
  const files = readdirSync(copy.path(`one/${folder}`), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    expect(readFileSync(path, "utf8")).toBe(readFileSync(path.replace(copy.path("one"), copy.path("other")), "utf8"));
  }
});

test("--json prints the plan as data and nothing else", async () => {
  const { code, out, err } = await onThatDay("dev", "dev01", "--at", AT, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const plan = JSON.parse(out);
  expect(plan).toMatchObject({ environment: "dev", shard: "dev01", at: AT, namespace: "tchap-dev01-restore" });
  expect(plan.steps[0]).toMatchObject({ id: "empty", kind: "check" });
});

test("a folder that holds something is refused, and left as it is", async () => {
  mkdirSync(copy.path(FOLDER), { recursive: true });
  writeFileSync(copy.path(`${FOLDER}/mine`), "kept");
  const { code, err } = await onThatDay("dev", "dev01", "--at", AT);
  expect(code).toBe(2);
  expect(err).toContain("is not empty");
  expect(readdirSync(copy.path(FOLDER))).toEqual(["mine"]);
});

test("it is beside the environment's own folder, which `footprint plan` replaces whole", () => {
  const folder = restoreFolder("plans", { environment: "dev", shard: "dev01", at: AT });
  expect(folder).toBe(FOLDER);
  expect(folder.startsWith(join("plans", "dev") + sep)).toBe(false);
});

test("a plan that cannot be written whole is not written at all", () => {
  const below = temporaryFolder();
  // A file in the place of a folder.
  const files = new Map([
    ["steps.md", "a"],
    ["steps.md/objects", "b"],
  ]);
  expect(() => writeNew(join(below, "plan"), files)).toThrow();
  expect(readdirSync(below)).toEqual([]);
});

test.each([
  [["prd", "dev01", "--at", AT], 'Did you mean "prod"?'],
  [["dev", "dev1", "--at", AT], 'Did you mean "dev01"?'],
  [["dev", "dev01", "--at", "2026-11-22"], "is not an instant in UTC. Write YYYY-MM-DDThh:mm:ssZ"],
  [["dev", "dev01", "--at", "2026-11-22T08:41:00+01:00"], "is not an instant in UTC"],
  [["dev", "dev01", "--at", "2026-11-31T08:41:00Z"], "is not an instant in UTC"],
  [["dev", "dev01", "--at", "2026-11-24T00:00:00Z"], "is in the future: today is 2026-11-23"],
  [["dev", "dev01", "--at", "2026-01-01T00:00:00Z"], "is older than the backups, which are kept"],
  [["dev", "dev01"], "required option '--at <instant>'"],
  [["dev", "--at", AT], "missing required argument 'shard'"],
])("%j answers 2, says what is right and writes nothing", async (args, words) => {
  const { code, out, err } = await onThatDay(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(words);
  expect(err).not.toMatch(/\n\s+at /);
  expect(existsSync(copy.path("plans"))).toBe(false);
});

test("the backups of a day hold its retention, to the day", async () => {
  copy.edit("environments/dev/environment.yaml", "retentionDays: ", "retentionDays: 8 # was ");
  expect((await onThatDay("dev", "dev01", "--at", "2026-11-14T23:59:59Z")).err).toContain(
    "2026-11-15T00:00:00Z or later",
  );
  expect((await onThatDay("dev", "dev01", "--at", "2026-11-15T00:00:00Z")).code).toBe(0);
});

test("without a day an instant is in the future by the clock", async () => {
  const later = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
  const { code, err } = await restorePlan("dev", "dev01", "--at", later);
  expect(code).toBe(2);
  expect(err).toContain("is in the future");
});

test("a closed perimeter is refused: nothing of it is planned", async () => {
  copy.edit("environments/dev/perimeters/dev02.yaml", "state: active", "state: closed");
  copy.edit(
    "environments/dev/stateful.lock.yaml",
    "removed: []",
    "removed: [{ shard: dev02, reason: x, owner: x, date: 2026-06-30 }]",
  );
  const { code, err } = await onThatDay("dev", "dev02", "--at", AT);
  expect(code).toBe(2);
  expect(err).toContain("dev02 is a shard of dev02, whose perimeter is closed");
});

test("--help has examples and exit codes", async () => {
  const { code, out } = await restorePlan("--help");
  expect(code).toBe(0);
  expect(out).toContain("restore-plan prod finances --at 2027-01-30T08:41:00Z");
  expect(out).toContain("Exit codes:");
});
