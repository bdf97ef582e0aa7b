/**
 * Addresses that are none of a domain's, though some reader took one like it for that: Tchap's flaw of 2019-04, where
 * Python's parseaddr dropped what follows the first domain (matrix.org, 2019-04-18), and its relatives.
 */
export function forgedAddresses(domain: string): string[] {
  return [
    `a@evil.example@${domain}`,
    `a@${domain}@evil.example`,
    `@evil.example:a@${domain}`,
    `"a@evil.example"@${domain}`,
    `"a b"@${domain}`,
    `"a"@${domain}`,
    `a(evil)@${domain}`,
    `a@${domain}(evil)`,
    `a@(evil.example)${domain}`,
    `<a@evil.example>a@${domain}`,
    `a@evil.example,a@${domain}`,
    `a@evil.example;a@${domain}`,
    `a@evil.example a@${domain}`,
    // Full-width and small @: some readers fold them into one.
    `a\uff20evil.example@${domain}`,
    `a\ufe6bevil.example@${domain}`,
    `a\uff20${domain}`,
    `a@${domain}.`,
    `a@${domain}\n`,
    `a@${domain}\r\n`,
    `a\n@${domain}`,
    `a@evil.example\n@${domain}`,
    `a@${domain}\u2028`,
    `a@${domain}\0`,
    ` a@${domain}`,
    `a@${domain} `,
    `a @${domain}`,
    // Letters that look like, or fold into, plain ones: Cyrillic a, dotless i, Kelvin sign, ideographic full stop.
    `a@\u0430${domain}`,
    `a@\u0131${domain}`,
    `a@\u212a${domain}`,
    `\u212a@${domain}`,
    `a@${domain.replace(".", "\u3002")}`,
    `@${domain}`,
    "a@",
    domain,
  ];
}
