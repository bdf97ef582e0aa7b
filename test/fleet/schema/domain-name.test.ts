import fc from "fast-check";
import { domainNameCheck, emailDomainCheck, lookAlike } from "../../../fleet/schema/domain-name";

test.each([
  "finances.gouv.fr",
  "dgfip.finances.gouv.fr",
  "insee.fr",
  "ac-paris.fr",
  "i-carre.net",
  "ac-noumea.nc",
  "riep-justice.fr",
  "xn--caf-dma.fr",
])("%s is a domain that may open accounts", (domain) => {
  expect(emailDomainCheck(domain)).toBeUndefined();
});

test.each([
  ["finances\u00A0.gouv.fr", "There is a no-break space in it (U+00A0).", "Write finances.gouv.fr"],
  ["\u00A0finances.gouv.fr", "There is a no-break space in it (U+00A0).", "Write finances.gouv.fr"],
  ["finances.gouv.fr\u202F", "There is a narrow no-break space in it (U+202F).", "Write finances.gouv.fr"],
  ["finances gouv.fr", "There is a space in it (U+0020).", "Write financesgouv.fr"],
  ["Finances.gouv.fr", "Finances.gouv.fr has capital letters.", "Write finances.gouv.fr"],
  ["finances.gouv.fr.", "finances.gouv.fr. ends with a dot.", "Write finances.gouv.fr"],
  ["*.finances.gouv.fr", "*.finances.gouv.fr is a wildcard.", "List each domain; routing is by exact name."],
  ["*", "* is a wildcard.", "List each domain; routing is by exact name."],
  [".*\\.gouv\\.fr", ".*\\.gouv\\.fr is a pattern.", "List each domain; routing is by exact name."],
  ["^finances.gouv.fr$", "^finances.gouv.fr$ is a pattern.", "List each domain; routing is by exact name."],
  ["ac-[a-z]+.fr", "ac-[a-z]+.fr is a pattern.", "List each domain; routing is by exact name."],
  ["(insee|inpi).fr", "(insee|inpi).fr is a pattern.", "List each domain; routing is by exact name."],
  ["fr", "fr is a whole top-level domain.", "Write the organisation's own domain."],
  ["com", "com is a whole top-level domain.", "Write the organisation's own domain."],
  ["asso.fr", "asso.fr is a public suffix that anyone can register under.", "Write the organisation's own domain."],
  ["gouv.fr", "gouv.fr is the State's whole domain.", "List each administration's own domains."],
  ["agent@insee.fr", "agent@insee.fr is an address, not a domain.", "Write what follows the @."],
  ["10.0.0.12", "10.0.0.12 is an IP address, not a name.", "Write a domain name."],
  ["saint_nazaire.fr", "saint_nazaire.fr is not a domain name.", "Write letters, digits, hyphens and dots."],
  ["-insee.fr", "-insee.fr is not a domain name.", "Write letters, digits, hyphens and dots."],
  ["insee..fr", "insee..fr is not a domain name.", "Write letters, digits, hyphens and dots."],
  [`${"a".repeat(64)}.fr`, "is not a domain name.", "Write letters, digits, hyphens and dots."],
])("%j is refused, and what to write is told", (domain, wrong, write) => {
  const answer = emailDomainCheck(domain);
  expect(answer?.wrong).toContain(wrong);
  expect(answer?.write).toBe(write);
});

test("letters of several scripts are refused as such, as typed and in registered form", () => {
  const cyrillicI = "f\u0456nances.gouv.fr";
  expect(emailDomainCheck(cyrillicI)).toEqual({
    wrong: `${cyrillicI} mixes Latin and Cyrillic letters (\u0456 is U+0456): it only looks like another name.`,
    write: "Type the name again with plain Latin letters.",
  });
  const registered = new URL(`http://${cyrillicI}`).hostname;
  expect(registered).toMatch(/^xn--.*\.gouv\.fr$/);
  expect(emailDomainCheck(registered)).toEqual({
    wrong: `${registered} stands for ${cyrillicI}, which mixes Latin and Cyrillic letters: it only looks like another name.`,
    write: "Type the name again with plain Latin letters.",
  });
});

test("a label xn--… that stands for nothing is refused", () => {
  expect(emailDomainCheck("xn--zzzz99999.fr")?.wrong).toBe(
    "xn--zzzz99999.fr has a label xn--… that stands for nothing.",
  );
});

test("one script other than ASCII is told with the registered form", () => {
  expect(emailDomainCheck("é.fr")).toEqual({
    wrong: "é.fr has a character outside ASCII (é is U+00E9).",
    write: "Write its registered form, xn--9ca.fr, if that is what is meant.",
  });
});

test("an ending that is no top-level domain is refused: no account could ever be confirmed there", () => {
  expect(emailDomainCheck("finances.gouv.ft")).toEqual({
    wrong: "ft is no top-level domain: nothing can be delivered to finances.gouv.ft.",
    write: "Correct the ending.",
  });
});

// Both what npm lists and the French names that it lacks.
const PROVIDERS =
  "gmail.com orange.fr wanadoo.fr orange-business.fr laposte.net free.fr sfr.fr neuf.fr cegetel.net 9business.fr 9online.fr club-internet.fr numericable.fr numericable.com bbox.fr nordnet.fr ozone.net wibox.fr aliceadsl.fr libertysurf.fr hotmail.com hotmail.fr outlook.com outlook.fr live.fr msn.com yahoo.com yahoo.fr icloud.com me.com aol.com gmx.fr protonmail.com proton.me mailo.com tutanota.com";

test.each(PROVIDERS.split(" "))("%s is refused as a public mail provider, with everything below it", (domain) => {
  const write = "Remove it; people with such an address come in by invitation, on the externals' shard.";
  for (const name of [domain, `mairie.${domain}`])
    expect(emailDomainCheck(name)).toEqual({
      wrong: `${name} is a public mail provider: anyone can open an address there.`,
      write,
    });
});

test.each([
  "interieur-gouv.fr",
  "hebergement.interieur-gouv.fr",
  "finances.g0uv.fr",
  "gouv.fr.example.org",
  "gouvfr.org",
  "gouv-fr.com",
  "finances.gov.fr",
  "guov.fr",
  "gouw.fr",
  "interieur-gov.fr",
])("%s looks like a name under gouv.fr, and is no mistake by itself", (domain) => {
  expect(lookAlike(domain)).toBe(
    `${domain} looks like a name under gouv.fr and is not: it was open to anyone to register.`,
  );
  expect(emailDomainCheck(domain)).toBeUndefined();
});

test.each(["finances.gouv.fr", "paris.fr", "insee.fr", "hauts-de-seine.fr", "cabinetoffice.gov.uk"])(
  "%s does not look like another name",
  (domain) => {
    expect(lookAlike(domain)).toBeUndefined();
  },
);

const letter = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz");
const inner = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789-");
const label = fc
  .tuple(letter, fc.array(inner, { maxLength: 20 }), letter)
  .map(([first, middle, last]) => `${first}${middle.join("")}${last}`)
  .filter((each) => each.slice(2, 4) !== "--");
const domain = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join("."));

test("every name of letters, digits and inner hyphens is a domain name", () => {
  fc.assert(fc.property(domain, (name) => expect(domainNameCheck(name)).toBeUndefined()));
});

test("every name with another character is refused, with words", () => {
  const strange = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 1 })
    .filter((each) => !/^[a-z0-9.-]$/.test(each));
  fc.assert(
    fc.property(domain, strange, fc.nat(), (name, character, index) => {
      const place = index % (name.length + 1);
      const text = name.slice(0, place) + character + name.slice(place);
      for (const answer of [domainNameCheck(text), emailDomainCheck(text)]) {
        expect(answer?.wrong).not.toBe("");
        expect(answer?.write).toMatch(/\S/);
      }
    }),
    { numRuns: 500 },
  );
});

test("every string with a character outside a-z, 0-9, dot and hyphen is refused", () => {
  const any = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
    .map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(any, (text) => {
      fc.pre(/[^a-z0-9.-]/.test(text));
      expect(emailDomainCheck(text)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
