import { Lexer } from "yaml";

/** Levels that a manifest may nest: 100, three times what the deepest Kubernetes object has. */
const DEEPEST = 100;

/** Columns of a line that goes that deep, at four a level. */
const WIDEST = 4 * DEEPEST;

/** Whether brackets, read without regard to quotes and texts, open much more often than they close. */
function opensOften(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "[" || character === "{") depth += 1;
    else if (depth > 0 && (character === "]" || character === "}")) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/**
 * Whether YAML nests deeper than any object does. Asked before it is read: a reader that goes into each level runs out
 * of stack, and may take the whole process with it.
 */
export function nestsTooDeep(text: string): boolean {
  const mayNest = opensOften(text) || /(?:[-?:][ \t]+){50}/.test(text) || /^ {400}/m.test(text);
  if (!mayNest) return false;
  let [brackets, onLine] = [0, 0];
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") brackets += 1;
    else if (token === "]" || token === "}") brackets -= 1;
    else if (token === "-" || token === "?" || token === ":") onLine += 1;
    const isBreak = token === "\n" || token === "\r\n";
    const isWide = isLineStart && /^ +$/.test(token) && token.length > WIDEST;
    if (brackets > DEEPEST || onLine > DEEPEST || isWide) return true;
    if (isBreak) onLine = 0;
    isLineStart = isBreak;
  }
  return false;
}
