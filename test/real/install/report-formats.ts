import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cargo, type Tool } from "./cargo";
import { keptFolder, keyOf } from "./kept";
import { pythonEnvironment } from "./python";

/** Where the virtual environment with the models of OSCAL is, inside every sandbox. */
export const OSCAL = "/oscal";

/** A virtual environment that reads OSCAL, by the locks of a folder. */
export function oscalEnvironment(cache: string, root: string, folder: string): Promise<string> {
  return pythonEnvironment(cache, root, "oscal", { folder, sources: [], place: OSCAL });
}

/** A crate that carries OASIS's schema of SARIF 2.1.0, as its code is made from it. */
const CRATE = { name: "serde-sarif", version: "0.8.0" } as const;

const TOOLS: readonly Tool[] = [["cargo", "Rust's package manager fetches the schema of SARIF"]];

function fetchSchema(folder: string): void {
  const made = join(folder, "made");
  mkdirSync(join(made, "src"), { recursive: true });
  writeFileSync(join(made, "src", "lib.rs"), "");
  const manifest = `[package]\nname = "schema"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${CRATE.name} = "=${CRATE.version}"\n`;
  writeFileSync(join(made, "Cargo.toml"), manifest);
  const vendored = join(made, "vendor");
  cargo(["vendor", "--quiet", "--manifest-path", join(made, "Cargo.toml"), vendored], {}, TOOLS);
  copyFileSync(join(vendored, CRATE.name, "src", "schema.json"), join(folder, "sarif.json"));
  rmSync(made, { recursive: true });
}

/** Folder with `sarif.json`, OASIS's schema, from the cache or fetched. */
export function sarifFolder(cache: string): Promise<string> {
  return keptFolder(cache, `sarif-${keyOf(CRATE.name, CRATE.version)}`, fetchSchema);
}
