/** A regular expression of Python's `re`, as `re.match` applies it. */
export interface PythonPattern {
  readonly matches: (text: string) => boolean;
  /** Begins with `^` and ends with `\Z`, and no branch of it escapes either. */
  readonly anchored: boolean;
}

const TOKENS =
  /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:[:=!]|P<\w+>)|[()|^$.]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[^\\[\](){}*+?]/guy;

/** Classes of characters that both languages have, by what Python 3 means for text: Unicode, where JavaScript's are ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  s: String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`,
  w: String.raw`\p{L}\p{N}_`,
};

const code = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** What one escape means; undefined for escapes that this does not know, letters and digits among them. */
function escaped(letter: string, inClass: boolean): string | undefined {
  const known = CLASSES[letter];
  if (known !== undefined) return inClass ? known : `[${known}]`;
  if (letter === "Z" && !inClass) return String.raw`(?![\s\S])`;
  if (letter === "A" && !inClass) return "^";
  return /[A-Za-z0-9]/.test(letter) ? undefined : code(letter);
}

function characterClass(token: string): string | undefined {
  const negated = token.startsWith("[^");
  const inner = token.slice(negated ? 2 : 1, -1);
  const parts = [...inner.matchAll(/\\([\s\S])|([\s\S])/gu)].map(([, letter, plain = ""]) => {
    if (letter !== undefined) return escaped(letter, true);
    return plain === "-" ? "-" : code(plain);
  });
  // A dash at either end is a dash for Python; JavaScript wants it written as one.
  const written = parts.map((part, index) =>
    part === "-" && (index === 0 || index === parts.length - 1) ? code("-") : part,
  );
  return written.includes(undefined) ? undefined : `[${negated ? "^" : ""}${written.join("")}]`;
}

function translated(token: string): string | undefined {
  if (token.startsWith("\\")) return escaped(token.slice(1), false);
  if (token.startsWith("[")) return characterClass(token);
  // Before a line break at the end too.
  if (token === "$") return String.raw`(?=\n?(?![\s\S]))`;
  if (token === ".") return String.raw`[^\n]`;
  if (token.startsWith("(?P<")) return "(";
  if (/^(?:[()|^]|\(\?[:=!]|[*+?]\??|\{.*\}\??)$/.test(token)) return token;
  return token.length === 1 || [...token].length === 1 ? code(token) : undefined;
}

/** True when an alternative stands outside all parentheses: it would be free of the anchors at the ends. */
function branchesOutside(tokens: readonly string[]): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (token.startsWith("(")) depth++;
    else if (token === ")") depth--;
    else if (token === "|" && depth === 0) return true;
  }
  return false;
}

/**
 * Reads the part of Python's syntax that means the same here or can be said here; undefined for all else (flags, look
 * behind, back references, possessive quantifiers), which must then count as not judged.
 */
export function pythonPattern(pattern: string): PythonPattern | undefined {
  const tokens = pattern.match(TOKENS) ?? [];
  const parts = tokens.map(translated);
  if (tokens.join("") !== pattern || parts.includes(undefined)) return undefined;
  try {
    const expression = new RegExp(`^(?:${parts.join("")})`, "u");
    const anchored = tokens[0] === "^" && tokens.at(-1) === "\\Z" && !branchesOutside(tokens);
    return { matches: (text) => expression.test(text), anchored };
  } catch {
    return undefined;
  }
}
