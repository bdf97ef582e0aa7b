/** Words and figures that some reader of YAML takes for no text. */
const TAKEN =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+.]?[\d.][\d_.:,xobeE+-]*|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*)$/i;

const PLAIN = /^[A-Za-z_/][^\n:#"'[\]{},&*!|>%@`\\]*$/;

/** What no reader sees, and what turns the direction of text: written as its code point. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]/u;
const EACH_UNSEEN = new RegExp(UNSEEN.source, "gu");

function codePoint(each: string): string {
  const digits = (each.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

function quoted(text: string): string {
  const inner = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${inner.replace(EACH_UNSEEN, codePoint)}"`;
}

function textLine(text: string): string {
  const isPlain = PLAIN.test(text) && text === text.trim() && !TAKEN.test(text) && !UNSEEN.test(text);
  return isPlain ? text : quoted(text);
}

/** A file in a text as its own lines, where reading them back gives the same text. */
function block(text: string, indent: string): string | undefined {
  if (!text.includes("\n") || UNSEEN.test(text) || /^\s/.test(text)) return undefined;
  const ending = /\n*$/.exec(text)?.[0].length ?? 0;
  const lines = text.slice(0, text.length - ending).split("\n");
  const kept = [...lines, ...Array<string>(Math.max(0, ending - 1)).fill("")];
  const chomping = ending === 0 ? "-" : ending === 1 ? "" : "+";
  return `|${chomping}\n${kept.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n")}`;
}

function scalar(value: unknown, indent: string): string {
  if (typeof value === "string") return block(value, indent) ?? textLine(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[]" : "{}";
  return String(value);
}

const isFull = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

function lines(value: object, indent: string): string[] {
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return value.map((each: unknown) =>
      isFull(each)
        ? `${indent}- ${lines(each, deeper).join("\n").slice(deeper.length)}`
        : `${indent}- ${scalar(each, deeper)}`,
    );
  return Object.entries(value).map(([key, each]: [string, unknown]) => {
    const head = `${indent}${textLine(key)}:`;
    return isFull(each) ? `${head}\n${lines(each, deeper).join("\n")}` : `${head} ${scalar(each, deeper)}`;
  });
}

/** JSON-like data as YAML that every reader takes alike, files in texts as their own lines. */
export function yamlText(value: unknown): string {
  return `${isFull(value) ? lines(value, "").join("\n") : scalar(value, "  ")}\n`;
}
