/** Milliseconds of Synapse's suffixes (synapse/config/_base.py, parse_duration); a bare number has none. */
const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** A number with a suffix as Synapse reads it; undefined for what it would not take for one. */
export function measured(value: unknown, units: Readonly<Record<string, number>>): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const [, digits, suffix = ""] = /^(\d+)([A-Za-z]?)$/.exec(typeof value === "string" ? value : "") ?? [];
  const unit = units[suffix];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * unit;
}

/** A duration of homeserver.yaml in milliseconds; undefined for what Synapse would not take for one, null among it. */
export function milliseconds(value: unknown): number | undefined {
  return measured(value, UNITS);
}
