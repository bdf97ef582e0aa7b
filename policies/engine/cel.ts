import { Environment } from "@marcbachmann/cel-js";
import { quantity } from "./quantity";

/** A quantity within an expression, with the functions of Kubernetes' own CEL library: it has no operators there. */
class Quantity {
  constructor(readonly thousandths: number) {}
}

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
})
  .registerVariable("object", "dyn")
  .registerVariable("variables", "dyn")
  .registerType("Quantity", Quantity)
  .registerFunction("quantity(string): Quantity", (text: string) => new Quantity(quantity(text)))
  .registerFunction(
    "Quantity.isGreaterThan(Quantity): bool",
    (one: Quantity, other: Quantity) => one.thousandths > other.thousandths,
  )
  .registerFunction(
    "Quantity.isLessThan(Quantity): bool",
    (one: Quantity, other: Quantity) => one.thousandths < other.thousandths,
  );

/** Evaluates an expression that must answer true or false; throws on anything else, and on a missing field. */
export type Expression = (context: { readonly object: unknown; readonly variables: unknown }) => boolean;

const compiled = new Map<string, Expression>();

/** Compiles a CEL expression once; throws when it is not CEL. */
export function compile(cel: string): Expression {
  const known = compiled.get(cel);
  if (known) return known;
  const parsed = environment.parse(cel);
  const expression: Expression = (context) => {
    const answer: unknown = parsed(context);
    if (typeof answer !== "boolean") throw new Error(`${cel} answers ${typeof answer}, not true or false`);
    return answer;
  };
  compiled.set(cel, expression);
  return expression;
}
