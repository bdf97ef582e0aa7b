import { domainToASCII, domainToUnicode } from "node:url";
import { distance } from "fastest-levenshtein";
import freeEmailDomains from "free-email-domains";
import { parse } from "tldts";
import { z } from "zod";
import { type Check, checked } from "./field";

/**
 * Public mail and access providers used in France; the npm list free-email-domains 1.12.6 lacks most (compared
 * 2026-11; suitenumerique/st-home data/tasks/defs.py has many of them).
 */
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
  "numericable.com",
  "aliceadsl.fr",
  "libertysurf.fr",
  "akeonet.com",
  "west-telecom.com",
  "alsatis.net",
  "vialis.net",
  "fr.oleane.com",
  "tutanota.com",
];

const PUBLIC_MAIL: ReadonlySet<string> = new Set([...freeEmailDomains, ...FRENCH_MAIL_PROVIDERS]);

/** Labels of letters, digits and inner hyphens; the last has a letter first, so that an address is no name. */
const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

const SPACES: Readonly<Record<string, string>> = { "00A0": "a no-break space", "202F": "a narrow no-break space" };

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Armenian", /\p{Script=Armenian}/u],
];

function scripts(value: string): string[] {
  return SCRIPTS.filter(([, pattern]) => pattern.test(value)).map(([name]) => name);
}

/** What is wrong with a name whose registered form, xn--…, hides a label of several scripts. */
function hiddenScripts(value: string): { wrong: string; write: string } | undefined {
  const shown = domainToUnicode(value);
  const write = "Type the name again with plain Latin letters.";
  if (shown === "") return { wrong: `${value} has a label xn--… that stands for nothing.`, write };
  const mixed = shown.split(".").find((label) => scripts(label).length > 1);
  if (mixed === undefined) return undefined;
  return {
    wrong: `${value} stands for ${shown}, which mixes ${scripts(mixed).join(" and ")} letters: it only looks like another name.`,
    write,
  };
}

function notAscii(value: string): { wrong: string; write: string } {
  const found = scripts(value);
  const odd = [...value].find((letter) => letter > "\u007f") ?? "";
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  if (found.length > 1)
    return {
      wrong: `${value} mixes ${found.join(" and ")} letters (${odd} is U+${code}): it only looks like another name.`,
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
    const name = SPACES[code] ?? "a space";
    return { wrong: `There is ${name} in it (U+${code}).`, write: `Write ${value.replace(/\s/gu, "")}` };
  }
  if (value.includes("@"))
    return { wrong: `${value} is an address, not a domain.`, write: "Write what follows the @." };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "everything but ASCII".
  if (/[^\x00-\x7f]/.test(value)) return notAscii(value);
  if (/[\\^$()[\]{}|+?]|\.\*/.test(value))
    return { wrong: `${value} is a pattern.`, write: "List each domain; routing is by exact name." };
  if (value.includes("*"))
    return { wrong: `${value} is a wildcard.`, write: "List each domain; routing is by exact name." };
  if (value !== value.toLowerCase())
    return { wrong: `${value} has capital letters.`, write: `Write ${value.toLowerCase()}` };
  if (value.endsWith(".")) return { wrong: `${value} ends with a dot.`, write: `Write ${value.slice(0, -1)}` };
  if (!value.includes(".")) return { wrong: `${value} is a single word.`, write: "Write the whole domain name." };
  if (/^[\d.]+$/.test(value)) return { wrong: `${value} is an IP address, not a name.`, write: "Write a domain name." };
  if (!NAME.test(value))
    return { wrong: `${value} is not a domain name.`, write: "Write letters, digits, hyphens and dots." };
  return /(^|\.)xn--/.test(value) ? hiddenScripts(value) : undefined;
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
  if (parsed.isIcann === false)
    return {
      wrong: `${parsed.publicSuffix} is no top-level domain: nothing can be delivered to ${value}.`,
      write: "Correct the ending.",
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

/** Two letters changed places, which counts as a distance of 2. */
const NEARLY_GOUV = ["oguv", "guov", "govu"];

/** Why a domain outside gouv.fr looks like one inside it, or undefined: such a name may be bought by a stranger. */
export function lookAlike(domain: string): string | undefined {
  if (domain.endsWith(".gouv.fr")) return undefined;
  const plain = CONFUSABLE.reduce((name, [pattern, letter]) => name.replace(pattern, letter), domain);
  const registered = parse(plain).domainWithoutSuffix ?? "";
  const nearly = registered.split("-").some((word) => NEARLY_GOUV.includes(word) || distance(word, "gouv") === 1);
  if (nearly || /(^|[.-])gouv([.-]|$)/.test(plain) || plain.includes("gouvfr")) {
    return `${domain} looks like a name under gouv.fr and is not: it was open to anyone to register.`;
  }
  return undefined;
}

export const domainName = () => checked(z.string(), domainNameCheck);
export const emailDomain = () => checked(z.string(), emailDomainCheck);
