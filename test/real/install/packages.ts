import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Missing } from "./missing";
import { output } from "./run";

/** A release whose versions are known to fit. */
export const SUITE = "bookworm";

/** Since Debian's usr-merge the top-level folders of programs and libraries are links. */
const MERGED = ["bin", "sbin", "lib", "lib64"];

/**
 * Downloads packages and all that they need, unpacks them into a root folder and returns the archives' names. apt's
 * lists, cache and status are private, so that the machine is not touched and what it has installed makes no
 * difference; the packages' own scripts are not run.
 */
export function unpack(folder: string, packages: readonly string[]): string[] {
  const state = mkdtempSync(join(folder, "apt-"));
  mkdirSync(join(state, "lists", "partial"), { recursive: true });
  mkdirSync(join(state, "cache", "archives", "partial"), { recursive: true });
  writeFileSync(join(state, "status"), "");
  const settings = [
    `Dir::State=${state}`,
    `Dir::State::lists=${state}/lists`,
    `Dir::State::status=${state}/status`,
    `Dir::Cache=${state}/cache`,
    // The user that apt downloads as cannot write below a private folder.
    "APT::Sandbox::User=root",
  ].flatMap((each) => ["-o", each]);
  try {
    output("apt-get", [...settings, "-qq", "update"]);
    output("apt-get", [...settings, "-qq", "-y", "--no-install-recommends", "--download-only", "install", ...packages]);
  } catch (error) {
    throw new Missing(`apt-get cannot download Debian's packages: ${error instanceof Error ? error.message : error}`);
  }
  for (const each of MERGED) {
    mkdirSync(join(folder, "usr", each), { recursive: true });
    symlinkSync(join("usr", each), join(folder, each));
  }
  const archives = join(state, "cache", "archives");
  const extract = 'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"';
  const names = readdirSync(archives).filter((name) => name.endsWith(".deb"));
  for (const each of names)
    output("/bin/bash", ["-o", "pipefail", "-c", extract, "extract", join(archives, each), folder]);
  rmSync(state, { recursive: true });
  chmodSync(folder, 0o755);
  return names;
}

/** Throws Missing on another release than the one whose versions are known to fit. */
export function requireDebian(): void {
  let name = "unknown";
  try {
    name = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "of no name";
  } catch {
    // It is told below.
  }
  if (name !== SUITE) throw new Missing(`this machine is not Debian 12 (${SUITE}) but ${name}.`);
}
