import fc from "fast-check";
import { readSource } from "../../../fleet/load/source";
import { LARGEST_FILE_BYTES } from "../../../fleet/load/text";
import { positionText } from "../../../fleet/mistakes";

const FILE = "environments/x/perimeters/y.yaml";

function read(content: string | Uint8Array) {
  return readSource(typeof content === "string" ? Buffer.from(content) : content, FILE);
}

/** Mistakes as "line:column field: wrong / write". */
function told(content: string | Uint8Array): string[] {
  const { source, mistakes } = read(content);
  expect(source === undefined).toBe(mistakes.length > 0);
  return mistakes.map(({ at, field, wrong, write }) => `${at.line}:${at.column} ${field}: ${wrong} / ${write}`);
}

test("a key that stands twice is told at the second place, and names the first", () => {
  expect(told("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")).toEqual([
    `5:3 b.c: This key stands twice, first at ${FILE}:3:3. / Keep one of the two.`,
  ]);
});

test("a key that stands twice is found under other quotes and inside braces", () => {
  expect(told("\"a b\": 1\n'a b': 2\n")).toEqual([
    `2:1 a b: This key stands twice, first at ${FILE}:1:1. / Keep one of the two.`,
  ]);
  expect(told("- {x: 1, x: 2}\n")).toEqual([
    `1:10 [0].x: This key stands twice, first at ${FILE}:1:4. / Keep one of the two.`,
  ]);
});

test("an alias is refused with its anchor, each at its own sign", () => {
  expect(told("a: &x 1\nb: *x\n")).toEqual([
    "1:4 a: There is an anchor (&x). / Remove it; aliases are not read.",
    "2:4 b: There is an alias (*x). / Write the value out where it is needed.",
  ]);
});

test("an alias of nothing is refused as an alias", () => {
  expect(told("b:\n  - *nothing\n")).toEqual([
    "2:5 b[0]: There is an alias (*nothing). / Write the value out where it is needed.",
  ]);
});

test("a merge key is refused, with and without an alias", () => {
  expect(told("b:\n  <<: {q: 1}\n")).toEqual([
    "2:3 b.<<: There is a merge key (<<). / Write the fields out; each file says all that it means.",
  ]);
  expect(told("a: &x {q: 1}\nb: {<<: *x}\n")).toEqual([
    "1:4 a: There is an anchor (&x). / Remove it; aliases are not read.",
    "2:5 b.<<: There is a merge key (<<). / Write the fields out; each file says all that it means.",
    "2:9 b.<<: There is an alias (*x). / Write the value out where it is needed.",
  ]);
});

test("an alias bomb is refused without being unfolded", () => {
  const names = [..."abcdefghijklm"];
  const lines = names.map((name, index) => {
    const before = names[index - 1];
    return `${name}: &${name} [${Array(9)
      .fill(before ? `*${before}` : "x")
      .join(", ")}]`;
  });
  const mistakes = told(lines.join("\n"));
  expect(mistakes).toHaveLength(names.length + 9 * (names.length - 1));
  expect(mistakes[1]).toBe("2:4 b: There is an anchor (&b). / Remove it; aliases are not read.");
  expect(mistakes[2]).toBe("2:8 b[0]: There is an alias (*a). / Write the value out where it is needed.");
});

test.each([
  ["a: !secret x\n", "1:4 a: There is a tag (!secret). / Remove it; types come from the schema."],
  ["a: {b: !secret x}\n", "1:8 a.b: There is a tag (!secret). / Remove it; types come from the schema."],
  ["a: !!binary aGk=\n", "1:4 a: There is a tag (tag:yaml.org,2002:binary). / Remove it; types come from the schema."],
  [
    "a: !<tag:yaml.org,2002:js/function> x\n",
    "1:4 a: There is a tag (tag:yaml.org,2002:js/function). / Remove it; types come from the schema.",
  ],
  ["a: !e!foo bar\n", "1:4 a: This is not YAML: Could not resolve tag: !e!foo. / Mend the syntax here."],
])("a custom tag is refused at its sign: %j", (text, expected) => {
  expect(told(text)).toEqual([expected]);
});

test("a tab is refused where it stands, once in each line", () => {
  expect(told("a:\n\tb: 1\nc: x\ty\tz\n")).toEqual([
    "2:1 a: There is a tab character. / Write spaces, two for each level.",
    "3:5 c: There is a tab character. / Write spaces, two for each level.",
  ]);
});

test("a file that is not UTF-8 is told at the first character that is not", () => {
  expect(told(Buffer.from("a: 1\ntitle: Économie\n", "latin1"))).toEqual([
    `2:8 ${FILE}: The file is not UTF-8, from here on. / Save it again encoded as UTF-8.`,
  ]);
  expect(told(Buffer.from("\uFEFFa: 1\n", "utf16le"))).toEqual([
    `1:1 ${FILE}: The file is not UTF-8, from here on. / Save it again encoded as UTF-8.`,
  ]);
});

test("a NUL, a byte order mark and marks that change the reading direction are refused where they stand", () => {
  expect(told("a: 1\nb: x\0y\n")).toEqual(["2:5 b: There is a NUL character (U+0000). / Delete it."]);
  expect(told("\uFEFFa: 1\n")).toEqual([`1:1 ${FILE}: There is a byte order mark (U+FEFF). / Delete it.`]);
  expect(told("a: x\u202Ey\n")).toEqual(["1:5 a: There is an invisible character (U+202E). / Delete it."]);
  expect(told("a: x\u200By\n")).toEqual(["1:5 a: There is an invisible character (U+200B). / Delete it."]);
});

test("several documents are refused at the second", () => {
  const expected = `There is a second document (---). / Keep one document in each file.`;
  expect(told("a: 1\n---\nb: 2\n")).toEqual([`2:1 ${FILE}: ${expected}`]);
  expect(told("---\n---\nb: 2\n")).toEqual([`2:1 ${FILE}: ${expected}`]);
});

test("a second document does not hide what is wrong in the first", () => {
  expect(told("a: no\n---\nb: 2\n")).toEqual([
    '1:4 a: no is a boolean for YAML 1.1 and a word for YAML 1.2. / Write "no" for a text, or a plain decimal number, true or false.',
    `2:1 ${FILE}: There is a second document (---). / Keep one document in each file.`,
  ]);
});

test.each(["", "\n\n", "# only a comment\n", "---\n", "null\n", "~"])("an empty file is called empty: %j", (text) => {
  expect(told(text)).toEqual([
    `1:1 ${FILE}: The file is empty. / Fill it in (footprint schema shows its fields), or delete it.`,
  ]);
});

test.each([
  ["no", "is a boolean for YAML 1.1"],
  ["on", "is a boolean for YAML 1.1"],
  ["Yes", "is a boolean for YAML 1.1"],
  ["OFF", "is a boolean for YAML 1.1"],
  ["y", "is a boolean for YAML 1.1"],
  ["010", "is an octal number for YAML 1.1"],
  ["-0755", "is an octal number for YAML 1.1"],
  ["0o10", "is a number in another base than ten"],
  ["0x1F", "is a number in another base than ten"],
  ["0b11", "is a number in another base than ten"],
  ["1_000", "is a number for YAML 1.1 and a word"],
  ["12:30", "is a number in base sixty"],
  ["1e3", "is a number in scientific notation"],
  [".inf", "is not a finite number"],
])("the plain word %s, which YAML readers take for different things, is refused", (word, why) => {
  const [only, ...others] = told(`fields:\n  - ${word}\n`);
  expect(others).toEqual([]);
  expect(only).toContain(`2:5 fields[0]: ${word} ${why}`);
  expect(only).toContain(`/ Write "${word}" for a text`);
});

test("such a word is refused as a key too, and accepted in quotes", () => {
  expect(told("on: 1\n")[0]).toContain("1:1 on: on is a boolean for YAML 1.1");
  expect(read('a: "no"\nb: "010"\nc: [on-call, nobody, 10.0.0.0/8, 2026-02-28]\n').source?.value).toEqual({
    a: "no",
    b: "010",
    c: ["on-call", "nobody", "10.0.0.0/8", "2026-02-28"],
  });
});

test("a key that is no text is refused", () => {
  const expected = "This key is not a text. / Write the name of a field, in quotes if it is a number.";
  expect(told("a:\n  1: x\n")).toEqual([`2:3 a.?: ${expected}`]);
  expect(told("? [a, b]\n: 1\n")).toEqual([`1:3 ?: ${expected}`]);
  expect(told(": 1\n")).toEqual([`1:1 ?: ${expected}`]);
});

test("a directive is refused: it could turn the file into another YAML", () => {
  expect(told("%YAML 1.1\n---\na: 2024-03-01\n")).toEqual([
    `1:1 ${FILE}: There is a directive (%YAML 1.1). / Remove it; files are YAML 1.2.`,
  ]);
});

test("broken syntax is told with its field", () => {
  expect(told("a:\n  b: 1\n c: 2\n")).toEqual([
    "3:1 a.b: This is not YAML: All mapping items must start at the same column. / Mend the syntax here.",
  ]);
});

test.each(["[".repeat(100_000), "{a: ".repeat(20_000), `${"- ".repeat(50_000)}a`, `${" ".repeat(150)}a: 1`])(
  "nesting deeper than any field is refused before the parser follows it",
  (text) => {
    const [only, ...others] = told(text);
    expect(others).toEqual([]);
    expect(only).toContain(`${FILE}: The nesting is deeper than 100 levels.`);
  },
);

test("blanks and comments far to the right are no nesting", () => {
  const blanks = " ".repeat(150);
  expect(read(`a: 1\n${blanks}\n${blanks}# far\nb: [${"[], ".repeat(150)}]\n`).mistakes).toEqual([]);
});

test("a file larger than any person writes is refused unread", () => {
  expect(told(Buffer.alloc(LARGEST_FILE_BYTES + 1, "x"))).toEqual([
    `1:1 ${FILE}: The file has ${LARGEST_FILE_BYTES + 1} bytes. / Keep it under 1 MiB.`,
  ]);
});

test("fields are found by path: values, keys, the nearest parent of what is missing", () => {
  const { source } = read("shards:\n  - name: x\n    list: [a, b]\n");
  const at = (...path: PropertyKey[]) => source && positionText(source.at(path));
  const atKey = (...path: PropertyKey[]) => source && positionText(source.atKey(path));
  expect(at("shards", 0, "list", 1)).toBe(`${FILE}:3:15`);
  expect(atKey("shards", 0, "list")).toBe(`${FILE}:3:5`);
  expect(atKey("shards", 0, "list", 1)).toBe(`${FILE}:3:15`);
  expect(at("shards", 0, "missing", "deeper")).toBe(`${FILE}:2:5`);
  expect(at()).toBe(`${FILE}:1:1`);
});

test("a scalar can be asked for as it was written", () => {
  const { source } = read("version: 1.30\nquoted: 'x'\n");
  expect(source?.written(["version"])).toBe("1.30");
  expect(source?.written(["quoted"])).toBe("x");
  expect(source?.written(["none"])).toBeUndefined();
});

const WELL_PLACED = (content: Uint8Array) => {
  const { source, mistakes } = readSource(content, FILE);
  expect(source === undefined).toBe(mistakes.length > 0);
  for (const { at, field, wrong, write } of mistakes) {
    expect(at.file).toBe(FILE);
    expect(Math.min(at.line, at.column)).toBeGreaterThanOrEqual(1);
    expect([field, wrong, write]).not.toContain("");
  }
};

test("any bytes give either data or mistakes with place, field and words, and never throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), WELL_PLACED), { numRuns: 400 });
});

test("any text of YAML's own signs gives either data or mistakes with place, field and words, and never throws", () => {
  const sign = fc.constantFrom(..."ab01 \n\n:-?[]{},&*!|>'\"%#@`~<\t\0é", ": ", "- ", "<<: ", "---\n", "  ");
  const text = fc.array(sign, { maxLength: 60 }).map((signs) => Buffer.from(signs.join("")));
  fc.assert(fc.property(text, WELL_PLACED), { numRuns: 1500 });
});
