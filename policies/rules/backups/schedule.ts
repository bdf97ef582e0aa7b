/** Whole numbers from one to another that a field of a schedule may be. */
function valuesOf(field: string, most: number): number[] | undefined {
  const all = Array.from({ length: most + 1 }, (_, value) => value);
  if (field === "*") return all;
  const step = /^\*\/(\d+)$/.exec(field)?.[1];
  if (step !== undefined) return Number(step) > 0 ? all.filter((value) => value % Number(step) === 0) : undefined;
  if (!/^\d+(,\d+)*$/.test(field)) return undefined;
  const values = field.split(",").map(Number);
  return values.every((value) => value <= most) ? values : undefined;
}

/** Minutes of the day at which each field set of hours and minutes begins, where every day is one of them. */
function starts(minutes: string, hours: string, days: readonly string[]): number[] | undefined {
  const [minute, hour] = [valuesOf(minutes, 59), valuesOf(hours, 23)];
  if (minute === undefined || hour === undefined || days.some((day) => day !== "*" && day !== "?")) return undefined;
  // Once an hour at the most: a star of minutes is a mistake for all who mean "daily".
  return minute.length === 1 ? hour.flatMap((each) => minute.map((one) => each * 60 + one)) : undefined;
}

/**
 * Minutes of the day at which a schedule as CloudNativePG reads it begins: six fields, seconds first. Undefined for one
 * that does not begin every day, begins by the minute, or cannot be read: five fields would be.
 */
export function startsOf(schedule: unknown): number[] | undefined {
  if (typeof schedule !== "string") return undefined;
  const [second = "", minute = "", hour = "", ...days] = schedule.trim().split(/\s+/);
  return days.length === 3 && /^[0-5]?\d$/.test(second) ? starts(minute, hour, days) : undefined;
}

/** The same for a schedule as a CronJob has it: five fields. */
export function cronStartsOf(schedule: unknown): number[] | undefined {
  if (typeof schedule !== "string") return undefined;
  const [minute = "", hour = "", ...days] = schedule.trim().split(/\s+/);
  return days.length === 3 ? starts(minute, hour, days) : undefined;
}
