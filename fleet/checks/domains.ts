import { collectTexts } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, warning } from "../mistakes";
import { emailDomainCheck, lookAlike } from "../schema/domain-name";
import { duplicates } from "./unique";

/** What is wrong with e-mail domains and addresses across all perimeters: each leads to exactly one shard. */
export function checkDomains(perimeters: readonly Source[]): Mistake[] {
  const found = perimeters.flatMap((source) => collectTexts(source, ["shards", "*", "emailDomains", "*"]));
  const folded = found.map((each) => ({ ...each, value: each.value.trim().toLowerCase().replace(/\.$/, "") }));
  const looking = found.flatMap(({ source, path, value }) => {
    const why = emailDomainCheck(value) ? undefined : lookAlike(value);
    return why
      ? [warning(source.at(path), fieldName(path), why, "Ask for a dated proof of control, or remove it.")]
      : [];
  });
  const addresses = perimeters
    .flatMap((source) => collectTexts(source, ["shards", "*", "emailAddresses", "*"]))
    .map((each) => ({ ...each, value: each.value.trim().toLowerCase() }));
  const write = "A domain leads to exactly one shard. Remove it from one of the two places.";
  return [
    ...duplicates(folded, "The e-mail domain", write),
    ...duplicates(addresses, "The e-mail address", "An address leads to exactly one shard. Remove it from one."),
    ...looking,
  ];
}
