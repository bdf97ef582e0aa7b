const FACTORS: Readonly<Record<string, number>> = {
  "": 1e3,
  m: 1,
  k: 1e6,
  Ki: 1024e3,
  M: 1e9,
  Mi: 1024 ** 2 * 1e3,
  G: 1e12,
  Gi: 1024 ** 3 * 1e3,
  T: 1e15,
  Ti: 1024 ** 4 * 1e3,
};

/** A Kubernetes quantity in thousandths of its unit: "500m" → 500, "1Ki" → 1 024 000. Throws on anything else. */
export function quantity(text: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/.exec(text) ?? [];
  const factor = FACTORS[unit];
  if (amount === undefined || factor === undefined) throw new Error(`${text} is not a quantity`);
  return Number(amount) * factor;
}
