import { once } from "../once";
import { at, list, textsByName } from "./data";

type Labels = Readonly<Record<string, string>>;

/** A label selector, taken apart once: each is asked about thousands of pods. */
interface Selector {
  readonly equal: readonly (readonly [string, string])[];
  readonly expressions: readonly unknown[];
}

const ALL: Selector = { equal: [], expressions: [] };

const selectorOf = once(
  (selector: object): Selector => ({
    equal: Object.entries(textsByName(at(selector, "matchLabels"))),
    expressions: list(at(selector, "matchExpressions")),
  }),
);

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
  const { equal, expressions } = typeof selector === "object" && selector !== null ? selectorOf(selector) : ALL;
  let isKnown = true;
  for (const [key, value] of equal) {
    if (labels[key] === value) continue;
    if (labels[key] !== undefined || !moreLabels) return false;
    isKnown = false;
  }
  for (const expression of expressions) {
    const held = expressionHolds(expression, labels, moreLabels);
    if (held === false) return false;
    if (held === undefined) isKnown = false;
  }
  return isKnown ? true : undefined;
}
