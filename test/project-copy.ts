import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFiles } from "./environment-files";

const SOURCE = join(__dirname, "..");
const LEFT_OUT = ["node_modules", "plans", "cdktf.out", "state", ".git", "test"];

/** A copy of the project in a temporary folder, to be changed at will. */
export interface ProjectCopy {
  readonly root: string;
  readonly path: (file: string) => string;
  readonly read: (file: string) => string;
  /** Replaces the first occurrence of a text; throws where it does not stand, so that no test edits nothing. */
  readonly edit: (file: string, from: string, to: string) => void;
  readonly write: (file: string, text: string) => void;
  readonly remove: () => void;
}

export function copyProject(): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), "footprint-copy-"));
  cpSync(SOURCE, root, { recursive: true, filter: (path) => !LEFT_OUT.includes(path.slice(SOURCE.length + 1)) });
  rmSync(join(root, "environments", "dev"), { recursive: true });
  cpSync(environmentFiles("dev"), join(root, "environments", "dev"), { recursive: true });
  symlinkSync(join(SOURCE, "node_modules"), join(root, "node_modules"));
  const path = (file: string) => join(root, file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  return {
    root,
    path,
    read,
    edit: (file, from, to) => {
      const before = read(file);
      if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(path(file), before.replace(from, to));
    },
    write: (file, text) => writeFileSync(path(file), text),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
