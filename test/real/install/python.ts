import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { keptFolder, keyOf } from "./kept";
import { Missing } from "./missing";
import { output } from "./run";
import { bubblewrap } from "./tools";

/** Where the sandbox has the locks: its own /tmp would hide a checkout that is there. */
const LOCKS = "/locks";

/** The locks of a folder: what builds, and what is installed. */
const BUILDERS = "requirements-build.txt";
const LOCK = "requirements.txt";

/** Folder of an environment that holds what was only downloaded. */
export const FETCHED = "fetched";

/** Folders of the machine that a sandbox makes itself, or takes from Debian's root. */
const OWN = new Set([
  "bin",
  "dev",
  "lib",
  "lib32",
  "lib64",
  "libx32",
  "lost+found",
  "proc",
  "sbin",
  "sys",
  "tmp",
  "usr",
]);

/** Requirements that a folder locks, and how they are installed. */
export interface Locked {
  readonly folder: string;
  /** Those that are built, as they come as source only. */
  readonly sources: readonly string[];
  /** Where the virtual environment is, inside every sandbox: it holds absolute paths. */
  readonly place: string;
  /** A lock of sources that are downloaded alone, for `then` to build. */
  readonly fetched?: string;
  /** Files of the folder, beside the locks, that the environment is made from. */
  readonly more?: readonly string[];
}

/**
 * Installs the locked requirements with the Python of Debian's root, so that nothing depends on the machine's. pip sees
 * the machine's own settings (indexes, certificates), read-only.
 */
function install(root: string, { folder: requirements, sources, place, fetched }: Locked, folder: string): void {
  chmodSync(folder, 0o755);
  const machine = readdirSync("/")
    .filter((name) => !OWN.has(name))
    .flatMap((name) => ["--ro-bind", `/${name}`, `/${name}`]);
  const own = ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--bind", folder, place];
  const locks = ["--ro-bind", requirements, LOCKS];
  const sandbox = [...bubblewrap(root), ...machine, ...own, ...locks, "--die-with-parent"];
  // Debian's own programs only: pip builds what has no wheel with its compiler and headers.
  const env = { ...process.env, PATH: "/usr/bin:/usr/sbin", PYTHONNOUSERSITE: "1" };
  const run = (...command: string[]) => {
    const [program = "", ...args] = [...sandbox, "--", ...command];
    return output(program, args, env);
  };
  run("/usr/bin/python3", "-m", "venv", place);
  const pip = (command: string) => [`${place}/bin/python`, "-m", "pip", command, "--quiet", "--no-cache-dir"];
  const alone = ["--no-input", "--require-hashes", "--no-deps"];
  const file = (name: string) => ["--requirement", join(LOCKS, name)];
  try {
    // What builds the sources is locked too, and nothing else is looked for.
    run(...pip("install"), ...alone, ...file(BUILDERS));
    const built = ["--only-binary", ":all:", ...(sources.length > 0 ? ["--no-binary", sources.join(",")] : [])];
    run(...pip("install"), ...alone, "--no-build-isolation", ...built, ...file(LOCK));
    if (fetched !== undefined) {
      const to = ["--no-build-isolation", "--no-binary", ":all:", "--dest", join(place, FETCHED)];
      run(...pip("download"), ...alone, ...to, ...file(fetched));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // A lock that does not hold is the project's fault; a registry that does not answer is the machine's.
    const isOurs = /HASHES|ResolutionImpossible|conflicting dependencies|Failed to build/i.test(why);
    throw isOurs ? new Error(`the locks of ${requirements} do not install: ${why}`) : new Missing(`pip: ${why}`);
  }
}

/** A virtual environment of the requirements that a folder locks, from the cache or made anew; `then` completes it. */
export async function pythonEnvironment(
  cache: string,
  root: string,
  name: string,
  locked: Locked,
  then: (folder: string) => void = () => {},
): Promise<string> {
  const { fetched, more = [] } = locked;
  const files = [BUILDERS, LOCK, ...(fetched === undefined ? [] : [fetched]), ...more];
  const locks = files.map((file) => readFileSync(join(locked.folder, file), "utf8"));
  const key = keyOf(basename(root), locked.place, ...locks);
  return keptFolder(cache, `${name}-${key}`, (folder) => {
    install(root, locked, folder);
    then(folder);
  });
}

/** Version of a Python package in a virtual environment. */
export function pythonVersion(venv: string, name: string): string {
  const library = join(venv, "lib");
  const packages = readdirSync(library).flatMap((python) => readdirSync(join(library, python, "site-packages")));
  const prefix = `${name.replaceAll("-", "_")}-`;
  const found = packages.find((each) => each.startsWith(prefix) && each.endsWith(".dist-info"));
  return found?.slice(prefix.length, -".dist-info".length) ?? "absent";
}
