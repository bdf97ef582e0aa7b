const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function amount(value: unknown): number | undefined {
  const [, digits, suffix = ""] = /^([+-]?[0-9]+(?:\.[0-9]+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  const factor = SUFFIXES[suffix];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

/** Whether two amounts are the same however they are written, as "0.5" and "500m"; false unless both are amounts. */
export function sameQuantity(one: unknown, other: unknown): boolean {
  const [a, b] = [amount(one), amount(other)];
  // Both are whole multiples of a billionth; what binary fractions lose is far below.
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}
