import fc from "fast-check";
import { bytesQuantity, cpuQuantity } from "../../../stacks/kubernetes/quantity";

/** Thousandths for CPU, bytes for memory. */
const FACTORS: Readonly<Record<string, bigint>> = {
  m: 1n,
  "": 1000n,
  k: 1000n ** 2n,
  M: 1000n ** 3n,
  Mi: 1024n ** 2n,
  Gi: 1024n ** 3n,
  Ti: 1024n ** 4n,
  Pi: 1024n ** 5n,
};

function value(quantity: string): bigint {
  const [, amount = "", unit = ""] = /^(\d+)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = FACTORS[unit];
  if (amount === "" || factor === undefined) throw new Error(`${quantity} is no whole quantity`);
  return BigInt(amount) * factor;
}

// What apimachinery v0.34.2 itself writes back: resource.MustParse("1000m").String() and so on.
test.each([
  [0, "0"],
  [500, "500m"],
  [1000, "1"],
  [1500, "1500m"],
  [2000, "2"],
  [10_000, "10"],
  [130_000, "130"],
  [1_000_000, "1k"],
  [1_100_000, "1100"],
  [2_500_000, "2500"],
  [1_000_000_000, "1M"],
])("%d thousandths of a core are written %s", (milliCpu, written) => {
  expect(cpuQuantity(milliCpu)).toBe(written);
});

test.each([
  [0, "0"],
  [1, "1Mi"],
  [512, "512Mi"],
  [1000, "1000Mi"],
  [1024, "1Gi"],
  [1500, "1500Mi"],
  [2048, "2Gi"],
  [1024 ** 2, "1Ti"],
  [1536 * 1024, "1536Gi"],
  [3 * 1024 ** 2, "3Ti"],
  [1024 ** 3, "1Pi"],
])("%d MiB are written %s", (mebibytes, written) => {
  expect(bytesQuantity(mebibytes)).toBe(written);
});

const amounts = fc.oneof(
  fc.nat({ max: 1_000_000 }),
  fc.nat({ max: 5000 }).map((each) => each * 1000),
  fc.nat({ max: 5000 }).map((each) => each * 1024),
);

test("no quantity changes its value by being written", () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(value(cpuQuantity(amount))).toBe(BigInt(amount));
      expect(value(bytesQuantity(amount))).toBe(BigInt(amount) * 1024n ** 2n);
    }),
  );
});

test("every quantity has the largest unit that keeps it whole, or Kubernetes would write it back otherwise", () => {
  const whole = (quantity: string) => Number.parseInt(quantity, 10);
  fc.assert(
    fc.property(amounts, (amount) => {
      const [cpu, bytes] = [cpuQuantity(amount), bytesQuantity(amount)];
      expect(cpu === "0" || cpu.endsWith("M") || whole(cpu) % 1000 !== 0).toBe(true);
      expect(bytes === "0" || bytes.endsWith("Pi") || whole(bytes) % 1024 !== 0).toBe(true);
    }),
  );
});
