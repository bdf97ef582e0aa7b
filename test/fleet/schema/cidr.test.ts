import fc from "fast-check";
import { cidr, cidrsOverlap } from "../../../fleet/schema/cidr";

/** What the schema says of a text: its words, or nothing. */
function told(text: string): string[] {
  const result = cidr().safeParse(text);
  return result.error?.issues.map((issue) => issue.message) ?? [];
}

test.each(["10.64.0.0/12", "0.0.0.0/0", "192.0.2.25/32", "255.255.255.255/32", "128.0.0.0/1"])(
  "%s is an IPv4 range",
  (text) => {
    expect(told(text)).toEqual([]);
  },
);

test.each([
  ["10.64.0.0", "10.64.0.0 is not an IPv4 range: its mask is missing."],
  ["10.64.0.0/33", "10.64.0.0/33 is not an IPv4 range."],
  ["10.64.0.0/", "10.64.0.0/ is not an IPv4 range."],
  ["10.64.0.256/32", "10.64.0.256/32 is not an IPv4 range."],
  ["010.64.0.0/16", "010.64.0.0/16 is not an IPv4 range."],
  ["10.64.0/16", "10.64.0/16 is not an IPv4 range."],
  ["10.64.0.0/16/8", "10.64.0.0/16/8 is not an IPv4 range."],
  ["fd00::/8", "fd00::/8 is not an IPv4 range."],
  ["10.64.0.1/12", "10.64.0.1/12 has bits set after its mask."],
])("%s is refused", (text, wrong) => {
  expect(told(text)).toEqual([wrong]);
});

test("a range with bits after its mask is told with the range that it stands in", () => {
  const [issue] = cidr().safeParse("10.79.3.1/12").error?.issues ?? [];
  expect(issue).toMatchObject({ params: { write: "Write 10.64.0.0/12" } });
});

test.each([
  ["10.0.0.0/8", "10.64.0.0/12", true],
  ["10.64.0.0/12", "10.80.0.0/16", false],
  ["10.64.0.0/12", "10.79.255.255/32", true],
  ["0.0.0.0/0", "255.255.255.255/32", true],
  ["192.0.2.0/25", "192.0.2.128/25", false],
  ["not a range", "10.0.0.0/8", false],
])("%s and %s share addresses: %s", (one, other, expected) => {
  expect(cidrsOverlap(one, other)).toBe(expected);
  expect(cidrsOverlap(other, one)).toBe(expected);
});

/** Ranges of /24 to /32 in two neighbouring /24s, so that many of them meet. */
const range = fc.tuple(fc.integer({ min: 24, max: 32 }), fc.integer({ min: 0, max: 511 })).map(([bits, last]) => {
  const base = last - (last % 2 ** (32 - bits));
  return { base, size: 2 ** (32 - bits), text: `10.0.${Math.floor(base / 256)}.${base % 256}/${bits}` };
});

test("ranges overlap exactly where one address is in both, whichever is named first", () => {
  fc.assert(
    fc.property(range, range, (one, other) => {
      const addresses = new Set(Array.from({ length: one.size }, (_, index) => one.base + index));
      const shared = Array.from({ length: other.size }, (_, index) => other.base + index).some((each) =>
        addresses.has(each),
      );
      expect(cidrsOverlap(one.text, other.text)).toBe(shared);
      expect(cidrsOverlap(other.text, one.text)).toBe(shared);
      expect(told(one.text)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
