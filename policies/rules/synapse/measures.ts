import type { Setting } from "./settings";

/** Milliseconds of Synapse's suffixes (synapse/config/_base.py, parse_duration). */
const DURATIONS: Readonly<Record<string, number>> = {
  "": 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** Bytes of Synapse's suffixes (synapse/config/_base.py, parse_size). */
const SIZES: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

function measured(value: unknown, units: Readonly<Record<string, number>>): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const [, digits, suffix = ""] = /^(\d+)([A-Za-z]?)$/.exec(typeof value === "string" ? value : "") ?? [];
  const unit = units[suffix];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * unit;
}

/** A duration in milliseconds; undefined for what Synapse would not take for one, null among it. */
export function milliseconds(value: unknown): number | undefined {
  return measured(value, DURATIONS);
}

/** A size in bytes; undefined for what Synapse would not take for one. */
export function bytes(value: unknown): number | undefined {
  return measured(value, SIZES);
}

/** A setting that must be a duration above nothing and of at most this one. */
export function atMost(field: string, most: string): Setting {
  const bound = milliseconds(most) ?? 0;
  const right = (value: unknown) => {
    const found = milliseconds(value);
    return found !== undefined && 0 < found && found <= bound;
  };
  return { field, right, must: `at most ${most}` };
}

/** The same where Synapse's own default is within the bound: absent passes, null, which is for ever, does not. */
export function absentOrAtMost(field: string, most: string): Setting {
  const written = atMost(field, most);
  return { ...written, right: (value) => value === undefined || written.right(value) };
}
