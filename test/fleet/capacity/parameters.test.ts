import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PARAMETERS } from "../../../fleet/capacity/parameters";

const FOLDER = join(__dirname, "..", "..", "..", "fleet", "capacity");

test.each(Object.entries(PARAMETERS))(
  "%s has a unit, a source or the word assumption, and a reason",
  (_, parameter) => {
    const { value, unit, source, why } = parameter;
    expect(value).toBeGreaterThan(0);
    for (const text of [unit, source, why]) expect(text.trim().length).toBeGreaterThan(0);
    if (/assum/i.test(source)) expect(source).toBe("assumption");
  },
);

test("no other file of the model holds a number that is not arithmetic", () => {
  // Units (tenths, hundredths, thousandths, KiB, seconds of an hour, MB, months and days of a year), the first process,
  // rounding.
  const ARITHMETIC = new Set(["0", "1", "2", "10", "12", "100", "365", "1000", "1024", "1e6", "3600", "1e-9", "3"]);
  const found = readdirSync(FOLDER)
    .filter((file) => file !== "parameters.ts")
    .flatMap((file) => {
      const code = readFileSync(join(FOLDER, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*|"[^"]*"/g, "");
      return (code.match(/(?<![\w.])\d[\d_]*(\.\d+)?(e-?\d+)?/g) ?? []).map((number) => `${file} ${number}`);
    })
    .filter((each) => !ARITHMETIC.has(each.split(" ")[1] ?? ""));
  expect(found).toEqual([]);
});
