import fc from "fast-check";
import { fieldName, MistakesError, mistake, mistakesText, sortMistakes, warning } from "../../fleet/mistakes";

const at = (file: string, line: number, column: number) => ({ file, line, column });

test("mistakes are sorted by file, then line, then column, as numbers", () => {
  const places = [at("b.yaml", 1, 1), at("a.yaml", 10, 2), at("a.yaml", 9, 30), at("a.yaml", 9, 4)];
  const sorted = sortMistakes(places.map((each) => mistake(each, "f", "w", "x")));
  expect(sorted.map((each) => `${each.at.file}:${each.at.line}:${each.at.column}`)).toEqual([
    "a.yaml:9:4",
    "a.yaml:9:30",
    "a.yaml:10:2",
    "b.yaml:1:1",
  ]);
});

test("the order in which mistakes were found does not show", () => {
  const word = fc.constantFrom("p", "q");
  const place = fc.record({ file: word, line: fc.constantFrom(1, 2), column: fc.constantFrom(1, 2) });
  const any = fc
    .tuple(place, word, word, word)
    .map(([where, field, wrong, write]) => mistake(where, field, wrong, write));
  const shuffled = fc
    .array(any, { maxLength: 12 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(mistakesText(other)).toBe(mistakesText(one));
    }),
  );
});

test("the same mistake found twice is told once", () => {
  const same = mistake(at("a.yaml", 1, 1), "f", "w", "x");
  expect(sortMistakes([same, { ...same }])).toEqual([same]);
});

test("a report counts mistakes and files, and marks warnings, which it does not count", () => {
  const mistakes = [
    warning(at("a.yaml", 2, 1), "g", "Odd.", "Look."),
    mistake(at("a.yaml", 1, 1), "f", "Wrong.", "Write it."),
    mistake(at("b.yaml", 1, 1), "f", "Wrong.", "Write it."),
  ];
  expect(mistakesText(mistakes)).toBe(
    "a.yaml:1:1  f\n  Wrong.\n  Write it.\n\na.yaml:2:1  g  (warning)\n  Odd.\n  Look.\n\nb.yaml:1:1  f\n  Wrong.\n  Write it.\n\n2 mistakes in 2 files. Nothing was written.\n",
  );
  expect(mistakesText(mistakes.slice(1, 2))).toContain("\n1 mistake in 1 file. Nothing was written.\n");
  expect(mistakesText(mistakes.slice(0, 1))).not.toContain("Nothing was written");
  expect(new MistakesError(mistakes).mistakes).toEqual(sortMistakes(mistakes));
});

test("a value in a message cannot steer the terminal that shows it", () => {
  const text = mistakesText([mistake(at("a.yaml", 1, 1), "f", "\u001B[2Jgone\u202E is wrong.", "x")]);
  expect(text).toContain("\\u{1b}[2Jgone\\u{202e} is wrong.");
});

test("a field is written as in the file", () => {
  expect(fieldName(["shards", 0, "emailDomains", 2])).toBe("shards[0].emailDomains[2]");
  expect(fieldName([])).toBe("");
});
