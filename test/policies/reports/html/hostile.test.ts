import fc from "fast-check";
import { htmlReport } from "../../../../policies/reports/html/html-report";
import { html, name } from "../../../../policies/reports/html/markup";
import { HOSTILE, hostileReport } from "../hostile-report";
import { madeReport } from "./made-report";
import { attribute, elementsOf, Page, textOf } from "./page-of";

/** What charts, environment files and whoever writes to either may bring into the page. */
const TEXTS = [
  "</script><img src=x onerror=alert(1)>",
  "</style><script>alert(1)</script>",
  "</title></textarea></noscript><svg onload=alert(1)>",
  "<!--<script>",
  "]]><![CDATA[",
  `" onmouseover="alert(1)`,
  "' onfocus='alert(1)' autofocus='",
  "&lt;b&gt; &amp;#60;",
  "\u0024{alert(1)}`",
  "a\u2028b\u2029c",
  "\u202eright to left\u202c \u2066isolated\u2069",
  "a\u0000b\u001bc\ud800",
  "שלום",
  "-->",
];

/** Nothing that cannot be seen, and no mark that turns the direction. */
const VISIBLE = /^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[\n\t])+$/u;

/** The names of elements and attributes of a page: its shape, without any text. */
function shape(page: Page): string {
  return page
    .all()
    .map(({ tagName, attrs }) => `${tagName} ${attrs.map((each) => each.name).join(" ")}`)
    .join("\n");
}

const plain = shape(new Page(htmlReport(madeReport(3, "x"))));

test.each(TEXTS)("%j stays text wherever a plan can bring it", (text) => {
  expect(shape(new Page(htmlReport(madeReport(3, text))))).toBe(plain);
});

test.each(TEXTS)("%j in an object is shown as it is, and told by its code points where it cannot be seen", (text) => {
  const report = madeReport(1, text);
  const page = new Page(htmlReport(report));
  const seen = page.library().lookedAt("RED-01");
  const objects = [...seen.values()].flat().flatMap(({ number }) => page.library().object(number ?? -1)?.object ?? []);
  // JSON has no place for half of a pair: both sides read it as U+FFFD.
  const readable = (value: unknown) => JSON.stringify(value).replaceAll("\\ud800", "\ufffd");
  expect(objects.map(readable).sort()).toEqual(report.objects.map(({ object }) => readable(object)).sort());
  const message = elementsOf(page.byId("ecarts")).find(({ tagName }) => tagName === "summary");
  expect(message === undefined ? "" : textOf(message)).toMatch(VISIBLE);
});

test("any text in an element and an attribute comes out as itself, or as the code points of what cannot be seen", () => {
  const visible = (text: string) =>
    text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" })), (text) => {
      const page = new Page(html`<!doctype html><p title="${text}">${name(text)}</p>`.html);
      const [paragraph, ...others] = page.all("p");
      if (paragraph === undefined) throw new Error("no paragraph");
      expect(others).toEqual([]);
      expect(elementsOf(paragraph).map(({ tagName }) => tagName)).toEqual(["code", "bdi"]);
      expect([textOf(paragraph), attribute(paragraph, "title")]).toEqual([visible(text), visible(text)]);
    }),
  );
});

test("the hostile texts of the other formats stay text too", () => {
  const page = new Page(htmlReport(hostileReport()));
  expect(page.all("failure")).toEqual([]);
  expect(page.all("testcase")).toEqual([]);
  expect(textOf(page.byId("ecarts"))).toContain(HOSTILE[0]);
});
