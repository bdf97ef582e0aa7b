import { measured, milliseconds } from "../../../plan/effects/duration";
import type { Setting } from "./settings";

/** Bytes of Synapse's suffixes (synapse/config/_base.py, parse_size). */
const SIZES: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

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

/** A setting that must be a duration of at least this one, with a suffix: a bare number is milliseconds, by mistake. */
export function atLeast(field: string, least: string): Setting {
  const bound = milliseconds(least) ?? 0;
  const right = (value: unknown) => /[a-z]$/.test(String(value)) && (milliseconds(value) ?? 0) >= bound;
  return { field, right, must: `at least ${least}, its unit written` };
}

/** The same where absent, or null, is for ever. */
export function absentOrAtLeast(field: string, least: string): Setting {
  const written = atLeast(field, least);
  return { ...written, right: (value) => value === undefined || value === null || written.right(value) };
}
