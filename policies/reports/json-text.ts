/** Halves of surrogate pairs: no UTF-8 has them, and readers of JSON refuse their escapes. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** JSON that every reader takes: what is no character of Unicode is shown as U+FFFD. */
export function jsonText(value: unknown, indent: number): string {
  const whole = (_: string, each: unknown) => (typeof each === "string" ? each.replace(LONE, "\ufffd") : each);
  return `${JSON.stringify(value, whole, indent)}\n`;
}
