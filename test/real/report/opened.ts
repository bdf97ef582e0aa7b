import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { z } from "zod";
import type { Ground } from "../images";
import { chromiumProgram } from "../install/chromium";

/** Sizes at which reports are read; a laptop of 1366 by 768 is what many administrations hand out. */
export const LAPTOP = { viewport: { width: 1366, height: 768 } } as const satisfies BrowserContextOptions;
export const TELEPHONE = { viewport: { width: 390, height: 844 } } as const satisfies BrowserContextOptions;

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const RULES_OF_AXE = {
  all: {},
  colours: { runOnly: ["color-contrast"] },
  "all but colours": { rules: { "color-contrast": { enabled: false } } },
};

const violations = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

/** A report that a browser opened from disk, and all that it asked for and complained of. */
export class Opened {
  private readonly requests: string[] = [];
  private readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("console", (message) => this.complaints.push(message.text()));
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  static async open(
    browser: Browser,
    file: string,
    options: BrowserContextOptions = LAPTOP,
    hash = "",
  ): Promise<Opened> {
    const context = await browser.newContext(options);
    const opened = new Opened(await context.newPage());
    await opened.page.goto(`${pathToFileURL(file)}${hash}`);
    return opened;
  }

  /** Requests for anything but the file itself, complaints of the browser, and errors of the script. */
  amiss(): string[] {
    const file = this.page.url().replace(/#.*/s, "");
    return [...this.requests.filter((url) => url.replace(/#.*/s, "") !== file), ...this.complaints];
  }

  /** What axe finds wrong, as a person reads it; contrast takes it a minute on a page of production's size. */
  async axe(rules: keyof typeof RULES_OF_AXE = "all"): Promise<string[]> {
    await this.page.evaluate(AXE);
    const asked = JSON.stringify(RULES_OF_AXE[rules]);
    const found = await this.page.evaluate(`axe.run(${asked}).then(({ violations }) => violations)`);
    return violations.parse(found).map(({ id, nodes }) => {
      const [first] = nodes;
      return `${id}, ${nodes.length} times: ${first?.html} ${first?.failureSummary}`;
    });
  }

  /** What stands where the keyboard is. */
  focused(): Promise<string> {
    return this.page.evaluate<string>("document.activeElement?.textContent ?? ''");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Starts the browser of this run. */
export function startBrowser({ chromium: root, scratch }: Ground): Promise<Browser> {
  // The whole test runs as root in namespaces of its own, where the browser's sandbox cannot.
  return chromium.launch({ executablePath: chromiumProgram(root, scratch), args: ["--no-sandbox"] });
}

/** Writes a report where a browser can open it. */
export function written({ scratch }: Pick<Ground, "scratch">, name: string, html: string): string {
  const file = join(scratch, `${name}.html`);
  writeFileSync(file, html);
  return file;
}
