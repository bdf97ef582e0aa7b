import fc from "fast-check";
import { monthsLater } from "../../../../policies/rules/fleet/FLT-01-convention-in-force";

test.each([
  ["2026-12-31", 2, "2027-02-28"],
  ["2027-12-31", 2, "2028-02-29"],
  ["2026-12-01", 2, "2027-02-01"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-01-31", 1, "2026-02-28"],
  ["2026-08-31", 1, "2026-09-30"],
  ["2028-02-29", 12, "2029-02-28"],
  ["2026-05-15", 0, "2026-05-15"],
])("%s and %d months is %s", (date, months, later) => {
  expect(monthsLater(date, months)).toBe(later);
});

test("months later is the same day of the month, or that month's last", () => {
  const dates = fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 60 }), (date, months) => {
      const later = monthsLater(date, months);
      const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
      const [laterYear = 0, laterMonth = 0, laterDay = 0] = later.split("-").map(Number);
      expect(laterYear * 12 + laterMonth).toBe(year * 12 + month + months);
      const lastDay = new Date(Date.UTC(laterYear, laterMonth, 0)).getUTCDate();
      expect(laterDay).toBe(Math.min(day, lastDay));
    }),
  );
});
