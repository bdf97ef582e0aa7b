import fc from "fast-check";
import { cell, controlMatrix } from "../../../policies/reports/control-matrix";
import type { Report } from "../../../policies/reports/report";
import { HOSTILE, hostileReport } from "./hostile-report";

/** Rows of a text as RFC 4180 has them, with semicolons: written for this test, apart from what it tests. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`a cell without quotes at ${at}`);
    let value = "";
    for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
      if (at >= text.length) throw new Error("a cell that does not end");
      value += text[at];
      if (text[at] === '"') at += 1;
    }
    row.push(value);
    const after = text[at + 1];
    if (after === "\r" && text[at + 2] === "\n") {
      rows.push(row);
      row = [];
      at += 3;
    } else if (after === ";") at += 2;
    else throw new Error(`neither a cell nor a line ends at ${at}`);
  }
  return rows;
}

/** The hostile report with controls that its rules show. */
function reportWithControls(): Report {
  const report = hostileReport();
  const [first, second] = report.controls;
  if (first === undefined || second === undefined) throw new Error("there are no controls");
  const controls = [
    { ...first, state: "failed" as const, rules: ["TST-01", "TST-02"] },
    { ...second, title: "=cmd|' /C calc'!A0", state: "organisational" as const, rules: [] },
  ];
  return { ...report, controls };
}

test("it begins with a byte order mark, and each row has as many cells as the head", () => {
  const text = controlMatrix(reportWithControls());
  expect(text.startsWith("\ufeff")).toBe(true);
  const rows = readCsv(text.slice(1));
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
});

test("a control has a line for each of its rules, one without rules a line of its own", () => {
  const [head = [], ...rows] = readCsv(controlMatrix(reportWithControls()).slice(1));
  const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
  expect(column("Règle")).toEqual(["TST-01", "TST-02", ""]);
  expect(column("Verdict")).toEqual(["écart", "dérogation", ""]);
  expect(column("État")).toEqual(["écart ouvert", "écart ouvert", "organisationnel"]);
  expect(column("Écarts ouverts")).toEqual([String(HOSTILE.length + 1), "0", ""]);
  expect(column("Intitulé")[2]).toBe("'=cmd|' /C calc'!A0");
});

test("no cell is a formula, whatever it holds, and none loses a character", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...HOSTILE),
    fc.string().map((each) => `=${each}`),
  );
  fc.assert(
    fc.property(text, (value) => {
      const [[read = ""] = []] = readCsv(`${cell(value)}\r\n`);
      expect(read.replace(/^'/, "")).toBe(value.replace(/^'/, ""));
      expect(read).not.toMatch(/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
    }),
  );
});
