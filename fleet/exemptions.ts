import type { Perimeter } from "./fleet";

/** Whose accounts never expire: nobody's, everybody's, or those of these e-mail domains, sorted. */
export function exemptFromExpiry({ exemptions }: Pick<Perimeter, "exemptions">): "all" | readonly string[] {
  const due = exemptions.filter(({ from }) => from === "accountExpiry");
  if (due.some(({ domains }) => domains === undefined)) return "all";
  return [...new Set(due.flatMap(({ domains }) => domains ?? []))].sort();
}
