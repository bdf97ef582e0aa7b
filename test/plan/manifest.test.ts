import fc from "fast-check";
import { stringify } from "yaml";
import { isAmbiguous, readManifest } from "../../plan/manifest";

const SOURCE = "# Source: shard/templates/homeserver/service.yaml";

/** A manifest of one object with this YAML as a value. */
const holding = (yaml: string) => `---\n${SOURCE}\napiVersion: v1\nkind: A\nmetadata:\n  name: first\nvalue: ${yaml}\n`;
const read = (yaml: string) => readManifest(holding(yaml))[0]?.object.value;

// How sigs.k8s.io/yaml 1.6.0, which the API server's clients use, reads each: another value than YAML 1.2's, or an error.
const DISAGREED = [
  "0440",
  "-0755",
  "0o17",
  "-0o17",
  "0b101",
  "-0x1F",
  "yes",
  "No",
  "on",
  "OFF",
  "y",
  "N",
  "1_000",
  "1_000.5",
  "-_1",
  "0_x1",
  "12:30:00",
  "190:20:30.15",
  "2024-01-01",
  "2024-01-01T00:00:00Z",
  "1e3",
  "1.5E+3",
  "1.048576e+08",
  ".inf",
  ".NaN",
  "9007199254740993",
  "12345678901234567890",
];

test.each(DISAGREED)(
  "%s, which readers of YAML take for different things, is refused with the template's name",
  (plain) => {
    expect(() => readManifest(holding(plain))).toThrow(`templates/homeserver/service.yaml: ${plain} means`);
    expect(() => readManifest(holding(`[a, {b: ${plain}}]`))).toThrow(`${plain} means`);
  },
);

test.each(DISAGREED)("%s in quotes is a text like any other", (plain) => {
  expect(read(JSON.stringify(plain))).toBe(plain);
  expect(read(`'${plain}'`)).toBe(plain);
  expect(read(`|-\n  ${plain}`)).toBe(plain);
});

test.each(["yes", "0440", "1e3", "<<"])("the key %s is refused too", (key) => {
  expect(() => readManifest(`${SOURCE}\napiVersion: v1\nkind: A\nmetadata:\n  name: first\n${key}: a\n`)).toThrow(key);
});

test.each([
  ["0", 0],
  ["288", 288],
  ["-1", -1],
  ["0.5", 0.5],
  ["true", true],
  ["null", null],
  ["500m", "500m"],
  ["10.64.0.0/12", "10.64.0.0/12"],
  ["a:b", "a:b"],
  ["1.2.3", "1.2.3"],
  ["registry.example/a:v1_2@sha256:0a", "registry.example/a:v1_2@sha256:0a"],
  ["yesterday", "yesterday"],
])("%s is read as every reader reads it", (plain, value) => {
  expect(read(plain)).toBe(value);
});

test.each(["!!binary aGk=", '!!int "3"', "!own a", "!!set {a}"])("the tag of %s is refused", (yaml) => {
  expect(() => readManifest(holding(yaml))).toThrow(/templates\/homeserver\/service\.yaml: /);
});

test("broken YAML is refused with the template's name", () => {
  expect(() => readManifest(holding("[a, b"))).toThrow(/^templates\/homeserver\/service\.yaml: not YAML/);
});

test("a key that stands twice is refused, since readers keep one or the other", () => {
  expect(() => readManifest(holding("a\nvalue: b"))).toThrow(
    /^templates\/homeserver\/service\.yaml: not YAML: .*unique/,
  );
});

test.each([
  ["a text", "just a text", "it is no mapping"],
  ["a page", "<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>", "it is no mapping"],
  ["a list", "- a", "it is no mapping"],
  ["an object without kind", "apiVersion: v1\nmetadata: {name: first}", "it has no text as kind"],
  ["an object without apiVersion", "kind: A\nmetadata: {name: first}", "it has no text as apiVersion"],
  ["an object without a name", "apiVersion: v1\nkind: A\nmetadata: {}", "it has no text as metadata.name"],
  ["an object with an empty name", 'apiVersion: v1\nkind: A\nmetadata: {name: ""}', "it has no text as metadata.name"],
  [
    "an object whose name is a number",
    "apiVersion: v1\nkind: A\nmetadata: {name: 12}",
    "it has no text as metadata.name",
  ],
  [
    "an object in a namespace that is a number",
    "apiVersion: v1\nkind: A\nmetadata: {name: a, namespace: 12}",
    "its metadata.namespace is no text",
  ],
])("%s is no Kubernetes object and is refused, not passed over", (_, yaml, why) => {
  expect(() => readManifest(`---\n${SOURCE}\n${yaml}\n`)).toThrow(
    `templates/homeserver/service.yaml: a document is no Kubernetes object: ${why}.`,
  );
});

test("several documents come back in order, each with its template, empty ones left out", () => {
  const object = (name: string) => `apiVersion: v1\nkind: A\nmetadata: {name: ${name}}\n`;
  const manifest = `---\n# Source: shard/templates/a.yaml\n${object("one")}---\n# Source: shard/templates/empty.yaml\n---\n# Source: shard/templates/deep/b.yaml\n${object("two")}---\n${object("three")}`;
  expect(readManifest(manifest).map(({ template, object }) => [template, object.metadata.name])).toEqual([
    ["templates/a.yaml", "one"],
    ["templates/deep/b.yaml", "two"],
    ["unknown template", "three"],
  ]);
  expect(readManifest("")).toEqual([]);
});

/** Data as charts hold it: whole numbers and eighths, which every printer writes without an exponent. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, ...DISAGREED),
    fc.integer(),
    fc.integer().map((eighths) => eighths / 8),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...DISAGREED)), tie("json"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

test("any object printed as JSON, or with its texts in quotes, reads back as it was", () => {
  fc.assert(
    fc.property(json, (spec) => {
      const object = { apiVersion: "v1", kind: "A", metadata: { name: "first" }, spec };
      const quoted = stringify(object, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "QUOTE_DOUBLE" });
      for (const text of [quoted, JSON.stringify(object)])
        expect(readManifest(text).map((each) => each.object)).toEqual([object]);
    }),
    { numRuns: 300 },
  );
});

test("a word that holds a letter beyond those of numbers is never ambiguous, or labels could not be written", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[g-mp-w][a-z0-9.-]{3,20}$/), (word) => {
      expect(isAmbiguous(word)).toBe(false);
    }),
  );
});

/** Aliases of aliases: nine levels of nine are 387 million texts. */
const BOMB = `a0: &a0 [x, x, x, x, x, x, x, x, x]
${Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]`).join("\n")}`;

test.each([
  ["bytes that are no text", "\u007fELF\u0002\u0001\u0000\u0000", "what it prints is no text: line 3 holds"],
  ["bytes that are no UTF-8", "a: \ufffd\ufffd", "what it prints is no text: line 3 holds"],
  ["YAML that a tab indents", "apiVersion: v1\nkind: A\nmetadata:\n\tname: first", "not YAML: Tabs are not allowed"],
  [
    "aliases without end",
    `apiVersion: v1\nkind: A\nmetadata: {name: first}\n${BOMB}`,
    "cannot be read as YAML: Excessive",
  ],
  ["brackets without end", "[".repeat(200_000), "nests deeper"],
  ["brackets without end, a line each", "a: [\n  ".repeat(2_000), "nests deeper"],
  ["lists of lists without end", "- ".repeat(200_000), "nests deeper"],
  ["keys of keys without end", "? ".repeat(200_000), "nests deeper"],
  [
    "mappings of mappings without end",
    Array.from({ length: 2_000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    "nests deeper",
  ],
])("%s in a manifest are refused, with the template's name", (_, text, why) => {
  const before = `---\n# Source: shard/templates/postgres/first.yaml\napiVersion: v1\nkind: A\nmetadata:\n  name: first\n`;
  expect(() => readManifest(`---\n${SOURCE}\n${text}\n`)).toThrow(`templates/homeserver/service.yaml: ${why}`);
  expect(() => readManifest(`${before}---\n${SOURCE}\n${text}\n`)).toThrow("templates/homeserver/service.yaml");
});

test("what only looks deep is read: brackets in texts, wide texts, a long list", () => {
  const texts = ["[".repeat(500), "{ ".repeat(500), "- ".repeat(500), " ".repeat(500)];
  for (const text of texts) {
    expect(read(JSON.stringify(text))).toBe(text);
    expect(read(`|-\n  a\n  ${text}`)).toBe(`a\n${text}`);
  }
  expect(read(`[${"[], ".repeat(500)}]`)).toHaveLength(500);
});
