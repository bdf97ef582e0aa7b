import { didYouMean } from "../../fleet/load/validate";
import { FILE_SCHEMAS, type FileSchemaName, jsonSchema } from "../generate";
import type { Output } from "../output";
import { UsageError } from "../pipeline";

function isName(name: string): name is FileSchemaName {
  return Object.hasOwn(FILE_SCHEMAS, name);
}

/** Prints the JSON Schema of one kind of environment file; throws UsageError for a name that is none. */
export function schema(name: string, output: Output): number {
  if (!isName(name)) {
    const names = Object.keys(FILE_SCHEMAS);
    const meant = didYouMean(name, names);
    throw new UsageError(
      `${name} is no kind of environment file.${meant ? ` Did you mean ${meant}?` : ""} Kinds: ${names.join(", ")}.`,
    );
  }
  const text = jsonSchema(FILE_SCHEMAS[name]);
  output.say(text);
  output.data(JSON.parse(text));
  return 0;
}
