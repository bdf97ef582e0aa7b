import { once, oncePerText } from "../../../plan/once";

/** Texts that are secrets by their form, whatever they are called. */
const FORMS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|\bAGE-SECRET-KEY-1/ },
  { what: "a Synapse signing key", pattern: /\bed25519 \w+ [A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/ },
  { what: "an address with a password", pattern: /(?<=[a-z][a-z0-9+.-]*):\/\/[^\s/:@"']*:[^\s@"']+@/i },
  {
    what: "an access key",
    pattern: /\b(AKIA[0-9A-Z]{16}|glpat-[\w-]{20,}|gh[pousr]_\w{36}|github_pat_\w{22,}|(syt|mct|mat)_\w{6,})\b/,
  },
  { what: "a signed token", pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/ },
  { what: "an authorization header", pattern: /\b(bearer|basic) [\w+/=.-]{16,}/i },
  // host:port:database:user:password, as libpq reads it.
  { what: "a line of a pgpass", pattern: /(^|[\s"'])[\w.*-]+:(\d{2,5}|\*):[\w*-]+:[\w*-]+:[^\s:"']+/ },
  { what: "a password's hash", pattern: /\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|SCRAM-SHA-256\$\d+:/ },
];

/** Last words of names whose value is a secret, alone or after the word before. */
const SECRET_WORD =
  /^(password|passwd|passphrase|pass|pwd|pepper|secret|token|credentials?|hmac|dsn|pgpass|requirepass|masterauth|apikey)$/;
const SECRET_PAIR = /^(private|api|access|secret|signing|shared|encryption|master|customer)-key$/;
/** In every name of a secret, and in few others: most texts are let go by it. */
const HINT = /pass|pwd|pepper|secret|token|credential|hmac|dsn|auth|key/i;
/** Words that only say which one of several a value is. */
const VAGUE = /^(value|text|plain|plaintext|old|new|default|current|previous|\d+)$/;

/** `smtpPassword`, `SMTP_PASSWORD`, `--smtp-password` and `smtp.password.value` all name a secret. */
export const namesSecret = oncePerText((name): boolean => {
  if (!HINT.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Za-z])(\d+)$/, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !VAGUE.test(word));
  const [last = "", before = ""] = words.reverse();
  return SECRET_WORD.test(last) || SECRET_PAIR.test(`${before}-${last}`);
});

/** False for what stands where a secret could, but is none: a path to it, a reference, a switch, a small number. */
export function canBeSecret(value: string): boolean {
  const text = value.trim();
  const isPath = /^(file:\/\/)?(\/[a-z0-9_.-]*[a-z_.-][a-z0-9_.-]*)+$/.test(text);
  return !(isPath || /^(|true|false|null|~|none|\d{1,3}|\$\([A-Za-z_]\w*\))$/i.test(text));
}

type Names = ReadonlySet<string>;

function isSecret(name: string, value: string, names: Names): boolean {
  return namesSecret(name) && canBeSecret(value) && !(/secret$/i.test(name) && names.has(value));
}

/**
 * `name: value` and `name=value` anywhere; a YAML name with its value on the next line; a YAML `name:` over its `value:`;
 * `name value` as the last words of a line, where no prose could stand.
 */
const SETTINGS: readonly RegExp[] = [
  /(?<![\w.-])([\w.-]+)\\?["']?[ \t]*[:=][ \t]*(?=\\?["']?([^\s"',;&}{[\]\\]+))/g,
  /^[ \t-]*["']?([\w.-]+)["']?:[ \t]*(?:[|>][+-]?\d*[ \t]*)?\n[ \t]+["']?([^\s"':{}[\]-][^\n:]*)$/gm,
  /\bname:[ \t]*["']?([\w.-]+)["']?[ \t]*\n[ \t]*value:[ \t]*["']?([^\s"']+)/g,
  /^[ \t]*([\w.-]+)[ \t]+["']?([^\s"']+)["']?[ \t]*$/gm,
  /(?<![\w.-])([A-Za-z]+[-_][\w.-]+)[ \t]+["']?([^\s"':=]+)["']?[ \t]*$/gm,
];

function settingsIn(text: string, names: Names): string[] {
  if (!HINT.test(text)) return [];
  return SETTINGS.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(([, name = "", value = ""]) =>
    isSecret(name, value, names) ? [`sets ${name}`] : [],
  );
}

/** Texts that are in a text as base64. */
function decoded(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [])
    .map((each) => Buffer.from(each, "base64").toString("utf8"))
    .filter((plain) => /^[\t\n\r\x20-\x7e\u00a0-\u024f]{8,}$/.test(plain));
}

/** What a text holds as JSON; undefined for any other text. */
function structured(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts within texts are followed this far: Helm values hold files, which hold JSON, which holds base64. */
const DEPTH = 4;

const NOTHING: readonly never[] = [];

/** What was found in texts, for the same names and depth: most texts of a plan stand in it many times. */
const known = once((names: Names) =>
  Array.from({ length: DEPTH + 1 }, (_, depth) =>
    oncePerText((text): readonly string[] => {
      const found = new Set(secretsInText(text, names, depth));
      return found.size === 0 ? NOTHING : [...found];
    }),
  ),
);

function inText(text: string, names: Names, depth: number): readonly string[] {
  return known(names)[depth]?.(text) ?? NOTHING;
}

/** What a text says by itself, and the texts that are in it as base64: the same however deep it is found. */
const readText = once((names: Names) =>
  oncePerText((text) => ({
    messages: [
      ...FORMS.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `holds ${what}`),
      ...settingsIn(text, names),
    ],
    hidden: decoded(text),
  })),
);

function secretsInText(text: string, names: Names, depth: number): readonly string[] {
  const data = depth > 0 ? structured(text) : undefined;
  if (data !== undefined) return search(data, names, depth - 1).map(({ message }) => message);
  const { messages, hidden } = readText(names)(text);
  if (depth === 0 || hidden.length === 0) return messages;
  return [
    ...messages,
    ...hidden.flatMap((plain) => secretsInText(plain, names, depth - 1).map((message) => `${message}, as base64`)),
  ];
}

/** A place in data, and why what stands there is taken for a secret; never the secret itself. */
export interface FoundSecret {
  readonly path: string;
  readonly message: string;
}

/** The same, by the members and places that lead there, the last of them first: few texts are ever written of many read. */
interface Found {
  readonly steps: (string | number)[];
  readonly message: string;
}

function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduceRight<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

const isReal = (value: unknown) => typeof value === "string" || typeof value === "number";

function isNamed(name: unknown, value: unknown, names: Names): name is string {
  return typeof name === "string" && isReal(value) && isSecret(name, String(value), names);
}

/** Searches what stands at a member or place, and adds what was found there. */
function searchAt(step: string | number, value: unknown, names: Names, depth: number, found: Found[]): void {
  if (typeof value !== "string" && (typeof value !== "object" || value === null)) return;
  for (const each of searched(value, names, depth)) {
    each.steps.push(step);
    found.push(each);
  }
}

const set = (name: string, ...steps: (string | number)[]): Found => ({ steps, message: `sets ${name}` });

function searchList(values: readonly unknown[], names: Names, depth: number): Found[] {
  const found: Found[] = [];
  for (const [index, each] of values.entries()) {
    searchAt(index, each, names, depth, found);
    // `--password`, `hunter2`: a flag and its value as two arguments.
    const isFlag = typeof each === "string" && each.startsWith("-");
    if (isFlag && isNamed(each, values[index + 1], names)) found.push(set(each, index + 1));
  }
  return found;
}

function searchMembers(data: object, names: Names, depth: number): Found[] {
  const found: Found[] = [];
  const value: unknown = Reflect.get(data, "value");
  const beside: unknown = isReal(value) ? (Reflect.get(data, "name") ?? Reflect.get(data, "key")) : undefined;
  if (isNamed(beside, value, names)) found.push(set(beside, "value"));
  for (const [key, each] of Object.entries(data)) {
    // `password`, or a Terraform output or variable of that name.
    if (namesSecret(key)) {
      const isObject = typeof each === "object" && each !== null;
      const values = isObject ? [Reflect.get(each, "value"), Reflect.get(each, "default")] : [each];
      for (const one of values) if (isNamed(key, one, names)) found.push(set(key, key));
    }
    searchAt(key, each, names, depth, found);
  }
  return found;
}

function searched(value: string | object, names: Names, depth: number): readonly Found[] {
  if (typeof value === "string") {
    const messages = inText(value, names, depth);
    return messages.length === 0 ? NOTHING : messages.map((message) => ({ steps: [], message }));
  }
  return Array.isArray(value) ? searchList(value, names, depth) : searchMembers(value, names, depth);
}

function search(value: unknown, names: Names, depth: number): FoundSecret[] {
  const isRead = typeof value === "string" || (typeof value === "object" && value !== null);
  return isRead ? searched(value, names, depth).map(({ steps, message }) => ({ path: pathOf(steps), message })) : [];
}

const NO_NAMES: Names = new Set();

/**
 * Every secret in data: by its name, by a name that stands beside it, by its form, in texts within. `names`: those of
 * Secrets, which stand where a program is told in which one its value is.
 */
export function findSecrets(value: unknown, names: Names = NO_NAMES): FoundSecret[] {
  return search(value, names, DEPTH);
}
