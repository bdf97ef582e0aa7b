import { nextArchive } from "../../../cli/restore-plan/onward-steps";

test.each([
  ["postgres", "postgres-2"],
  ["postgres-2", "postgres-3"],
  ["postgres-9", "postgres-10"],
  ["old-name", "old-name-2"],
])("after the archive %s comes %s, never one that was used", (archive, next) => {
  expect(nextArchive(archive)).toBe(next);
});
