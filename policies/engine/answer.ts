import type { Answer } from "../rule";

/*
 * Whether what a rule answers is an answer. Types say so where a rule is compiled; a value that was cast, or read from
 * a plan that is not what its type says, is not what they say.
 */

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => Number.isInteger(value);

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** What is wrong with where something stands: file, line and column of an environment file, and whose it is. */
function placeFault(value: unknown): string | undefined {
  const at = member(value, "at");
  const perimeter = member(value, "perimeter");
  if (!isText(member(at, "file")) || !isNumber(member(at, "line")) || !isNumber(member(at, "column")))
    return "has no place (at: file, line and column)";
  if (!isText(member(value, "stack"))) return "is of no stack";
  return perimeter === undefined || isText(perimeter) ? undefined : "has a perimeter that is no text";
}

function remarkFault(value: unknown): string | undefined {
  const lacking = ["object", "field", "message"].find((name) => !isText(member(value, name)));
  return lacking === undefined ? placeFault(value) : `has no ${lacking}`;
}

function lookedFault(value: unknown): string | undefined {
  const object = member(value, "object");
  const isNamed = isText(object) || isText(member(member(object, "metadata"), "name"));
  return isNamed ? placeFault(value) : "names no object";
}

function listFault(name: string, value: unknown, fault: (each: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(value)) return `${name} is ${value === null ? "null" : typeof value}, not a list`;
  for (const [index, each] of value.entries()) {
    const found = fault(each);
    if (found !== undefined) return `${name}[${index}] ${found}`;
  }
  return undefined;
}

/** What is wrong with what a rule answered, the first of it; undefined for an answer. */
export function answerFault(answer: Answer | unknown): string | undefined {
  if (typeof answer !== "object" || answer === null) return `it answered ${String(answer)}`;
  if (typeof member(answer, "then") === "function") return "it answered a promise; a rule answers at once";
  const undetermined = member(answer, "undetermined");
  return (
    listFault("looked", member(answer, "looked"), lookedFault) ??
    listFault("findings", member(answer, "findings"), remarkFault) ??
    (undetermined === undefined ? undefined : listFault("undetermined", undetermined, remarkFault))
  );
}
