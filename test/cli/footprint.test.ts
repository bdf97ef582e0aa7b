import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireKnownControls } from "../../cli/pipeline";
import { RULES } from "../../policies/rules/rules";
import { folderHash } from "../../stacks/release";
import { copyProject, type ProjectCopy } from "../project-copy";
import { footprint, run } from "../run";

let copy: ProjectCopy;
beforeEach(() => {
  copy = copyProject();
});
afterEach(() => copy.remove());

const cli = (...args: string[]) => footprint(copy.root, ...args);

describe("footprint plan", () => {
  test("writes a plan as it is laid out, and summarises it", async () => {
    const { code, out } = await cli("plan", "dev");
    expect(code).toBe(0);
    expect(out).toMatch(
      /^dev {6}3 perimeters, 3 shards, \d+ objects +\d+\.\d s\n {2}policies {3}\d+ passed · 0 failed · \d+ waived \(next expiry in -?\d+ days\) · \d+ undetermined/,
    );
    expect(readdirSync(copy.path("plans/dev")).sort()).toEqual([
      "client-servers.json",
      "manifests",
      "reachability.csv",
      "reachability.md",
      "report",
      "stacks",
      "summary.md",
    ]);
    expect(existsSync(copy.path("plans/dev/stacks/dev-dev01/cdk.tf.json"))).toBe(true);
    expect(readdirSync(copy.path("plans/dev/manifests/dev-dev01")).sort()).toEqual([
      "dev01-data.yaml",
      "dev01-restore.yaml",
      "dev01.yaml",
      "terraform.yaml",
    ]);
    expect(copy.read("plans/dev/summary.md")).toContain("dev01.tchap.incubateur.net");
    expect(copy.read("plans/dev/report/escrow.md")).toContain(
      "Secret homeserver-signing-key of tchap-dev01 | escrow |",
    );
  });

  test("without a name plans every environment", async () => {
    const { code, out } = await cli("check", "--json");
    expect(code).toBe(0);
    const { environments } = JSON.parse(out);
    expect(environments.map((each: { summary: { environment: string } }) => each.summary.environment)).toEqual([
      "dev",
      "preprod",
      "prod",
    ]);
    expect(existsSync(copy.path("plans"))).toBe(false);
  });

  test("answers 1 and names file and line when a rule objects, and still writes the plan that shows it", async () => {
    copy.edit("environments/dev/perimeters/dev02.yaml", "endsOn: ", "endsOn: 2025-12-31 # was ");
    const { code, out, err } = await cli("plan", "dev", "--date", "2026-11-23");
    expect(code).toBe(1);
    expect(out).toContain("1 failed");
    expect(err).toMatch(/environments\/dev\/perimeters\/dev02\.yaml:\d+:\d+ {2}FLT-01/);
    expect(copy.read("plans/dev/summary.md")).toContain("**FLT-01**");
  });

  test("answers 2 with every mistake of every environment, and writes nothing for them", async () => {
    copy.edit("environments/dev/perimeters/dev02.yaml", "title:", "titel:");
    copy.edit("environments/preprod/perimeters/i.yaml", "state: active", "state: actif");
    const { code, err } = await cli("plan");
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "title"?');
    expect(err).toContain('Did you mean "active"?');
    expect(err).not.toMatch(/\n\s+at /);
    expect(readdirSync(copy.path("plans"))).toEqual(["prod"]);
  });

  test("an interrupted or refused run never leaves half a plan", async () => {
    await cli("plan", "dev");
    const before = folderHash(copy.path("plans/dev"));
    copy.edit("environments/dev/perimeters/dev02.yaml", "title:", "titel:");
    await cli("plan", "dev");
    expect(folderHash(copy.path("plans/dev"))).toBe(before);
    expect(readdirSync(copy.path("plans"))).toEqual(["dev"]);
  });

  test("--json prints one document and nothing else, with findings as data", async () => {
    copy.edit("environments/dev/perimeters/dev02.yaml", "endsOn: ", "endsOn: 2025-12-31 # was ");
    const { code, out, err } = await cli("check", "dev", "--date", "2026-11-23", "--json");
    expect(code).toBe(1);
    expect(err).toBe("");
    expect(JSON.parse(out).environments[0].findings).toMatchObject([
      { rule: "FLT-01", perimeter: "dev02", stack: "dev-dev02" },
    ]);
  });

  test("prints no escape sequence when NO_COLOR is set or the output is no terminal", () => {
    copy.edit("environments/dev/perimeters/dev02.yaml", "endsOn: ", "endsOn: 2025-12-31 # was ");
    const piped = run(process.execPath, [join(copy.root, "bin", "footprint.js"), "check", "dev"], copy.root, {
      NO_COLOR: undefined,
    });
    for (const text of [piped.out, piped.err]) expect(text.includes("\u001b")).toBe(false);
  });
});

describe("usage", () => {
  test.each([
    [["plan", "prd"], 'Did you mean "prod"?'],
    [["plan", "dev", "--date", "2026-13-01"], "2026-13-01 is not a date of the calendar."],
    [["explain", "SYN-99"], "SYN-99 is no rule."],
    [["schema", "perimetre"], "Did you mean perimeter?"],
    [["diff", "dev", "--against", "no-such-thing"], "neither a plan folder nor a git revision"],
    [["deploy", "dev", "dev-dev09"], "no such stack"],
    [["destroy", "dev", "dev-dev01"], "only the stack of a perimeter with state: closed"],
    [["new", "perimeter", "dev", "--name", "culture"], "--server-name"],
    [["plann"], "unknown command"],
  ])("footprint %j answers 2 and says what is right", async (args, words) => {
    const { code, err } = await cli(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test("a rule that cites no known control stops every command, and says which one may be meant", () => {
    const strange = { id: "NET-99", controls: ["PSSIE:EXP-DROIT", "own"] };
    expect(() => requireKnownControls([...RULES, strange])).toThrow(
      /^NET-99 cites PSSIE:EXP-DROIT, .* Did you mean PSSIE:EXP-DROITS\?/,
    );
    expect(() => requireKnownControls(RULES)).not.toThrow();
  });

  test("--help has examples and exit codes for each command", async () => {
    for (const command of ["plan", "check", "diff", "explain", "schema", "lock", "deploy", "destroy"]) {
      const { code, out } = await cli(command, "--help");
      expect(code).toBe(0);
      expect(out).toContain("Examples:");
      expect(out).toContain("Exit codes: 0 passed, 1 findings, 2 bad input or usage, 3 a tool is missing or broke.");
    }
  });

  test("explain tells every rule's reason and remedy", async () => {
    const list = (await cli("explain")).out;
    for (const rule of RULES) expect(list).toContain(rule.id);
    const one = (await cli("explain", "syn-01")).out;
    expect(one).toContain("Sans liste blanche");
    expect(one).toContain("never waived");
  });
});

describe("footprint new perimeter", () => {
  const flags = {
    name: "culture",
    title: "Culture",
    "server-name": "culture.tchap.incubateur.net",
    domain: "culture.gouv.fr,culture.fr",
    "domains-source": "test",
    registered: "600",
    "registered-source": "assumption: test",
    potential: "900",
    "potential-source": "assumption: test",
    convention: "CUL-2026-01",
    "signed-on": "2026-11-02",
    "ends-on": "2029-11-01",
    "convention-source": "assumption: test",
    "referent-name": "Référent Tchap",
    "referent-email": "referent@culture.gouv.fr",
  };
  const asArgs = (values: Record<string, string>) =>
    Object.entries(values).flatMap(([flag, value]) => [`--${flag}`, value]);
  const file = "environments/dev/perimeters/culture.yaml";

  test("writes one valid file and shows its blast radius: its own stack, and the border that must know of it", async () => {
    const before = folderHash(copy.path("environments"));
    const { code, out } = await cli("new", "perimeter", "dev", ...asArgs(flags));
    expect(code).toBe(0);
    expect(out).toContain(`Wrote ${file}`);
    expect(out).toContain("dev-culture");
    expect(out).toContain("+ Namespace/tchap-culture");
    expect(out).toContain("~ ConfigMap/tchap-border/border");
    expect((await cli("check", "dev")).code).toBe(0);
    rmSync(copy.path(file));
    expect(folderHash(copy.path("environments"))).toBe(before);
  });

  test("refuses bad answers with the field and the remedy, and writes nothing", async () => {
    const { code, err } = await cli(
      "new",
      "perimeter",
      "dev",
      ...asArgs({ ...flags, domain: "gmail.com", "ends-on": "2029-02-30" }),
    );
    expect(code).toBe(2);
    expect(err).toContain("gmail.com is a public mail provider");
    expect(err).toContain("2029-02-30 is not a date of the calendar.");
    expect(existsSync(copy.path(file))).toBe(false);
  });

  test("never overwrites a perimeter", async () => {
    const before = copy.read("environments/dev/perimeters/dev01.yaml");
    const { code, err } = await cli("new", "perimeter", "dev", ...asArgs({ ...flags, name: "dev01" }));
    expect(code).toBe(2);
    expect(err).toContain("exists already");
    expect(copy.read("environments/dev/perimeters/dev01.yaml")).toBe(before);
  });

  test("asks for every missing flag at once where there is no terminal", async () => {
    const { code, err } = await cli("new", "perimeter", "dev", "--name", "culture");
    expect(code).toBe(2);
    for (const flag of Object.keys(flags).filter((each) => each !== "name")) expect(err).toContain(`--${flag}`);
  });
});

describe("footprint diff and lock", () => {
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...args], copy.root, {
      GIT_CONFIG_GLOBAL: "/dev/null",
    });

  test("against a plan folder: nothing when nothing changed, and exactly what did", async () => {
    await cli("plan", "dev", "--output", copy.path("before"));
    expect((await cli("diff", "dev", "--against", copy.path("before"))).out).toBe("dev   no change\n");
    copy.edit("environments/dev/perimeters/dev01.yaml", "signIn: oidc", "signIn: password");
    const { out } = await cli("diff", "dev", "--against", copy.path("before"));
    expect(out).toContain("2 restarts, nothing stateful");
    expect(out).toContain("~ StatefulSet/tchap-dev01/homeserver");
    expect(out).toContain("restart of homeserver");
    expect(out).toContain("- oidc_providers:");
    expect(out).not.toContain("dev-dev02");
  });

  test("against another environment's plan is refused: everything would seem lost", async () => {
    await cli("plan", "preprod", "--output", copy.path("before"));
    const { code, err } = await cli("diff", "dev", "--against", copy.path("before/preprod"));
    expect(code).toBe(2);
    expect(err).toContain("is the plan of another environment: it holds preprod-a.");
  });

  test("a changed server name is shown as the loss that it is, whoever changed the lock with it", async () => {
    await cli("plan", "dev", "--output", copy.path("before"));
    for (const file of ["perimeters/dev02.yaml", "stateful.lock.yaml"])
      copy.edit(`environments/dev/${file}`, "serverName: dev02.", "serverName: dev02b.");
    const { out } = await cli("diff", "dev", "--against", copy.path("before"));
    expect(out).toMatch(/ConfigMap\/tchap-dev02\/homeserver {2}holds data .*every account and room is lost/);
  });

  test("against a git revision: that revision's own code plans its own files", async () => {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "before");
    copy.edit(
      "charts/shard/templates/homeserver/statefulset.yaml",
      "terminationGracePeriodSeconds: 60",
      "terminationGracePeriodSeconds: 90",
    );
    const { code, out, err } = await cli("diff", "dev", "--against", "HEAD", "--json");
    expect({ code, err }).toMatchObject({ code: 0 });
    const { changes } = JSON.parse(out);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({
      change: "changed",
      fields: ["spec.template.spec.terminationGracePeriodSeconds"],
      effect: "restart of homeserver",
    });
    expect(git("worktree", "list").out.trim().split("\n")).toHaveLength(1);
  });

  test("another release of Synapse, another major version of PostgreSQL: what follows is told once for all shards", async () => {
    await cli("plan", "dev", "--output", copy.path("before"));
    copy.edit("environments/dev/images.lock.yaml", "tag: v1.163.2-1", "tag: v1.164.0-1");
    copy.edit("environments/dev/images.lock.yaml", "tag: 17.11-", "tag: 18.3-");
    const { out } = await cli("diff", "dev", "--against", copy.path("before"));
    expect(out).toContain("6 without a way back");
    expect(out).toMatch(/~ Cluster\/tchap-dev01\/postgres {2}holds data {2}no way back .*another major version/);
    expect(out).toMatch(/~ StatefulSet\/tchap-dev01\/homeserver {2}no way back .*Synapse 1\.163\.2 → 1\.164\.0/);
    const [, after = ""] = out.split("read before you deploy");
    expect(after.match(/Another release of Synapse: the main process goes first/g)).toHaveLength(1);
    expect(after).toMatch(/What Synapse 1\.164\.0 asks of the database is not known .*\n +StatefulSet\/.* and 2 more/);
    expect(after).toMatch(/The archive keeps its name, postgres, .*\n +Cluster\/.* and 2 more/);
  });

  test("what holds data comes first, and its loss is named", async () => {
    await cli("plan", "dev", "--output", copy.path("before"));
    rmSync(copy.path("charts/shard-data/templates/postgres/cluster.yaml"));
    const { out } = await cli("diff", "dev", "--against", copy.path("before"));
    expect(out).toContain("3 stateful");
    expect(out).toMatch(/- Cluster\/tchap-dev01\/postgres {2}holds data {2}no way back {2}\(its data is lost\)/);
  });

  test("lock records new shards only, keeps comments, and a second run changes nothing", async () => {
    const lockFile = "environments/dev/stateful.lock.yaml";
    copy.write(lockFile, copy.read(lockFile).replace("shards:", "# kept\nshards:"));
    const fresh = copy
      .read("environments/dev/perimeters/dev02.yaml")
      .replaceAll("dev02", "dev03")
      .replace("DEV-2025-02", "DEV-2025-04");
    writeFileSync(copy.path("environments/dev/perimeters/dev03.yaml"), fresh);
    expect((await cli("lock", "dev")).out).toContain("recorded dev03");
    const locked = copy.read(lockFile);
    expect(locked).toContain("# kept");
    expect(locked).toContain("namespace: tchap-dev03");
    expect((await cli("lock", "dev")).out).toContain("every shard is recorded");
    expect(copy.read(lockFile)).toBe(locked);
  });
});
