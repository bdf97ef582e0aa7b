import { htmlReport } from "../../../../policies/reports/html/html-report";
import { DATE, madeReport } from "./made-report";
import { attribute, type Element, elementsOf, Page, textOf } from "./page-of";

const report = madeReport();
const page = new Page(htmlReport(report));

const rowsOf = (element: Element) => elementsOf(element).filter((each) => attribute(each, "data-item") !== undefined);
const within = (id: string) => rowsOf(page.byId(id));
const facet = (element: Element, name: string) => attribute(element, `data-${name}`)?.split("|");

test("a refused plan says so, how many findings are open and how many rules could not tell", () => {
  expect(textOf(page.byId("verdict"))).toMatch(/Plan refusé\s+3 écarts ouverts ; 2 règles que le plan ne permet pas/);
  expect(page.all("time").map((time) => attribute(time, "datetime"))).toContain(DATE);
});

test("an accepted plan says what it could not tell in the same sentence", () => {
  const accepted = new Page(htmlReport({ ...madeReport(0), findings: [], passed: true }));
  expect(textOf(accepted.byId("verdict"))).toMatch(/Plan accepté\s+aucun écart ouvert ; 2 règles/);
  expect(textOf(accepted.byId("ecarts"))).toContain("Aucun écart ouvert.");
});

test("every open finding has a row with its object, field, perimeter, file and line, under its message said once", () => {
  const rows = within("ecarts");
  expect(rows).toHaveLength(report.findings.length);
  for (const { object, field, at } of report.findings) {
    const found = rows.map(textOf).filter((text) => text.includes(object) && text.includes(`${at.file}:${at.line}`));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(field);
  }
  const summaries = elementsOf(page.byId("ecarts")).filter((each) => attribute(each, "class") === "group");
  expect(summaries).toHaveLength(new Set(report.findings.map(({ message }) => message)).size);
});

test("what is undetermined stands apart with its reason, what could not be rendered and what matched nothing too", () => {
  const text = textOf(page.byId("indetermines"));
  for (const word of ["TWO-01", "is unknown.", "a remote chart is not fetched.", "NIL-01"])
    expect(text).toContain(word);
  expect(text).not.toContain("OKE-01");
});

test("a waiver says its days left, its risk, who approved it and what it covers", () => {
  const [row] = within("derogations");
  if (row === undefined) throw new Error("no waiver");
  for (const word of ["DAT-01", "120 jours", "31 mars 2027", "Paul Durand", "footprint#42", "1 constat couvert", "R1"])
    expect(textOf(row)).toContain(word);
});

test("an expired waiver is pointed out, and one that ends within the month", () => {
  const [first] = report.waivers;
  if (first === undefined) throw new Error("no waiver");
  const waivers = [-1, 0, 30, 31].map((daysLeft) => ({ ...first, daysLeft }));
  const texts = rowsOf(new Page(htmlReport({ ...report, waivers })).byId("derogations")).map(textOf);
  expect(texts.map((text) => [text.includes("expirée depuis 1 jour"), text.includes("bientôt")])).toEqual([
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

test("every control has a row with its state, its reason and links to its rules; each rule links back", () => {
  const rows = within("exigences");
  expect(rows).toHaveLength(report.controls.length);
  report.controls.forEach((control, index) => {
    const row = rows[index];
    if (row === undefined) throw new Error(`${control.id} has no row`);
    expect(facet(row, "state")).toEqual([control.state]);
    expect(textOf(row)).toContain(control.reason);
    const links = elementsOf(row).flatMap((each) => attribute(each, "href") ?? []);
    expect(links).toEqual(control.rules.map((id) => `#regle-${id}`));
    const anchor = elementsOf(row).flatMap((each) => attribute(each, "id") ?? [])[0];
    for (const id of control.rules)
      expect(elementsOf(page.byId(`regle-${id}`)).map((each) => attribute(each, "href"))).toContain(`#${anchor}`);
  });
});

test("from each rule to every object that it looked at, passed rules too, to its data and its line", () => {
  const library = page.library();
  const entries = within("regles").filter(({ tagName }) => tagName === "details");
  expect(entries.map((each) => attribute(each, "id"))).toEqual(report.rules.map(({ id }) => `regle-${id}`));
  for (const { id, subjects } of report.rules) {
    const seen = [...library.lookedAt(id)].flatMap(([perimeter, all]) => all.map((each) => ({ ...each, perimeter })));
    expect(seen.map(({ name, place, perimeter }) => [name, place, perimeter]).sort()).toEqual(
      subjects.map(({ object, at, perimeter }) => [object, `${at.file}:${at.line}`, perimeter]).sort(),
    );
    for (const { name, number } of seen) {
      const known = report.objects.find((each) => each.id === name);
      expect(number === undefined ? undefined : library.object(number)?.object).toEqual(known?.object);
    }
    const opener = elementsOf(page.byId(`regle-${id}`)).filter((each) => attribute(each, "data-rule") === id);
    expect(opener).toHaveLength(subjects.length > 0 ? 1 : 0);
  }
});

test("an object in a finding opens as the plan has it", () => {
  const library = page.library();
  const opened = elementsOf(page.byId("ecarts")).filter((each) => attribute(each, "data-object") !== undefined);
  expect(opened).toHaveLength(report.findings.length);
  for (const each of opened) {
    const seen = library.object(Number(attribute(each, "data-object")));
    expect(textOf(each)).toBe(seen?.name);
    expect(seen?.object).toEqual(report.objects.find(({ id }) => id === seen?.name)?.object);
  }
});

test("what has a rule can be filtered by document, state, severity and perimeter", () => {
  const [row] = within("ecarts");
  const rule = page.byId("regle-RED-01");
  if (row === undefined) throw new Error("no finding");
  expect(["state", "severity"].map((name) => facet(row, name))).toEqual([["failed"], ["critical"]]);
  expect(facet(row, "document")).toEqual(facet(rule, "document"));
  expect(facet(row, "document")).toHaveLength(1);
  expect(facet(rule, "perimeter")?.length).toBeGreaterThan(1);
});

test("the picture names every perimeter, server, zone and destination outside, and the table says the same", () => {
  const section = page.byId("topologie");
  const pictures = elementsOf(section).filter(({ tagName }) => tagName === "svg");
  expect(pictures.map((svg) => attribute(svg, "role"))).toEqual(["img"]);
  // Long names go over several lines.
  const drawn = pictures.map(textOf).join("").replace(/\s/g, "");
  const tables = elementsOf(section).filter(({ tagName }) => tagName === "table");
  const told = tables.map(textOf).join("");
  for (const { name, shards } of report.perimeters)
    for (const word of [name, ...shards.map(({ serverName }) => serverName)]) {
      expect(drawn).toContain(word);
      expect(told).toContain(word);
    }
  for (const zone of report.zones) expect(drawn).toContain(zone);
  const single = report.destinations.filter(({ id }) => !/^(federation|well-known)-/.test(id));
  for (const { host } of single) expect(drawn).toContain(host);
});

test("every destination, every open way and every change has its row", () => {
  const open = report.reachability.between.filter(({ ports }) => ports !== "closed").length;
  const { outwards, inwards } = report.reachability;
  expect(within("destinations")).toHaveLength(report.destinations.length);
  expect(within("joignabilite")).toHaveLength(open + outwards.length + inwards.length);
  const [change] = within("changements").map(textOf);
  for (const word of [
    "Cluster/tchap-alpha/postgres",
    "retiré",
    "irréversible",
    "its data are lost",
    "restore it.",
    "- gone",
  ])
    expect(change).toContain(word);
});

test("what an environment file calls an assumption is marked as one", () => {
  const { homologation } = report;
  const assumed = { ...homologation, authority: "assumption: somebody" };
  const section = new Page(htmlReport({ ...report, homologation: assumed })).byId("homologation");
  expect(textOf(section)).toMatch(/hypothèse somebody/);
  expect(textOf(section)).not.toContain("assumption:");
});

test("without a plan to compare with, the page says that there was none", () => {
  expect(textOf(new Page(htmlReport({ ...report, since: undefined })).byId("changements"))).toContain(
    "Aucun plan antérieur",
  );
});
