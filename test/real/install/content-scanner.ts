import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cargo, type Tool } from "./cargo";
import { FETCHED, pythonEnvironment } from "./python";
import { output } from "./run";

/** Where the virtual environment of the content scanner is, inside every sandbox. */
export const CONTENT_SCANNER = "/content-scanner";

const SOURCE = "source.txt";
const CRATES = "Cargo.lock";

const TOOLS: readonly Tool[] = [
  ["cargo", "Rust's package manager builds the content scanner's cryptography"],
  ["rustc", "Rust's compiler builds the content scanner's cryptography"],
  ["cc", "it links what Rust compiled"],
];

/** Its one crate that comes from a repository, and the same by the registry: the first release with what it uses. */
const BY_REPOSITORY = /^vodozemac = \{ git = "[^"]*", features = (\[.*\]) \}$/m;
const RELEASE = "0.8.1";

/** Builds the library of the downloaded source from crates.io, by a lock of ours, and puts both into the environment. */
function build(environment: string, locks: string): void {
  process.stdout.write("building the content scanner's library with cargo, once: about four minutes on two cores\n");
  const sources = join(environment, FETCHED);
  const [archive = ""] = readdirSync(sources);
  const made = join(environment, "made");
  mkdirSync(made);
  output("tar", ["--extract", "--strip-components=1", "--file", join(sources, archive), "--directory", made]);
  const manifest = join(made, "rust", "Cargo.toml");
  const written = readFileSync(manifest, "utf8");
  if (!BY_REPOSITORY.test(written)) throw new Error(`${archive} names vodozemac otherwise than was thought.`);
  writeFileSync(manifest, written.replace(BY_REPOSITORY, `vodozemac = { version = "=${RELEASE}", features = $1 }`));
  copyFileSync(join(locks, CRATES), join(made, CRATES));
  const args = ["build", "--release", "--locked", "--quiet", "--manifest-path", manifest];
  // It asks for the stable interface of every Python since 3.10, so that the build needs none.
  cargo(args, { CARGO_TARGET_DIR: join(made, "target"), PYO3_NO_PYTHON: "1" }, TOOLS);
  const packages = join(environment, "lib", "python3.11", "site-packages", "matrix_content_scanner");
  cpSync(join(made, "src", "matrix_content_scanner"), packages, { recursive: true });
  copyFileSync(join(made, "target", "release", "libmatrix_content_scanner.so"), join(packages, "mcs_rust.abi3.so"));
  rmSync(made, { recursive: true });
}

/** A virtual environment with the content scanner, by the locks of a folder. */
export function contentScannerEnvironment(cache: string, root: string, folder: string): Promise<string> {
  const locked = { folder, sources: [], place: CONTENT_SCANNER, fetched: SOURCE, more: [CRATES] };
  return pythonEnvironment(cache, root, "content-scanner", locked, (environment) => build(environment, folder));
}

/** The version that a folder locks. */
export function contentScannerVersion(folder: string): string {
  return /^matrix-content-scanner==(\S+)/m.exec(readFileSync(join(folder, SOURCE), "utf8"))?.[1] ?? "unknown";
}
