import fc from "fast-check";
import { type Component, endOf, READ_ON } from "../../policies/components/component";
import { IMAGES } from "../../policies/components/images";
import { CHARTS, KUBERNETES } from "../../policies/components/platform";
import { TOOLS } from "../../policies/components/tools";
import { judge } from "../../policies/engine/judge";
import SUP03 from "../../policies/rules/supply/SUP-03-signatures-verified";
import SUP05 from "../../policies/rules/supply/SUP-05-mended-by-their-makers";
import { prodPlan } from "./prod-plan";
import { smallPlan } from "./small-plan";

const ALL: readonly (readonly [string, Component])[] = [
  ["Kubernetes", KUBERNETES],
  ...Object.entries(IMAGES),
  ...Object.entries(CHARTS),
  ...Object.entries(TOOLS),
];

const component = (ends: Record<string, string>): Component => ({
  title: "Thing",
  licence: "MIT",
  home: "https://example.org/",
  support: { ends, source: "https://example.org/" },
});

describe.each(ALL)("%s", (_, { licence, home, support }) => {
  test("has a licence, a home, and a source for what is known of its end", () => {
    expect(licence).toMatch(/^[\w.+-]+(?: (?:AND|OR) [\w.+-]+)*$/);
    for (const place of [home, support.source]) expect(place).toMatch(/^https:\/\/|^[\w/-]+\.md$/);
  });

  test("has days of the calendar, or says why it has none", () => {
    if (!("ends" in support)) return expect(support.unknown.length).toBeGreaterThan(10);
    const days = Object.values(support.ends);
    expect(days).not.toEqual([]);
    expect(days.map((day) => new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10))).toEqual(days);
  });
});

describe("a version", () => {
  const thing = component({ "1": "2026-01-01", "1.2": "2027-01-01", "17": "2029-11-08" });

  test.each([
    ["1.2", "2027-01-01"],
    ["v1.2.3-alpine", "2027-01-01"],
    ["1.20.1", "2026-01-01"],
    ["17.11-202608310816-standard-bookworm", "2029-11-08"],
    ["17-bookworm", "2029-11-08"],
  ])("%s is of the longest line that it begins with", (version, day) => {
    expect(endOf(thing, version)).toEqual({ is: "known", day });
  });

  test.each(["170.1", "2.0", "latest", "", "dinsic"])("%s is of no line, and that is said", (version) => {
    expect(endOf(thing, version)).toEqual({ is: "unrecorded" });
  });

  test("of a line ends with it, whatever follows", () => {
    fc.assert(
      fc.property(fc.nat(99), fc.array(fc.nat(99)), (major, rest) => {
        const ends = { [String(major)]: "2030-01-01" };
        expect(endOf(component(ends), [major, ...rest].join("."))).toEqual({ is: "known", day: "2030-01-01" });
        expect(endOf(component(ends), [major + 100, ...rest].join("."))).toEqual({ is: "unrecorded" });
      }),
    );
  });
});

describe("SUP-05 by the clock", () => {
  const objectsOn = async (today: string) => {
    const [verdict] = judge(await prodPlan(), [SUP05], today).verdicts;
    return verdict?.findings.map(({ object }) => object);
  };

  test("finds in prod what had ended when the dates were read, and no more", async () => {
    expect(await objectsOn(READ_ON)).toEqual(["Kubernetes 1.34", "image sydent dinsic-1"]);
  });

  test("finds nothing of Kubernetes on its last day, and something on the next", async () => {
    expect(await objectsOn("2026-10-27")).not.toContain("Kubernetes 1.34");
    expect(await objectsOn("2026-10-28")).toContain("Kubernetes 1.34");
  });

  test("finds PostgreSQL once its own support has ended", async () => {
    expect((await objectsOn("2029-11-09"))?.some((object) => object.startsWith("image postgres 17"))).toBe(true);
  });

  test("leaves undetermined what has no published end, and says why", async () => {
    const [verdict] = judge(await prodPlan(), [SUP05], READ_ON).verdicts;
    const synapse = verdict?.undetermined.find(({ object }) => object.startsWith("image synapse "));
    expect(synapse?.message).toContain("only the latest release is mended");
  });
});

describe("SUP-03", () => {
  const none = { by: "none", source: "test" } as const;
  const outcome = (facts: Parameters<typeof smallPlan>[0]["facts"]) =>
    judge(smallPlan({ facts }), [SUP03], READ_ON).verdicts[0]?.outcome;

  test("is undetermined where the platform verifies, since no plan shows it", () => {
    expect(outcome({ signatures: { by: "platform", signer: "key", source: "test" } })).toBe("undetermined");
  });

  test("fails where nobody does in production, and is undetermined elsewhere", () => {
    expect(outcome({ signatures: none })).toBe("failed");
    expect(outcome({ signatures: none, tier: "development" })).toBe("undetermined");
  });
});
