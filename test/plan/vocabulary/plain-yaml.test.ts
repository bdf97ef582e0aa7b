import * as fc from "fast-check";
import { parse, stringify } from "yaml";
import { plainYaml } from "../../../plan/vocabulary/plain-yaml";
import { prodPlan } from "../../policies/prod-plan";

/** As the stacks write configurations. */
const written = (value: unknown) =>
  stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });

function read(text: string, version: "1.1" | "1.2"): unknown {
  try {
    const value: unknown = parse(text, { version, merge: version === "1.1" });
    return value;
  } catch {
    return "no YAML";
  }
}

/** Where it answers, it answers what both YAMLs read. */
function agrees(text: string): boolean {
  const found = plainYaml(text);
  if (found === undefined) return false;
  expect({ text, value: found.value }).toEqual({ text, value: read(text, "1.1") });
  expect({ text, value: found.value }).toEqual({ text, value: read(text, "1.2") });
  return true;
}

const SAMPLE = `server_name: "agent.tchap.gouv.fr"
listeners:
  - port: 8008
    names:
      - "client"
      - "federation"
    tls: false
# What is limited.
rc_login:
  address:
    per_second: 0.5
    burst: -9
  none: []
"quoted key": {}
`;

test("a configuration is read as a whole reader reads it", () => {
  expect(plainYaml(SAMPLE)?.value).toEqual(parse(SAMPLE));
});

test("nearly all that the plan's configurations hold is plain", async () => {
  const plan = await prodPlan();
  const texts = plan.objects
    .filter(({ object }) => object.kind === "ConfigMap")
    .flatMap(({ object }) => Object.entries(Object(object.data)))
    .flatMap(([file, text]) => (/\.ya?ml$/.test(file) && typeof text === "string" ? [text] : []));
  const plain = [...new Set(texts)].filter(agrees);
  expect(plain.length).toBeGreaterThan(0.9 * new Set(texts).size);
});

test("any data that is written as the stacks write it is read alike", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      agrees(written(value));
    }),
    { numRuns: 2000 },
  );
});

/** What YAML makes something of. */
const SIGNS = [
  ..."\t\r\n -:#,[]{}&*!|>'\"%@`?~=<yn0._\\/e",
  "- ",
  ": ",
  "\n  ",
  "<<",
  "--- ",
  "yes",
  "0x1",
  "017",
  "1:30",
];

test("a text that anything was put into, or taken out of, is read alike or left to a whole reader", () => {
  const change = fc.record({
    at: fc.nat(SAMPLE.length),
    drop: fc.nat(12),
    put: fc.oneof(fc.constantFrom(...SIGNS), fc.string({ maxLength: 3, unit: "binary" })),
  });
  let plain = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = changes.reduce((all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop), SAMPLE);
      plain += agrees(text) ? 1 : 0;
    }),
    { numRuns: 4000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test.each([
  ["a word", "a: word\n"],
  ["a word that is true to YAML 1.1", "a: yes\n"],
  ["a key that is", 'on: "a"\n'],
  ["an octal number", "a: 0440\n"],
  ["a number of base sixty", "a: 1:30\n"],
  ["a key twice", "a: 1\na: 2\n"],
  ["a merge", "<<: {}\n"],
  ["an anchor", "a: &b {}\n"],
  ["an alias", "a: *b\n"],
  ["a tag", 'a: !!str "b"\n'],
  ["a block of text", "a: |\n  b\n"],
  ["a text that goes on", 'a: "b\n  c"\n'],
  ["a comment behind a value", 'a: "b" # c\n'],
  ["a flow", "a: [1, 2]\n"],
  ["a tab", "a:\n\tb: 1\n"],
  ["several documents", "a: 1\n---\nb: 2\n"],
  ["a list at its key's own depth", 'a:\n- "b"\n'],
  ["a line that is too deep", "a: 1\n  b: 2\n"],
  ["nothing", ""],
  ["nesting without end", "- ".repeat(100_000)],
])("%s is left to a whole reader", (_, text) => {
  expect(plainYaml(text)).toBeUndefined();
});
