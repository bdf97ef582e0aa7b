import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import fc from "fast-check";
import { parse } from "yaml";
import { reportPage } from "../../../../cli/generate-report-page";
import { readAddress, writeAddress } from "../../../../policies/reports/html/page/address";
import { FACETS, folded, NOTHING_WANTED, shows, wantsAnything } from "../../../../policies/reports/html/page/filter";
import { yamlText } from "../../../../policies/reports/html/page/yaml";
import { SCRIPT, STYLE } from "../../../../policies/reports/html/page.generated";

const ROOT = join(__dirname, "..", "..", "..", "..");

test("the page's script and style are what their modules make: run npm run generate", () => {
  const file = join("policies", "reports", "html", "page.generated.ts");
  expect(readFileSync(join(ROOT, file), "utf8")).toBe(reportPage(ROOT));
});

test("the script is one that a browser reads, without modules, and closes no element", () => {
  expect(() => new Script(SCRIPT)).not.toThrow();
  expect(SCRIPT).not.toMatch(/^\s*(import|export)\b/m);
  expect(`${SCRIPT}${STYLE}`).not.toMatch(/<\/(script|style)|<!--/i);
});

const YAML_TEXTS = [
  "plain",
  "yes",
  "~",
  "0440",
  "1e3",
  "12:30",
  "2026-11-24",
  "- dash",
  "key: value",
  "# no comment",
  "trailing ",
  "a\nb",
  "a\nb\n",
  "a\nb\n\n",
  "\n",
  "\n\n",
  "  indented\nfirst",
  "tab\tin\nit",
  "a\n\n  b\n# c\n",
  "a\r\nb",
  "</script>",
  "\u202eleft\n",
  "le\u202eft",
  "\u2028",
  "é à ç",
  "",
  "- a\n- b\n",
  "---\n...\n",
  "a \n b\n",
];

test.each(YAML_TEXTS)("the text %j comes back from its YAML, by itself, as a key and in a list", (text) => {
  for (const value of [text, { key: text }, { list: [text, { deeper: text }] }, [[text]], { [text]: text }])
    expect(parse(yamlText(value), { version: "1.2" })).toEqual(value);
  expect(parse(yamlText({ key: text }), { version: "1.1" })).toEqual({ key: text });
  expect(yamlText({ [text]: text })).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test("any data comes back from its YAML, and none of it is hidden or turned around", () => {
  const leaf = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.integer(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...YAML_TEXTS)), tie("tree"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = yamlText(value);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(parse(text, { version: "1.2", uniqueKeys: false })).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

test("a file in an object is shown line by line", () => {
  expect(yamlText({ data: { "app.yaml": "one: 1\ntwo:\n  - 2\n" } })).toBe(
    "data:\n  app.yaml: |\n    one: 1\n    two:\n      - 2\n",
  );
});

test("a link brings back what was searched, the place and the language, whatever they are", () => {
  const text = fc.string({ unit: "grapheme" });
  const wanted = fc.record({ text, document: text, state: text, severity: text, perimeter: text });
  const address = fc.record({ target: text, wanted, language: fc.constantFrom("fr" as const, "en" as const) });
  fc.assert(fc.property(address, (given) => expect(readAddress(writeAddress(given))).toEqual(given)));
});

test("a link that nobody made shows the whole page", () => {
  for (const hash of ["", "#", "#?", "#?unknown=1&lang=de", "#?%"])
    expect(readAddress(hash)).toEqual({ target: "", wanted: NOTHING_WANTED, language: "fr" });
  expect(readAddress("#%E0%A4%A")).toMatchObject({ target: "%E0%A4%A" });
});

test("a search asks for every word, without case and accents", () => {
  const item = { text: folded("Écart\u00a0: Réseau  fermé"), facets: {} };
  const found = (text: string) => shows({ ...NOTHING_WANTED, text })(item);
  expect(["", " ", "ecart", "ÉCART", "ferme reseau", "art : rés"].map(found)).toEqual(Array(6).fill(true));
  expect(["ecarts", "reseau ouvert"].map(found)).toEqual([false, false]);
});

test.each(FACETS)("the filter %s lets through what has it, and what has no word on it", (facet) => {
  const wanted = { ...NOTHING_WANTED, [facet]: "one" };
  const verdicts = [["one"], ["two", "one"], ["two"], [], undefined].map((values) =>
    shows(wanted)({ text: "", facets: values === undefined ? {} : { [facet]: values } }),
  );
  expect(verdicts).toEqual([true, true, false, false, true]);
  expect([wantsAnything(wanted), wantsAnything(NOTHING_WANTED)]).toEqual([true, false]);
});
