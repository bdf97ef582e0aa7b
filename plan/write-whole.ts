import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file so that no other process ever sees half of it, nor sees it before it has its mode. */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content);
  if (mode !== undefined) chmodSync(draft, mode);
  renameSync(draft, path);
}
