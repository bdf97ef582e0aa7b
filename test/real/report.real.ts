import { join } from "node:path";
import type { Browser } from "playwright-core";
import { judge } from "../../policies/engine/judge";
import { htmlReport } from "../../policies/reports/html/html-report";
import { buildReport, type Report } from "../../policies/reports/report";
import { RULES } from "../../policies/rules/rules";
import { madeReport } from "../policies/reports/html/made-report";
import { thisGround } from "./ground";
import { pdfPages } from "./install/chromium";
import { planOf } from "./plan";
import { LAPTOP, Opened, startBrowser, TELEPHONE, written } from "./report/opened";

/*
 * Real: Chromium of Debian opens the reports from disk: production's as it is judged, one with 1 000 findings, one with
 * hostile texts. Its network has no way out; that nothing is asked for is read from the browser itself.
 */

const DATE = "2026-12-01";
const MANY = 1000;

/** Milliseconds in which something must be seen on a busy machine. Assumption. */
const SOON = 60_000;

const ground = thisGround();
let browser: Browser;
let production: Report;
const files = { production: "", many: "", hostile: "" };

beforeAll(async () => {
  const plan = await planOf(ground, "prod");
  production = buildReport(plan, judge(plan, RULES, DATE));
  files.production = written(ground, "production", htmlReport(production));
  files.many = written(ground, "many", htmlReport(madeReport(MANY)));
  const hostile = "</script></style><img src=x onerror=alert(1)>\u202e\u2028\"'";
  files.hostile = written(ground, "hostile", htmlReport(madeReport(3, hostile)));
  browser = await startBrowser(ground);
});

afterAll(async () => {
  await browser?.close();
});

async function inBrowser<T>(
  file: string,
  use: (opened: Opened) => Promise<T>,
  options: Parameters<typeof Opened.open>[2] = LAPTOP,
  hash = "",
): Promise<T> {
  const opened = await Opened.open(browser, file, options, hash);
  opened.page.setDefaultTimeout(SOON);
  try {
    const answer = await use(opened);
    expect(opened.amiss()).toEqual([]);
    return answer;
  } finally {
    await opened.close();
  }
}

const LOOKS = [
  ["on a laptop", LAPTOP, "all"],
  ["on a dark one", { ...LAPTOP, colorScheme: "dark" }, "colours"],
  ["on a telephone", TELEPHONE, "all but colours"],
  ["with colours of the reader's own", { ...LAPTOP, forcedColors: "active" }, "colours"],
] as const;

test.each(LOOKS)(
  "production's report %s: nothing is asked for, nothing sticks out, axe finds nothing",
  async (_, look, rules) => {
    const [wrong, sticksOut] = await inBrowser(
      files.production,
      async (opened) => {
        const tooWide = await opened.page.evaluate("document.documentElement.scrollWidth > innerWidth");
        return [await opened.axe(rules), tooWide] as const;
      },
      look,
    );
    expect([wrong, sticksOut]).toEqual([[], false]);
  },
);

test("by keyboard alone from a control to its rule, an object that it looked at, its YAML and its line", async () => {
  const rule = production.rules.find(({ id }) => id === "K8S-02");
  await inBrowser(files.production, async (opened) => {
    const { page } = opened;
    await page.locator('#exigences a[href="#regle-K8S-02"]').first().focus();
    await page.keyboard.press("Enter");
    expect(await opened.focused()).toContain("K8S-02");
    const step = async (text: string | RegExp) => {
      for (let tries = 0; tries < 20 && !(await opened.focused()).match(text); tries += 1)
        await page.keyboard.press("Tab");
      expect(await opened.focused()).toMatch(text);
      await page.keyboard.press("Enter");
    };
    await step(/^Ce qui a été examiné : \d+ éléments$/);
    await page.locator("#regle-K8S-02 .perimeter").first().waitFor();
    expect(await page.locator("#regle-K8S-02 .perimeter > summary").allTextContents()).toHaveLength(
      new Set(rule?.subjects.map(({ perimeter }) => perimeter)).size,
    );
    await step(/^agent \(\d+\)$/);
    await step(/^\w+\/tchap-agent\/[\w-]+$/);
    const drawn = page.locator("#regle-K8S-02 .drawn");
    await drawn.waitFor();
    expect(await drawn.textContent()).toMatch(/environments\/prod\/perimeters\/agent\.yaml:\d+/);
    expect(await drawn.locator("pre").textContent()).toMatch(/^apiVersion: \S+\nkind: \w+\nmetadata:\n {2}name: /);
    expect(await opened.axe("all but colours")).toEqual([]);
  });
});

test("an object in a finding opens over its row, and closes again", async () => {
  await inBrowser(files.many, async ({ page }) => {
    const group = page.locator("#ecarts details.group").first();
    await group.locator(":scope > summary").click();
    const row = group.locator("tbody tr").first();
    await row.locator("summary").click();
    await row.locator("pre").waitFor();
    expect(await row.locator("pre").textContent()).toContain("kind: ConfigMap");
    expect(await row.locator("th, td").filter({ visible: true }).count()).toBe(1);
    await row.locator("summary").click();
    expect(await row.locator("th, td").filter({ visible: true }).count()).toBe(3);
  });
});

test("1 000 findings: search and filters show those asked for, say how many, and a link shows another the same", async () => {
  const report = madeReport(MANY);
  const perimeter = report.perimeters[0]?.name ?? "";
  const own = report.findings.filter((finding) => finding.perimeter === perimeter);
  const odd = own.filter(({ message }) => message.includes("odd"));
  expect([report.findings.length, own.length > 100, odd.length > 10, odd.length < own.length]).toEqual([
    MANY,
    true,
    true,
    true,
  ]);
  const rows = "#ecarts tr[data-item]:not([hidden])";
  const link = await inBrowser(files.many, async ({ page }) => {
    expect(await page.locator(rows).count()).toBe(MANY);
    await page.selectOption("#filter-perimeter", perimeter);
    await page
      .locator("#ecarts [data-shown]", { hasText: `${own.length} sur ${MANY}` })
      .first()
      .waitFor();
    expect(await page.locator(rows).count()).toBe(own.length);
    await page.fill("#filter-text", "ODD");
    await page.locator("#filter-status", { hasText: `Écarts ouverts ${odd.length}` }).waitFor();
    expect(await page.locator(rows).count()).toBe(odd.length);
    const sizes = page.locator("#ecarts details.group:not([hidden]) > summary > .size");
    expect(await sizes.count()).toBe(1);
    expect(await sizes.getAttribute("data-shown")).toBe(`${odd.length} affichés`);
    return new URL(page.url()).hash;
  });
  await inBrowser(
    files.many,
    async ({ page }) => {
      expect(await page.locator(rows).count()).toBe(odd.length);
      expect(await page.inputValue("#filter-text")).toBe("ODD");
      await page.click("#filters button[type=reset]");
      await page.locator("#filter-status", { hasText: /^$/ }).waitFor({ state: "attached" });
      expect(await page.locator(rows).count()).toBe(MANY);
    },
    LAPTOP,
    link,
  );
});

test("a filter by document, state or severity leaves what has it, and a link to what it hides shows that too", async () => {
  await inBrowser(files.production, async ({ page }) => {
    const shown = (part: string) => page.locator(`#${part} [data-item]:not([hidden])`).count();
    await page.selectOption("#filter-severity", "critical");
    const critical = production.rules.filter(({ severity }) => severity === "critical");
    await page.locator("#filter-status", { hasText: `Règles ${critical.length}` }).waitFor();
    await page.selectOption("#filter-state", "waived");
    await page.selectOption("#filter-severity", "");
    const waived = production.controls.filter(({ state }) => state === "waived");
    await page.locator("#filter-status", { hasText: `Matrice des exigences ${waived.length}` }).waitFor();
    expect(await shown("indetermines")).toBe(0);
    const other = production.rules.find(({ outcome }) => outcome === "passed")?.id ?? "";
    await page.evaluate(`location.hash = "#regle-${other}?state=waived"`);
    await page.locator(`#regle-${other}[open]`).waitFor();
    expect(await page.locator(`#regle-${other}`).isVisible()).toBe(true);
  });
});

test("the switch puts titles and labels into English and back, and a link keeps it", async () => {
  const hash = await inBrowser(files.production, async (opened) => {
    const { page } = opened;
    await page.click("#language");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.title()).toContain("plan judged for");
    expect((await page.locator("main h2").allTextContents()).join()).toContain("How this report was made");
    expect(await page.locator("#regle-K8S-02 .title").textContent()).toBe(
      production.rules.find(({ id }) => id === "K8S-02")?.title.en,
    );
    const french = '[...document.querySelectorAll("[data-en]")].filter((e) => e.textContent !== e.dataset.en).length';
    expect(await page.evaluate(french)).toBe(0);
    expect(await opened.axe("all but colours")).toEqual([]);
    const link = new URL(page.url()).hash;
    await page.click("#language");
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await page.locator("main h2").first().textContent()).toBe("1. Verdict");
    return link;
  });
  await inBrowser(
    files.production,
    async ({ page }) => expect(await page.locator("html").getAttribute("lang")).toBe("en"),
    LAPTOP,
    hash,
  );
});

test("on A4 every finding and control is printed, with the number of its page", async () => {
  const report = madeReport(40);
  const file = written(ground, "printed", htmlReport(report));
  const pdf = join(ground.scratch, "printed.pdf");
  await inBrowser(file, async ({ page }) => {
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    expect(await page.locator("#ecarts details.group[open]").count()).toBe(0);
  });
  const pages = pdfPages(ground.chromium, pdf);
  const text = pages.join("\n");
  expect(pages[0]).toMatch(new RegExp(`^1 / ${pages.length}$`, "m"));
  // Names go over several lines where a column is narrow, and a hyphen there is taken for one of the typesetter's.
  const joined = (words: string) => words.replace(/[\s-]/g, "");
  const letters = joined(text);
  for (const { object } of report.findings) expect(letters).toContain(joined(object));
  for (const { id, document } of report.controls) expect(letters).toContain(joined(id.replace(`${document.key}:`, "")));
  expect(text).not.toContain("Recherche et filtres");
});

test("without JavaScript the verdict, findings, controls and waivers are there, and no field that does nothing", async () => {
  await inBrowser(
    files.production,
    async ({ page }) => {
      expect(await page.locator("#filters").isVisible()).toBe(false);
      expect(await page.locator(".verdict").isVisible()).toBe(true);
      expect(await page.locator("#exigences tr[data-item]").count()).toBe(production.controls.length);
      expect(await page.locator("#derogations tr[data-item]").count()).toBe(production.waivers.length);
      await page.locator("#regle-K8S-02 > summary").click();
      expect(await page.locator("#regle-K8S-02").textContent()).toContain("Pourquoi");
    },
    { ...LAPTOP, javaScriptEnabled: false },
  );
});

test("hostile texts run nothing, in the page and in the YAML that its script writes", async () => {
  await inBrowser(files.hostile, async (opened) => {
    const { page } = opened;
    page.on("dialog", () => expect("a dialog").toBe("none"));
    await page.locator("#ecarts .object > summary").first().click();
    await page.locator("#ecarts pre").first().waitFor();
    expect(await page.locator("#ecarts pre").first().textContent()).toContain("\\u202e");
    await page.fill("#filter-text", "<img src=x onerror=alert(1)>");
    await page.locator("#filter-status", { hasText: "affichés" }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await opened.axe()).toEqual([]);
  });
});
