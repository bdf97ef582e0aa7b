import { cronStartsOf, startsOf } from "../../../../policies/rules/backups/schedule";

test.each<[string, number[]]>([
  ["0 6 1 * * *", [66]],
  ["30 0 */6 * * *", [0, 360, 720, 1080]],
  ["0 15 1,13 * * ?", [75, 795]],
  ["0 59 23 * * *", [1439]],
])("a backup of %s begins at these minutes of every day", (schedule, minutes) => {
  expect(startsOf(schedule)).toEqual(minutes);
});

test.each([
  "6 1 * * *",
  "0 6 1 * * 0",
  "0 6 1 1 * *",
  "0 * 1 * * *",
  "* 6 1 * * *",
  "0 60 1 * * *",
  "0 6 24 * * *",
  "0 6 */0 * * *",
  "0 6 1-3 * * *",
  "@daily",
  "",
  undefined,
])("a backup of %s does not begin every day, or cannot be read", (schedule) => {
  expect(startsOf(schedule)).toBeUndefined();
});

test("a CronJob has five fields, where a backup has six", () => {
  expect(cronStartsOf("0 20 * * *")).toEqual([1200]);
  expect(cronStartsOf("0 0 20 * * *")).toBeUndefined();
  expect(cronStartsOf("0 20 * * 0")).toBeUndefined();
  expect(cronStartsOf("*/5 * * * *")).toBeUndefined();
});
