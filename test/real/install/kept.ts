import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Sixteen hexadecimal digits that change with any part. */
export function keyOf(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/**
 * A folder of the cache, made once: `make` fills a folder aside, which takes its name only when it is whole. Two runs
 * at a time may both make it; the first one's is kept.
 */
export async function keptFolder(
  cache: string,
  name: string,
  make: (folder: string) => Promise<void> | void,
): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, `${name}.partial-`));
  try {
    await make(aside);
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}
