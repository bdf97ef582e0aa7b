import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly version: string;
  readonly stacks: Readonly<Record<string, unknown>>;
}

function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, "manifest.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/**
 * Puts judged stacks from where they were synthesised into the folder that cdktf deploys from. Every other stack keeps
 * its last good plan; one that no longer exists goes. Terraform's own working files of a stack are kept.
 */
export function placeStacks(aside: string, outdir: string, stacks: readonly string[], known: readonly string[]): void {
  const fresh = readManifest(aside);
  if (fresh === undefined) throw new Error(`cdktf wrote no manifest in ${aside}.`);
  const last = readManifest(outdir);
  mkdirSync(join(outdir, "stacks"), { recursive: true });
  for (const name of stacks) {
    const [from, to] = [join(aside, "stacks", name), join(outdir, "stacks", name)];
    const working = join(to, ".terraform");
    if (existsSync(working)) renameSync(working, join(from, ".terraform"));
    const old = join(aside, `old-${name}`);
    if (existsSync(to)) renameSync(to, old);
    renameSync(from, to);
  }
  const kept = Object.entries(last?.stacks ?? {}).filter(([name]) => known.includes(name) && !stacks.includes(name));
  const placed = stacks.map((name) => [name, fresh.stacks[name]]);
  const manifest = {
    version: fresh.version,
    stacks: Object.fromEntries([...kept, ...placed].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
  };
  const draft = join(aside, "manifest.placed.json");
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(draft, join(outdir, "manifest.json"));
  rmSync(aside, { recursive: true, force: true });
}
