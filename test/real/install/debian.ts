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
import { keptFolder, keyOf } from "./kept";
import { Missing } from "./missing";
import { output } from "./run";

/** What runs in the pods' place, and what starts it. */
const PROGRAMS = [
  "bash",
  "bubblewrap",
  "coreutils",
  "dash",
  "dnsmasq-base",
  "grep",
  "haproxy",
  "iproute2",
  "openssl",
  "postgresql-15",
  "python3",
  "python3-venv",
  "rclone",
  "redis-server",
  "redis-tools",
  "sed",
  "squid",
  "util-linux",
];

/** What builds those of the Python requirements that PyPI holds as sources only (psycopg2). */
const BUILD = ["gcc", "libc6-dev", "libpq-dev", "python3-dev"];

/** A release whose versions are known to fit. */
const SUITE = "bookworm";

/** Since Debian's usr-merge the top-level folders of programs and libraries are links. */
const MERGED = ["bin", "sbin", "lib", "lib64"];

function suite(): string {
  try {
    return /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "of no name";
  } catch {
    return "unknown";
  }
}

/**
 * Downloads the programs and all that they need, and unpacks them: a root folder of its own. apt's lists, cache and
 * status are private, so that the machine is not touched and what it has installed makes no difference.
 */
function unpack(folder: string): void {
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
    const install = ["-y", "--no-install-recommends", "--download-only", "install", ...PROGRAMS, ...BUILD];
    output("apt-get", [...settings, "-qq", ...install]);
  } catch (error) {
    throw new Missing(`apt-get cannot download Debian's packages: ${error instanceof Error ? error.message : error}`);
  }
  for (const each of MERGED) {
    mkdirSync(join(folder, "usr", each), { recursive: true });
    symlinkSync(join("usr", each), join(folder, each));
  }
  const archives = join(state, "cache", "archives");
  const packages = readdirSync(archives).filter((name) => name.endsWith(".deb"));
  const extract = 'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"';
  for (const each of packages)
    output("/bin/bash", ["-o", "pipefail", "-c", extract, "extract", join(archives, each), folder]);
  const versions = packages.map((name) => name.split("_").slice(0, 2).map(decodeURIComponent).join(" "));
  writeFileSync(join(folder, "versions"), `${versions.sort().join("\n")}\n`);
  rmSync(state, { recursive: true });
  chmodSync(folder, 0o755);
  // Python's own library comes as source: compiled once, not at each start from a root that nobody may write to.
  output("chroot", [folder, "/usr/bin/python3", "-m", "compileall", "-q", "/usr/lib/python3.11"]);
}

/** A root folder with the programs of Debian 12, from the cache or made anew. */
export async function debianRoot(cache: string): Promise<string> {
  if (suite() !== SUITE) throw new Missing(`this machine is not Debian 12 (${SUITE}) but ${suite()}.`);
  return keptFolder(cache, `debian-${keyOf(SUITE, process.arch, ...PROGRAMS, ...BUILD)}`, unpack);
}

/** Version of a Debian package in a root folder. */
export function debianVersion(root: string, name: string): string {
  const found = readFileSync(join(root, "versions"), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name} `));
  return found?.slice(name.length + 1) ?? "absent";
}
