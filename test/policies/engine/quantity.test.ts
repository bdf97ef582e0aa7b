import fc from "fast-check";
import { compile } from "../../../policies/engine/cel";
import { quantity } from "../../../policies/engine/quantity";

test.each([
  ["0", 0],
  ["1", 1000],
  ["500m", 500],
  ["0.5", 500],
  ["1.5Gi", 1.5 * 1024 ** 3 * 1000],
  ["1k", 1e6],
  ["1Ki", 1_024_000],
  ["2M", 2e9],
  ["1Mi", 1024 ** 2 * 1000],
  ["1G", 1e12],
  ["1T", 1e15],
  ["1Ti", 1024 ** 4 * 1000],
])("%s is %d thousandths", (text, thousandths) => {
  expect(quantity(text)).toBe(thousandths);
});

test.each(["", "Gi", "-1", "+1", "1 Gi", "1GB", "1gi", "1e3", ".5", "undefined", "NaN", "1Mi "])(
  "%s is no quantity",
  (text) => {
    expect(() => quantity(text)).toThrow("is not a quantity");
  },
);

test("more of a unit is more, and a thousand of one is one of the next", () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(amount, fc.constantFrom("", "m", "k", "Ki", "M", "Mi", "G", "Gi", "T", "Ti"), (count, unit) => {
      expect(quantity(`${count + 1}${unit}`)).toBeGreaterThan(quantity(`${count}${unit}`));
    }),
  );
  fc.assert(
    fc.property(amount, (count) => {
      expect(quantity(`${count * 1000}m`)).toBe(quantity(`${count}`));
      expect(quantity(`${count * 1024}Mi`)).toBe(quantity(`${count}Gi`));
    }),
  );
});

test("expressions compare quantities by the functions that Kubernetes has for them", () => {
  const holds = (cel: string) => compile(cel)({ object: { cpu: "1500m", whole: 2 }, variables: {} });
  expect(holds('quantity(object.cpu).isGreaterThan(quantity("1"))')).toBe(true);
  expect(holds('quantity(object.cpu).isLessThan(quantity("1500m"))')).toBe(false);
  expect(holds('quantity(string(object.whole)).isGreaterThan(quantity("1500m"))')).toBe(true);
  // Kubernetes has no operators for them: an expression that used one could not ship.
  expect(() => holds('quantity(object.cpu) > quantity("1")')).toThrow();
});
