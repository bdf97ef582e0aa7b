import fc from "fast-check";
import { date, email, isCalendarDate, label, text, whole } from "../../../fleet/schema/field";

const said = (schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } | undefined } }) => {
  return (value: unknown) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
};

test.each(["2024-02-29", "2026-02-28", "2000-02-29", "2027-12-31"])("%s is a day", (day) => {
  expect(said(date())(day)).toEqual([]);
});

test.each([
  "2026-02-30",
  "2025-02-29",
  "1900-02-29",
  "2026-04-31",
  "2026-13-01",
  "2026-00-10",
  "2026-01-00",
  "2026-1-1",
  "01/03/2026",
  "2026-01-01T00:00:00Z",
  "",
])("%j is not a date of the calendar", (day) => {
  expect(said(date())(day)).toEqual([`${day} is not a date of the calendar.`]);
});

test("a day exists exactly where counting days of months says so", () => {
  const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const leap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const part = (most: number) => fc.integer({ min: 0, max: most });
  fc.assert(
    fc.property(part(9999), part(14), part(33), (year, month, day) => {
      const last = (months[month - 1] ?? 0) + (month === 2 && leap(year) ? 1 : 0);
      const written = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      expect(isCalendarDate(written)).toBe(day >= 1 && day <= last);
    }),
    { numRuns: 500 },
  );
});

test.each(["", " ", "x ", "\nx"])("the text %j is refused for its spaces", (value) => {
  expect(said(text())(value)).toEqual(["Must be a text without leading or trailing space."]);
});

test("a text with an invisible character, escaped in the file, is refused; a line break is not", () => {
  expect(said(text())("a\u0000b")).toEqual(["There is an invisible character in it."]);
  expect(said(text())("a\u202Eb")).toEqual(["There is an invisible character in it."]);
  expect(said(text())("a\nb")).toEqual([]);
});

test.each(["référent", "a@b", "a b@insee.fr", "a@insee.fr.", "<a@insee.fr>", "a@insee.fr,b@insee.fr", "@insee.fr"])(
  "%j is not one e-mail address",
  (value) => {
    expect(said(email())(value)).toEqual([`${JSON.stringify(value)} is not an e-mail address.`]);
  },
);

test("a référent's address may be a function's", () => {
  expect(said(email())("referent-tchap@sg.social.gouv.fr")).toEqual([]);
});

test.each(["Finances", "-a", "a-", "a.b", "é", "", "a".repeat(31)])("%j is no name for Kubernetes objects", (value) => {
  expect(said(label(30))(value)).toEqual([`${JSON.stringify(value)} is not a name that Kubernetes takes.`]);
});

test("a whole number is neither negative, nor fractional, nor beyond its bound", () => {
  const count = said(whole(0, 6_000_000));
  expect([0, 45_000, 6_000_000].flatMap(count)).toEqual([]);
  for (const wrong of [-1, 0.5, 6_000_001, Number.NaN, Number.POSITIVE_INFINITY, "12", null])
    expect(count(wrong).length).toBeGreaterThan(0);
});
