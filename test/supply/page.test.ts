import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { differs, ended } from "../../cli/generate-supply-chain";
import type { Component } from "../../policies/components/component";
import { PAGE_FILE, page } from "./page";
import { TESTED } from "./tested";

const ROOT = join(__dirname, "..", "..");

test("is what the code generates: run npm run generate", () => {
  expect(readFileSync(join(ROOT, PAGE_FILE), "utf8")).toBe(page());
});

test("says which versions tests run, from the tests' own code", () => {
  const { synapse, garage, operator } = TESTED.images;
  expect(synapse.version).toMatch(/^1\.\d+\.\d+$/);
  expect(garage.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(operator.version).toMatch(/^v1\.\d+\.\d+$/);
  expect(TESTED.platform.version).toMatch(/^v1\.\d+\.\d+$/);
});

describe("a tested version", () => {
  const ran = (version: string | undefined) => ({ version, by: "a test" });

  test.each([
    ["1.34", "v1.34.2", "no"],
    ["v1.163.2-1", "1.163.2", "no"],
    ["v2.4.1", "2.5.0", "yes"],
    ["1.3", "1.34.2", "yes"],
    ["latest", "Debian bookworm's squid", "yes"],
    ["1.26.0", undefined, "–"],
  ])("pinned %s, tested %s: %s", (pinned, tested, expected) => {
    expect(differs(pinned, ran(tested))).toBe(expected);
  });

  test("is the pinned one when they are the same text, and is not when a number is other", () => {
    const version = fc.array(fc.nat(99), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
    fc.assert(
      fc.property(version, fc.nat(99), (text, last) => {
        expect(differs(text, ran(text))).toBe("no");
        expect(differs(`${text}.${last}`, ran(`${text}.${last + 1}`))).toBe("yes");
      }),
    );
  });
});

test("what has ended is what ended before the day, by the line of its version", () => {
  const component: Component = {
    title: "Thing",
    licence: "MIT",
    home: "https://example.org/",
    support: { ends: { "1": "2026-11-24", "1.2": "2026-11-23", "2": "2027-01-01" }, source: "https://example.org/" },
  };
  const rows = ["1.1", "1.2.3", "2.0", "3.0"].map((version) => ({
    component,
    version,
    where: "",
    tested: { version: undefined, by: "" },
  }));
  expect(ended(rows, "2026-11-24")).toEqual(["- Thing 1.2.3: 2026-11-23"]);
});
