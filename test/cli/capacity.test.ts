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
    expect(out).toMatch(/^finances +45 000 +15\.5 +20 250 +50–72 +[\d.–]+ +[\d.–]+ +45 cores 180 GiB +790 +×3\.86$/m);
    expect(out).toMatch(/^elysee +400 +0\.1 +180 +monolith /m);
    expect(out).toMatch(/^ {2}interieur grows ×1\.04 at most \(events per second\); less than the load asks for: /m);
    expect(out).not.toMatch(/^ {2}social grows/m);
    expect(out).toMatch(/^ {2}pool serving 72 nodes: /m);
    expect(out).toContain("The size of a node is not declared");
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
      shards: [{ shard: "dev01", homeserver: "monolith" }, { shard: "dev02" }, { shard: "ext01" }],
      pools: [{ role: "data" }, { role: "serving" }],
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
