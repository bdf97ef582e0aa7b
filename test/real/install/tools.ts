import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Missing } from "./missing";

const FOLDERS: Readonly<Record<string, { loader: string; libraries: string }>> = {
  x64: { loader: "lib64", libraries: "x86_64-linux-gnu" },
  arm64: { loader: "lib", libraries: "aarch64-linux-gnu" },
};

/** A program of Debian's root, run on the machine itself with the root's own libraries: its name and first arguments. */
export function tool(root: string, path: string): string[] {
  const folders = FOLDERS[process.arch];
  if (folders === undefined) throw new Missing(`no Debian packages are chosen for ${process.arch}.`);
  const loader = readdirSync(join(root, folders.loader)).find((name) => name.startsWith("ld-linux-"));
  if (loader === undefined) throw new Error(`${root} holds no loader of programs.`);
  const libraries = join(root, "usr", "lib", folders.libraries);
  return [join(root, folders.loader, loader), "--library-path", libraries, join(root, path)];
}

/** Bubblewrap with the programs of Debian's root, and nothing of the machine. */
export function bubblewrap(root: string): string[] {
  const links = ["bin", "sbin", "lib", "lib64"].flatMap((name) => ["--symlink", `usr/${name}`, `/${name}`]);
  return [...tool(root, "usr/bin/bwrap"), "--ro-bind", join(root, "usr"), "/usr", ...links];
}
