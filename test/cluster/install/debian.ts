import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keptFolder, keyOf } from "../../real/install/kept";
import { requireDebian, SUITE, unpack } from "../../real/install/packages";

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
