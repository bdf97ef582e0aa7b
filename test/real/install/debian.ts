import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keptFolder, keyOf } from "./kept";
import { requireDebian, SUITE, unpack } from "./packages";
import { output } from "./run";

/** What runs in the pods' place, and what starts it. */
export const PROGRAMS = [
  "bash",
  "bubblewrap",
  "clamav",
  "clamav-daemon",
  "clamav-freshclam",
  "clamdscan",
  "coreutils",
  "coturn",
  "dash",
  "dnsmasq-base",
  "grep",
  "haproxy",
  "iproute2",
  "libmagic1",
  "nftables",
  "openssl",
  "postgresql-15",
  "prometheus",
  "prometheus-blackbox-exporter",
  "python3",
  "python3-venv",
  "rclone",
  "redis-server",
  "redis-tools",
  "rsyslog",
  "rsyslog-gnutls",
  "sed",
  "sqlite3",
  "squid",
  "util-linux",
] as const;

/** What builds those of the Python requirements that PyPI holds as sources only (psycopg2). */
const BUILD = ["gcc", "libc6-dev", "libpq-dev", "python3-dev"];

/** Unpacks the programs, and writes down their versions. */
function build(folder: string): void {
  const packages = unpack(folder, [...PROGRAMS, ...BUILD]);
  const versions = packages.map((name) => name.split("_").slice(0, 2).map(decodeURIComponent).join(" "));
  writeFileSync(join(folder, "versions"), `${versions.sort().join("\n")}\n`);
  // Python's own library comes as source: compiled once, not at each start from a root that nobody may write to.
  output("chroot", [folder, "/usr/bin/python3", "-m", "compileall", "-q", "/usr/lib/python3.11"]);
}

/** A root folder with the programs of Debian 12, from the cache or made anew. */
export async function debianRoot(cache: string): Promise<string> {
  requireDebian();
  return keptFolder(cache, `debian-${keyOf(SUITE, process.arch, ...PROGRAMS, ...BUILD)}`, build);
}

/** Version of a Debian package in a root folder. */
export function debianVersion(root: string, name: string): string {
  const found = readFileSync(join(root, "versions"), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name} `));
  return found?.slice(name.length + 1) ?? "absent";
}
