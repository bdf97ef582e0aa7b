import { createHash } from "node:crypto";
import { htmlReport } from "../../../../policies/reports/html/html-report";
import { hostileReport } from "../hostile-report";
import { madeReport } from "./made-report";
import { attribute, type Element, elementsOf, Page, textOf } from "./page-of";

const report = madeReport();
const page = new Page(htmlReport(report));

const PARTS = [
  "Verdict",
  "Homologation",
  "Écarts ouverts",
  "Indéterminé, et pourquoi",
  "Dérogations",
  "Matrice des exigences",
  "Règles",
  "Topologie",
  "Destinations",
  "Joignabilité",
  "Changements",
  "Comment ce rapport est fait",
];

const childrenOf = (element: Element, name: string) => elementsOf(element).filter(({ tagName }) => tagName === name);

test("is read from the top: verdict, homologation, what is open, undetermined, waived, and then all else", () => {
  const main = page.all("main").flatMap((each) => childrenOf(each, "h2"));
  expect(main.map(textOf)).toEqual(PARTS.map((title, index) => `${index + 1}. ${title}`));
});

test("headings go down one level at a time, and there is one of the first", () => {
  const levels = page
    .all()
    .filter(({ tagName }) => /^h[1-6]$/.test(tagName))
    .map(({ tagName }) => Number(tagName[1]));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
});

test("lets its own script and style through by their hashes, and nothing else", () => {
  const policy = page.all("meta").find((meta) => attribute(meta, "http-equiv") === "Content-Security-Policy");
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const scripts = page.all("script").filter((script) => attribute(script, "type") === undefined);
  const styles = page.all("style");
  expect([scripts.length, styles.length]).toEqual([1, 1]);
  const said = policy === undefined ? "" : attribute(policy, "content");
  expect(said?.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${scripts.map(textOf).map(hash)}`,
    `style-src ${styles.map(textOf).map(hash)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test("names nothing to load, and has no style or handler of its own on any element", () => {
  const loading = page.all().flatMap(({ attrs, tagName }) => {
    const names = attrs.map(({ name }) => name);
    return names
      .filter((name) => /^(on|src$|srcset$|style$|action$|data$|poster$)/.test(name))
      .map((n) => [tagName, n]);
  });
  expect(loading).toEqual([]);
  expect(page.all("link")).toEqual([]);
  const style = page.all("style").map(textOf).join("");
  expect(style).not.toMatch(/@import|url\(/);
  expect(page.text.match(/url\([^)]*\)/g)?.filter((each) => each !== "url(#arrow)")).toEqual([]);
});

test("every id is one element's, and every link and reference leads to one", () => {
  const ids = page.all().flatMap((element) => attribute(element, "id") ?? []);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const links = page.all("a").map((link) => attribute(link, "href") ?? "");
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((href) => !href.startsWith("#") || !ids.includes(href.slice(1)))).toEqual([]);
  const named = page.all().flatMap((each) => ["aria-labelledby", "for"].flatMap((name) => attribute(each, name) ?? []));
  expect(named.flatMap((names) => names.split(" ")).filter((id) => !ids.includes(id))).toEqual([]);
});

test("every table has a caption, heads of columns and rows, and as many cells in each row", () => {
  const tables = page.all("table");
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables) {
    expect(childrenOf(table, "caption").map(textOf).join("")).not.toBe("");
    const rows = childrenOf(table, "tr").map((row) =>
      row.childNodes.flatMap((cell) => ("tagName" in cell ? [cell] : [])),
    );
    const [heads = [], ...others] = rows;
    expect(heads.map((cell) => attribute(cell, "scope"))).toEqual(heads.map(() => "col"));
    for (const row of others) {
      expect(row).toHaveLength(heads.length);
      expect(row.map((cell) => attribute(cell, "scope"))).toEqual(
        row.map((_, index) => (index === 0 ? "row" : undefined)),
      );
    }
  }
});

test("is in French, says so, and has English for every label and title", () => {
  expect(page.all("html").map((html) => attribute(html, "lang"))).toEqual(["fr"]);
  const switched = page.all().filter((element) => attribute(element, "data-en") !== undefined);
  expect(switched.length).toBeGreaterThan(100);
  // Such an element is given its other text whole, so that it may hold nothing but text.
  expect(switched.filter((element) => elementsOf(element).length > 0)).toEqual([]);
  expect(switched.filter((element) => attribute(element, "data-en") === "" || textOf(element) === "")).toEqual([]);
  const heads = page.all("th").filter((cell) => attribute(cell, "scope") === "col");
  const alone = heads.filter((cell) => !elementsOf(cell).some((each) => attribute(each, "data-en") !== undefined));
  // These words are the same in both languages.
  expect([...new Set(alone.map(textOf))].sort()).toEqual(["Pods", "Ports", "Relation", "Source", "Version"]);
});

test("every field of search and filters has its label", () => {
  const fields = page.all().filter(({ tagName }) => ["input", "select"].includes(tagName));
  const labels = page.all("label").map((label) => attribute(label, "for"));
  expect(fields.map((field) => attribute(field, "id")).sort()).toEqual([...labels].sort());
});

test("speaks of alignment and never of compliance", () => {
  // What a document says in its own words is a quotation, and no claim of ours.
  const quoted = madeReport().controls.flatMap(({ title, extract = "" }) => [title, extract]);
  const shown = textOf(page.byId("exigences")) + textOf(page.byId("methode")) + textOf(page.byId("verdict"));
  const words = quoted.filter((text) => text !== "").reduce((rest, text) => rest.replaceAll(text, " "), shown);
  expect(words).toMatch(/[Aa]ligné/);
  expect(words).not.toMatch(/\bconformes?\b|compliant/i);
});

test("the same report gives the same bytes, whatever it shows", () => {
  expect(htmlReport(madeReport())).toBe(page.text);
  expect(htmlReport(hostileReport())).toBe(htmlReport(hostileReport()));
  expect(htmlReport(madeReport(4))).not.toBe(page.text);
});
