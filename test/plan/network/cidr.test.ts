import fc from "fast-check";
import { mayHold, within } from "../../../plan/network/cidr";

/** Ranges of 10.0.0.0/24, so that every address can be tried. */
const small = fc
  .record({ base: fc.integer({ min: 0, max: 255 }), bits: fc.integer({ min: 24, max: 32 }) })
  .map(({ base, bits }) => ({ first: base - (base % 2 ** (32 - bits)), size: 2 ** (32 - bits), bits }));
type Small = { first: number; size: number; bits: number };

const text = ({ first, bits }: Small) => `10.0.0.${first}/${bits}`;
const has = ({ first, size }: Small, address: number) => first <= address && address < first + size;
const ADDRESSES = Array.from({ length: 256 }, (_, index) => index);

test("a block may hold an address of a range if one is in it and in no exception", () => {
  fc.assert(
    fc.property(small, fc.array(small, { maxLength: 4 }), small, (block, except, range) => {
      const held = ADDRESSES.some(
        (address) => has(block, address) && has(range, address) && !except.some((each) => has(each, address)),
      );
      expect(mayHold(text(block), except.map(text), text(range))).toBe(held);
    }),
  );
});

test("a range is within another if each of its addresses is", () => {
  fc.assert(
    fc.property(small, small, (inner, outer) => {
      const inside = ADDRESSES.every((address) => !has(inner, address) || has(outer, address));
      expect(within(text(inner), text(outer))).toBe(inside);
    }),
  );
});

test.each(["::/0", "fd00:ec2::254/128", "10.0.0.1", "10.0.0.0/33", "10.0.0.256/32", "", undefined])(
  "%s, which is no IPv4 range, may hold anything and is within nothing",
  (block) => {
    expect(mayHold(block, [], "169.254.0.0/16")).toBe(true);
    expect(within(block, "0.0.0.0/0")).toBe(false);
  },
);

test("an exception that is no IPv4 range excepts nothing", () => {
  expect(mayHold("0.0.0.0/0", ["169.254.0.0", "::/0"], "169.254.0.0/16")).toBe(true);
});
