import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { keptFolder, keyOf } from "../../real/install/kept";
import { Missing } from "../../real/install/missing";
import { output } from "../../real/install/run";

/** Oldest Go that starts: a module that asks for a newer one makes Go fetch that toolchain from its module proxy. */
const GO = { major: 1, minor: 25 };

/** Programs from one Go module, built together. */
export interface Build {
  /** Absent for a program of ours that needs none. */
  readonly module?: string;
  readonly version: string;
  /** Packages of the module whose programs are built; the last part of each is the program's name. */
  readonly packages: readonly string[];
  /** Source of a program of ours that is built with the module, in place of packages. */
  readonly source?: string;
  /** What the linker writes into variables, since a build from modules knows no version of itself. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** Folder of the module that is kept beside the programs. */
  readonly folder?: string;
}

const downloaded = z.object({ Dir: z.string(), GoMod: z.string() });

/** Static, so that a program runs in an empty image; two at a time, since the machine may have two cores. */
const ENVIRONMENT = { CGO_ENABLED: "0", GOFLAGS: "-mod=mod -p=2 -trimpath -buildvcs=false", GOWORK: "off" };

function go(folder: string, ...args: string[]): string {
  return output("go", ["-C", folder, ...args], { ...process.env, ...ENVIRONMENT });
}

/** Throws unless Go is there. */
function requireGo(): void {
  const { status, stdout, error } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  if (error || status !== 0 || major === undefined) throw new Missing("there is no go on PATH: Kubernetes is built.");
  if (Number(major) === GO.major && Number(minor) < GO.minor)
    throw new Missing(`go is ${stdout.trim()}, and must be ${GO.major}.${GO.minor} or newer.`);
}

/**
 * Kubernetes' own modules are required at v0.0.0 and replaced by folders of its repository: from a module proxy each is
 * had under the version that follows Kubernetes' own, v0.34.2 for v1.34.2.
 */
function replacements(goMod: string, version: string): string[] {
  const staged = [...readFileSync(goMod, "utf8").matchAll(/^\s+(k8s\.io\/\S+) v0\.0\.0$/gm)].map(([, name]) => name);
  return staged.map((name) => `replace ${name} => ${name} ${version.replace(/^v1\./, "v0.")}`);
}

/** Downloads a module and requires it in the go.mod of a folder; returns where Go keeps its files. */
function required(work: string, goMod: string, module: string, version: string): string {
  const lines = [goMod, `require ${module} ${version}`];
  try {
    const answer = go(work, "mod", "download", "-json", `${module}@${version}`);
    const files = downloaded.parse(JSON.parse(answer));
    writeFileSync(join(work, "go.mod"), `${[...lines, ...replacements(files.GoMod, version)].join("\n")}\n`);
    return files.Dir;
  } catch (error) {
    throw new Missing(`Go cannot download ${module} ${version}: ${error instanceof Error ? error.message : error}`);
  }
}

function build(folder: string, { module, version, packages, source, stamps = {}, folder: kept }: Build): void {
  requireGo();
  const work = join(folder, "module");
  mkdirSync(work);
  const goMod = "module cluster\n\ngo 1.25\n";
  writeFileSync(join(work, "go.mod"), goMod);
  const files = module === undefined ? work : required(work, goMod, module, version);
  if (source !== undefined) cpSync(source, join(work, "main.go"));
  const link = ["-s", "-w", ...Object.entries(stamps).flatMap(([name, value]) => ["-X", `${name}=${value}`])];
  const what = source === undefined ? packages.map((name) => `${module}/${name}`) : ["."];
  go(work, "build", "-ldflags", link.join(" "), "-o", `${folder}/`, ...what);
  if (kept !== undefined) cpSync(join(files, kept), join(folder, kept), { recursive: true });
  rmSync(work, { recursive: true });
}

/** Folder with the programs of a module, from the cache or built: the key changes with all that the build is made of. */
export function built(cache: string, name: string, what: Build): Promise<string> {
  const source = what.source === undefined ? "" : readFileSync(what.source, "utf8");
  const key = keyOf(process.arch, JSON.stringify({ ...what, source }), JSON.stringify(ENVIRONMENT));
  return keptFolder(cache, `${name}-${what.version}-${key}`, (folder) => build(folder, what));
}
