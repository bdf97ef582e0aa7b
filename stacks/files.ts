import { createHash } from "node:crypto";

/** Configuration files of a system by name, as its ConfigMap holds them. */
type Files = Readonly<Record<string, string>>;

/** SHA-256 over all of them: an annotation of the pods, so that a changed file replaces them. */
export function filesChecksum(files: Files): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex");
}
