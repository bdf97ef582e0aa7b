import { createHash } from "node:crypto";
import { stringify } from "yaml";
import type { ShardSecret } from "../fleet/secrets";
import type { SecretMount } from "./values";

/** Configuration files of a system by name, as its ConfigMap holds them. */
type Files = Readonly<Record<string, string>>;

/** SHA-256 over all of them: an annotation of the pods, so that a changed file replaces them. */
export function filesChecksum(files: Files): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex");
}

/** YAML that every reader takes alike: texts in quotes, so that none is mistaken for a number or a boolean. */
export function yamlFile(data: object): string {
  return stringify(data, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 });
}

export function jsonFile(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** Mounts a Secret below a path, each of its keys as a file, or those that are named. */
export function mounted(
  { name, keys }: Pick<ShardSecret, "name" | "keys">,
  path: string,
  some: readonly string[] = keys,
): SecretMount {
  return { volume: name, secretName: name, path, keys: [...some] };
}
