import { readFileSync } from "node:fs";
import { join } from "node:path";
import { thisProject } from "../../cli/project";
import { RULES } from "../../policies/rules/rules";
import { EXAMPLES_FILE, ruleExamples } from "./examples";

test("the examples that explain shows are what the cases say; npm run generate writes them", () => {
  expect(readFileSync(join(thisProject().root, EXAMPLES_FILE), "utf8")).toBe(ruleExamples());
});

test("every rule has a good and a bad example that differ, and changes that it catches", () => {
  const examples: Record<string, { good: string[]; bad: string[]; catches: string[] }> = JSON.parse(ruleExamples());
  expect(Object.keys(examples)).toEqual(RULES.map(({ id }) => id));
  for (const [rule, { good, bad, catches }] of Object.entries(examples)) {
    expect({ rule, same: good.join() === bad.join() }).toEqual({ rule, same: false });
    expect(catches.length).toBeGreaterThanOrEqual(2);
  }
});
