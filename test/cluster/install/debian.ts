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
import { keptFolder, keyOf } from "../../real/install/kept";
import { Missing } from "../../real/install/missing";
import { output } from "../../real/install/run";

/** A release whose versions are known to fit; the packages' own scripts are not run. */
const SUITE = "bookworm";

/** Since Debian's usr-merge the top-level folders of programs and libraries are links. */
const MERGED = ["bin", "sbin", "lib", "lib64"];

/** What a node of the cluster runs beside Kubernetes' own programs, and what makes its network. */
const NODE = [
  "bash",
  "containerd",
  "containernetworking-plugins",
  "coreutils",
  "iproute2",
  "kmod",
  "mount",
  "nftables",
];

/** What runs in PostgreSQL's pods, and in the writer's. */
const POSTGRES = ["bash", "coreutils", "postgresql-15", "tzdata"];

/** Parts of PostgreSQL's packages that no test needs: just-in-time compilation is half of an image of them all. */
const UNNEEDED = [
  "usr/lib/postgresql/15/lib/bitcode",
  "usr/lib/postgresql/15/lib/llvmjit.so",
  "usr/lib/x86_64-linux-gnu/libLLVM-14.so.1",
  "usr/lib/llvm-14",
  "usr/lib/x86_64-linux-gnu/libz3.so.4",
  "usr/share/doc",
  "usr/share/locale",
  "usr/share/man",
  "usr/share/perl",
  "usr/lib/x86_64-linux-gnu/perl",
];

/** Downloads packages and all that they need, with lists, cache and status of its own: the machine is not touched. */
function unpack(folder: string, packages: readonly string[]): void {
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
  for (const each of readdirSync(archives).filter((name) => name.endsWith(".deb")))
    output("/bin/bash", ["-o", "pipefail", "-c", extract, "extract", join(archives, each), folder]);
  rmSync(state, { recursive: true });
  chmodSync(folder, 0o755);
}

function requireDebian(): void {
  let name = "unknown";
  try {
    name = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "of no name";
  } catch {
    // It is told below.
  }
  if (name !== SUITE) throw new Missing(`this machine is not Debian 12 (${SUITE}) but ${name}.`);
}

/** Root folder of a node, from the cache or made anew. */
export async function nodeRoot(cache: string): Promise<string> {
  requireDebian();
  return keptFolder(cache, `node-${keyOf(SUITE, process.arch, ...NODE)}`, (folder) => {
    unpack(folder, NODE);
    // Mounted over in each node: see node.sh.
    for (const each of ["dev", "etc", "opt", "proc", "root", "run", "sys", "tmp", "var", "images", "programs", "old"])
      mkdirSync(join(folder, each), { recursive: true });
  });
}

/** Root folder of PostgreSQL's image: a user postgres with the number that the operator runs its pods as. */
export async function postgresRoot(cache: string): Promise<string> {
  requireDebian();
  return keptFolder(cache, `postgres-${keyOf(SUITE, process.arch, ...POSTGRES, ...UNNEEDED)}`, (folder) => {
    unpack(folder, POSTGRES);
    for (const each of UNNEEDED) rmSync(join(folder, each), { recursive: true, force: true });
    mkdirSync(join(folder, "tmp"), { mode: 0o1777, recursive: true });
    symlinkSync("bash", join(folder, "usr", "bin", "sh"));
    writeFileSync(join(folder, "etc", "passwd"), "postgres:x:26:26::/var/lib/postgresql:/bin/bash\n");
    writeFileSync(join(folder, "etc", "group"), "postgres:x:26:\n");
  });
}
