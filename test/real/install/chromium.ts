import { chmodSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptFolder, keyOf } from "./kept";
import { requireDebian, SUITE, unpack } from "./packages";
import { output } from "./run";
import { bubblewrap } from "./tools";

/** A browser, what starts it in its own root, letters to show, and what reads the pages that it prints. */
const PACKAGES = ["bubblewrap", "chromium", "dash", "fonts-dejavu-core", "poppler-utils"];

const PROGRAM = "start-chromium";

/** A program that starts the browser of a root: that root alone, and the folder of temporary files. */
function starter(root: string): string {
  const mounts = ["--ro-bind", join(root, "etc"), "/etc", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/run"];
  const command = [...bubblewrap(root), ...mounts, "--bind", tmpdir(), tmpdir(), "--die-with-parent"];
  const quoted = command.map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(" ");
  return `#!/bin/sh\nexec ${quoted} /usr/lib/chromium/chromium "$@"\n`;
}

/** A root folder with Debian's Chromium, from the cache or made anew. */
export async function chromiumRoot(cache: string): Promise<string> {
  requireDebian();
  const name = `chromium-${keyOf(SUITE, process.arch, ...PACKAGES)}`;
  return keptFolder(cache, name, (folder) => void unpack(folder, PACKAGES));
}

/** Path of a program that starts the browser as if it were installed; written below a run's own folder. */
export function chromiumProgram(root: string, scratch: string): string {
  const path = join(scratch, PROGRAM);
  writeFileSync(path, starter(root));
  chmodSync(path, 0o755);
  return path;
}

/** Version of the browser in a root. */
export function chromiumVersion(root: string): string {
  const [program = "", ...args] = [...bubblewrap(root), "--dev", "/dev", "/usr/lib/chromium/chromium", "--version"];
  return /[\d.]+/.exec(output(program, args))?.[0] ?? "unknown";
}

/** Text of a PDF, page by page, each cell of a table by itself. */
export function pdfPages(root: string, path: string): string[] {
  const sandbox = [...bubblewrap(root), "--ro-bind", path, "/printed.pdf", "/usr/bin/pdftotext", "-raw"];
  const [program = "", ...args] = [...sandbox, "/printed.pdf", "-"];
  return output(program, args).split("\f").slice(0, -1);
}
