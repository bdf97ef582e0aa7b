import { once } from "../once";
import { at, list, textsByName } from "./data";

type Labels = Readonly<Record<string, string>>;

function expressionHolds(expression: unknown, labels: Labels, moreLabels: boolean): boolean | undefined {
  const value = labels[String(at(expression, "key"))];
  const listed = value !== undefined && list(at(expression, "values")).includes(value);
  const unknown = value === undefined && moreLabels;
  switch (at(expression, "operator")) {
    case "In":
      return unknown ? undefined : listed;
    case "NotIn":
      return unknown ? undefined : !listed;
    case "Exists":
      return unknown ? undefined : value !== undefined;
    case "DoesNotExist":
      return unknown ? undefined : value === undefined;
    default:
      return undefined;
  }
}

/**
 * Whether a label selector takes these labels; an empty selector takes all. Undefined when it depends on labels that
 * the plan does not know, or on an operator that Kubernetes does not know.
 */
export function selects(selector: unknown, labels: Labels, moreLabels = false): boolean | undefined {
  const wanted = at(selector, "matchLabels");
  const equal = typeof wanted === "object" && wanted !== null ? entriesOf(wanted) : [];
  let isKnown = true;
  for (const [key, value] of equal) {
    if (labels[key] === value) continue;
    if (labels[key] !== undefined || !moreLabels) return false;
    isKnown = false;
  }
  const held = list(at(selector, "matchExpressions")).map((each) => expressionHolds(each, labels, moreLabels));
  if (held.includes(false)) return false;
  return isKnown && !held.includes(undefined) ? true : undefined;
}

const entriesOf = once((labels: object) => Object.entries(textsByName(labels)));
