/** Whether two texts name one person, however they are typed. */
export function samePerson(one: string, other: string): boolean {
  const folded = (name: string) => name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
  return folded(one) === folded(other);
}
