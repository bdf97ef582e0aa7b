import { forgedAddresses } from "../../../../policies/rules/synapse/forged-addresses";
import { pythonPattern } from "../../../../policies/rules/synapse/python-pattern";

/** Verdicts of Python 3.11's re.match. */
const MATCHES: readonly (readonly [string, string, boolean])[] = [
  ["a", "ba", false],
  ["a", "ab", true],
  ["a$", "a\n", true],
  ["a$", "a\n\n", false],
  ["a$", "a\r\n", false],
  [String.raw`a\Z`, "a\n", false],
  [String.raw`\Aa\Z`, "a", true],
  [".", "\n", false],
  [".", "\r", true],
  [".", "\u2028", true],
  [String.raw`\s`, "\x1c", true],
  [String.raw`\s`, "\x85", true],
  [String.raw`\s`, "\ufeff", false],
  [String.raw`\d`, "\u0663", true],
  [String.raw`\w`, "\u00e9", true],
  [String.raw`\w`, "\uff20", false],
  [String.raw`[\w.-]+\Z`, "a.\u0430-b", true],
  ["[]a]+", "]a", true],
  ["[^]a]", "]", false],
  ["[a-]", "-", true],
  ["[a-c]", "b", true],
  ["[^@]", "\u{1f600}", true],
  [String.raw`[^@]\Z`, "\u{1f600}", true],
  ["a|b", "b", true],
  ["(?:a|b){2}", "ab", true],
  ["(?P<name>a)", "a", true],
  [String.raw`a\.b`, "axb", false],
  ["a(?!b)", "ab", false],
];

test.each(MATCHES)("%s on %j: as Python, %s", (pattern, text, expected) => {
  expect(pythonPattern(pattern)?.matches(text)).toBe(expected);
});

test.each([
  "(?i)a",
  "(?i:a)",
  String.raw`(a)\1`,
  "(?<=a)b",
  "(?<!a)b",
  "a++",
  "a*+",
  "(?>a)",
  "a{,2}",
  "(",
  "[a",
  "\\",
  String.raw`\S`,
])("%s is not judged, rather than judged wrongly", (pattern) => {
  expect(pythonPattern(pattern)).toBeUndefined();
});

test.each([
  [String.raw`^a\Z`, true],
  [String.raw`^(?:a|b)\Z`, true],
  ["^a$", false],
  [String.raw`a\Z`, false],
  [String.raw`^a|b\Z`, false],
  [String.raw`^a\\Z`, false],
  [String.raw`^[|]\Z`, true],
])("%s is anchored: %s", (pattern, expected) => {
  expect(pythonPattern(pattern)?.anchored).toBe(expected);
});

test("an anchored pattern of plain characters lets an address in, and nothing forged", () => {
  const pattern = pythonPattern(String.raw`^[a-z0-9!#%&'*+/=?^_|~.-]+@([a-z0-9-]+\.)+[a-z]{2,}\Z`);
  expect(pattern?.matches("prenom.nom@finances.gouv.fr")).toBe(true);
  expect(forgedAddresses("finances.gouv.fr").filter((address) => pattern?.matches(address))).toEqual([]);
});
