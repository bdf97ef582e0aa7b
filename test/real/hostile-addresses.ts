/**
 * Addresses that two programs may read differently, each of which seems to be of a domain: by
 * `a@evil.example@presidence.example` a stranger became an agent of the Élysée in April 2019.
 */
export function ambiguous(domain: string): Readonly<Record<string, string>> {
  return {
    "two @, as in April 2019": `mallory@evil.example@${domain}`,
    "a quoted local part": `"mallory@evil.example"@${domain}`,
    "a quoted local part with a space": `"mallory evil"@${domain}`,
    "a comment in the local part": `mallory(evil)@${domain}`,
    "a comment after the domain": `mallory@${domain}(evil)`,
    "a comment that hides the domain": `mallory@evil.example(@${domain})`,
    "angle brackets": `mallory@${domain} <mallory@evil.example>`,
    "two addresses": `mallory@evil.example,agent@${domain}`,
    "a full-width @ before the domain": `mallory@evil.example＠${domain}`,
    "a full-width @ alone": `mallory＠${domain}`,
    "a trailing dot": `mallory@${domain}.`,
    "a line break within": `mallory@evil.example\n@${domain}`,
    "a null byte": `mallory@evil.example\u0000@${domain}`,
    "a letter beyond ASCII in the domain": `mallory@${domain.replace("i", "ı")}`,
    "the Kelvin sign in the local part": `mallory\u212A@${domain}`,
  };
}
