import { createHash } from "node:crypto";

/** A number below `below`, the same for the same names on any machine. */
function drawn(below: number, ...names: readonly (string | number)[]): number {
  return createHash("sha256").update(names.join("\0")).digest().readUInt32BE(0) % below;
}

function one<T>(list: readonly T[], ...names: readonly (string | number)[]): T {
  const found = list[drawn(list.length, ...names)];
  if (found === undefined) throw new Error("Nothing to choose from.");
  return found;
}

const CONTROLS = [
  ...Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(code)),
  ..."\u007f\u0080\u0085\u00a0\u00ad\u200b\u200d\u2028\u2029\u202e\u2060\u3000\ufeff",
];

/** What is not a plain letter, dot or @, but is read, folded or shown as one somewhere. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "\u0430\u00e0\uff41\u0251",
  c: "\u0441\uff43",
  e: "\u0435\u00e9\uff45",
  i: "\u0131\u0130\u0456\u2170\uff49",
  k: "\u212a\u043a\uff4b",
  l: "\u2113\u217c\uff4c",
  o: "\u043e\u03bf\uff4f",
  p: "\u0440\uff50",
  s: "\u017f\u0455\uff53",
  v: "\u2174\u03bd\uff56",
  ".": "\u3002\uff0e\u2024\uff61",
  "-": "\u2010\u2011\u2212\uff0d",
  "@": "\uff20\ufe6b",
};

/** The text with the character at a place replaced, or with something put before it. */
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);
const inserted = (text: string, at: number, what: string) => text.slice(0, at) + what + text.slice(at);

type Forge = (domain: string, seed: string) => string;

const place = (text: string, seed: string) => drawn(text.length + 1, seed, "place");

function lookAlike(domain: string, seed: string): string {
  const address = `agent@${domain}`;
  const places = [...address].flatMap((character, at) => (LOOK_ALIKES[character] === undefined ? [] : [at]));
  const at = one(places, seed, "place");
  return replaced(address, at, one([...(LOOK_ALIKES[address[at] ?? ""] ?? "")], seed, "instead"));
}

/** Ways to write an address that is none of a domain's, by what they are. */
const FORGERIES: Readonly<Record<string, Forge>> = {
  "a second @ before": (domain) => `agent@evil.example@${domain}`,
  "a second @ behind": (domain) => `agent@${domain}@evil.example`,
  "two @ in one": (domain) => `agent@@${domain}`,
  "a control character or a space": (domain, seed) => {
    const address = `agent@${domain}`;
    return inserted(address, place(address, seed), one(CONTROLS, seed, "control"));
  },
  "a line break at the end": (domain, seed) => `agent@${domain}${one(["\n", "\r", "\r\n", "\n\n"], seed)}`,
  "an address on each line": (domain, seed) =>
    one([`a@evil.example\nagent@${domain}`, `agent@${domain}\na@evil.example`], seed),
  "a look-alike": lookAlike,
  "a combining accent": (domain, seed) => inserted(`agent@${domain}`, 7 + drawn(domain.length, seed), "\u0301"),
  "a trailing dot": (domain) => `agent@${domain}.`,
  "a domain below": (domain, seed) => `agent@${one(["evil", "mail", "xn--n8h"], seed)}-zz.${domain}`,
  "an empty label": (domain) => `agent@.${domain}`,
  "something before": (domain, seed) => `agent@${one(["x", "evil-", "0", "_"], seed)}zz${domain}`,
  "something behind": (domain, seed) =>
    `agent@${domain}${one([".evil.example", "x", "-x", "/x", ":25", "%00", "#", "?x"], seed)}`,
  "a dot that is another character": (domain, seed) => {
    const dots = [...domain].flatMap((character, at) => (character === "." ? [at] : []));
    return `agent@${replaced(domain, one(dots, seed), one(["x", "-", "_", "", "..", ","], seed, "instead"))}`;
  },
  quotes: (domain, seed) => `${one(['"agent"', '"a@evil.example"', '"a b"', '"a\\"b"', "'a b'"], seed)}@${domain}`,
  "a comment": (domain, seed) =>
    one([`agent(x)@${domain}`, `(x)agent@${domain}`, `agent@(x)${domain}`, `agent@${domain}(x)`], seed),
  routing: (domain, seed) =>
    `${one(["a%evil.example", "evil.example!a", "@evil.example:a", "a/b", "a\\b", "a:b", "a|b"], seed)}@${domain}`,
  "several or named": (domain, seed) =>
    one(
      [
        `a@evil.example,agent@${domain}`,
        `a@evil.example;agent@${domain}`,
        `Agent <agent@${domain}>`,
        `<agent@${domain}>`,
      ],
      seed,
    ),
  "dots out of place": (domain, seed) => `${one([".agent", "agent.", "a..b", "."], seed)}@${domain}`,
  "no local part": (domain, seed) => one([`@${domain}`, domain, ` @${domain}`], seed),
  "a literal or a name behind it": (domain, seed) =>
    one([`agent@[${domain}]`, `agent@${domain} evil.example`, `mailto:agent@${domain}`], seed),
  encoded: (domain, seed) =>
    one([`agent%40${domain}`, `agent&#64;${domain}`, `agent=40${domain}`, `agent\\u0040${domain}`], seed),
};

/** Addresses that are none of these domains', by how they are forged; for each domain each way, `rounds` times. */
export function forged(
  domains: readonly string[],
  rounds: number,
): { readonly way: string; readonly address: string }[] {
  return domains.flatMap((domain) =>
    Object.entries(FORGERIES).flatMap(([way, forge]) =>
      Array.from({ length: rounds }, (_, round) => ({ way, address: forge(domain, `${domain} ${way} ${round}`) })),
    ),
  );
}

const mixed = (text: string) => [...text].map((each, at) => (at % 2 ? each : each.toUpperCase())).join("");

/** Addresses that are a domain's own, in every case. */
export function own(domain: string): string[] {
  const locals = ["agent", "prenom.nom", "jean-pierre.o'brien", "a_b+c", "0"];
  return locals
    .map((local) => `${local}@${domain}`)
    .flatMap((address) => [address, address.toUpperCase(), mixed(address)]);
}
