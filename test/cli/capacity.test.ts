import { copyProject, type ProjectCopy } from "../project-copy";
import { footprint } from "../run";

let copy: ProjectCopy;
beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy.remove());

const capacity = (...args: string[]) => footprint(copy.root, "capacity", ...args);

describe("footprint capacity", () => {
  test("shows each shard, what its pools must hold, and names what is beyond the plan", async () => {
    const { code, out, err } = await capacity("prod");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^prod {3}665 000 agents, 1\.15 messages each active agent and workday, headroom ×2\n/);
    expect(out).toMatch(/^shard +agents +events\/s +sessions +processes +cores +GiB +database +connections +grows$/m);
    expect(out).toMatch(/^finances +45 000 +15\.5 +20 250 +50–72 +[\d.–]+ +[\d.–]+ +45 cores 180 GiB +790 +×2\.34$/m);
    expect(out).toMatch(/^elysee +400 +0\.1 +180 +monolith /m);
    expect(out).toMatch(
      /^ {2}interieur is beyond its limit already \(database volume\); less than the load asks for: /m,
    );
    expect(out).toMatch(/^ {2}social grows ×1\.50 at most \(database volume\)$/m);
    expect(out).not.toMatch(/^ {2}finances grows/m);
    expect(out).toMatch(/^ {2}pool serving 72 nodes: /m);
    expect(out).toContain("The size of a node is not declared");
  });

  test("shows what is stored a year ahead, and which shard comes near the most that one may", async () => {
    const { out } = await capacity("prod");
    expect(out).toMatch(/^a year ahead, GiB +database +media +backups$/m);
    // Backups: 151 GiB a day, 45 days of lock.
    expect(out).toMatch(/^finances +299 +1 762 +6 795$/m);
    expect(out).toMatch(/^all +[\d ]+ +[\d ]+ +[\d ]+$/m);
    expect(out).toMatch(/^ {2}interieur has a database of 700 GiB, the most that one shard may, 7 months from empty/m);
    expect(out).not.toMatch(/^ {2}finances has a database/m);
    expect((await capacity("prod", "--load", "5")).out).toMatch(/^ {2}finances has a database of 700 GiB/m);
  });

  test("answers what if: more agents, more messages, a surge", async () => {
    expect((await capacity("prod", "--agents", "5000000", "--load", "5")).out).toContain("or less: 188.");
    const surge = (await capacity("prod", "--surge")).out;
    expect(surge).toContain("11.50 messages");
    expect(surge).toMatch(/^ {2}interieur is beyond its limit already/m);
  });

  test("--json prints the same as data", async () => {
    const { code, out, err } = await capacity("dev", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      environment: "dev",
      load: { agents: 600, headroom: 1 },
      shards: [
        { shard: "dev01", homeserver: "monolith", yearAhead: { databaseGiB: 2 } },
        { shard: "dev02" },
        { shard: "ext01" },
      ],
      pools: [{ role: "data" }, { role: "serving" }, { role: "turn" }],
      shardsDue: 1,
    });
  });

  test.each([
    [["prd"], 'Did you mean "prod"?'],
    [["prod", "--agents", "5e6"], "registered agents in digits, for example --agents 5000000"],
    [["prod", "--agents", "60000000"], "<=6000000"],
    [["prod", "--agents", "0"], "registered agents in digits"],
    [["prod", "--agents", "1.5"], "expected int"],
    [["prod", "--load", "much"], "for example --load 5"],
    [["prod", "--load", "500"], "<=100"],
    [["prod", "finances"], "too many arguments"],
    [[], "missing required argument 'environment'"],
  ])("%j answers 2 and says what is right", async (args, words) => {
    const { code, out, err } = await capacity(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test("--help has examples and exit codes", async () => {
    const { code, out } = await capacity("--help");
    expect(code).toBe(0);
    expect(out).toContain("capacity prod --agents 5000000 --load 5");
    expect(out).toContain("Exit codes:");
  });
});
