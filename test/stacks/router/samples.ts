/** An id as clients spell it in a path: its colon may or may not be percent-encoded. */
const ANYTHING = "!room%3Aa.example";

/** Texts that one pattern of the documentation matches: one for each of its alternatives, wildcards filled in. */
export function samples(pattern: string, anything = ANYTHING): string[] {
  let at = 0;
  // Ends at the end, or at what closes a group: `|` or `)`.
  const sequence = (): string[] => {
    let texts = [""];
    const append = (parts: readonly string[]) => {
      texts = texts.flatMap((text) => parts.map((part) => text + part));
    };
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const rest = pattern.slice(at);
      if (rest.startsWith("(")) append(group());
      else if (rest.startsWith(".*") || rest.startsWith("[^/]+")) {
        append([rest.startsWith(".*") ? anything : "one"]);
        at += rest.startsWith(".*") ? 2 : 5;
      } else {
        // A dot of the documentation stands for itself.
        append(rest.startsWith("^") || rest.startsWith("$") ? [""] : [rest.charAt(0)]);
        at += 1;
      }
    }
    return texts;
  };
  const group = (): string[] => {
    const texts: string[] = [];
    do {
      at += 1;
      texts.push(...sequence());
    } while (pattern[at] === "|");
    at += 1;
    const isOptional = pattern[at] === "?";
    if (isOptional) at += 1;
    return isOptional ? ["", ...texts] : texts;
  };
  const found = sequence();
  // What ends in a slash, or has no end, goes on.
  return pattern.endsWith("/") ? found.map((text) => `${text}one`) : found;
}
