import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisProject } from "../../cli/project";
import { HANDED_OVER } from "./ground";
import type { Ground } from "./images";
import { barmanEnvironment } from "./install/barman";
import { chromiumRoot, chromiumVersion } from "./install/chromium";
import { contentScannerEnvironment, contentScannerVersion } from "./install/content-scanner";
import { debianRoot, debianVersion } from "./install/debian";
import { garageFolder, garageVersion } from "./install/garage";
import { Missing } from "./install/missing";
import { pythonVersion } from "./install/python";
import { oscalEnvironment, sarifFolder } from "./install/report-formats";
import { synapseEnvironment } from "./install/synapse";

/*
 * Level 1: the rendered pods themselves, on the real components, on this machine. Installs what it needs into the
 * cache folder, enters namespaces of its own and runs the tests there; everything that they start ends with them.
 * Exit codes: 0 passed, 1 failed, 3 cannot run here, and says why: then nothing was proven.
 */

/** A network without a way out, mounts and processes that end with the first one. */
const NAMESPACES = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

function requireMachine(): void {
  if (process.platform !== "linux") throw new Missing(`this is ${process.platform}, not Linux.`);
  if (process.getuid?.() !== 0) throw new Missing("namespaces and other users' processes need root.");
  for (const [tool, args] of [
    ["apt-get", ["--version"]],
    ["dpkg-deb", ["--version"]],
    ["nsenter", ["--version"]],
    ["unshare", [...NAMESPACES, "true"]],
  ] as const) {
    const { status, error, stderr } = spawnSync(tool, args, { encoding: "utf8" });
    if (error || status !== 0) throw new Missing(`${tool} ${args.join(" ")} fails: ${error?.message ?? stderr}`);
  }
}

/** Folder of what the content scanner is installed from. */
const locks = (project: string) => join(project, "test", "real", "content-scanner");

async function install(): Promise<Ground> {
  requireMachine();
  const { root: project, cacheFolder } = thisProject();
  const cache = join(cacheFolder, "real");
  const root = await debianRoot(cache);
  const venv = await synapseEnvironment(cache, root, join(project, "images", "synapse"));
  const barman = await barmanEnvironment(cache, root, join(project, "test", "real", "barman"));
  const contentScanner = await contentScannerEnvironment(cache, root, locks(project));
  const garage = await garageFolder(cache);
  const chromium = await chromiumRoot(cache);
  const oscal = await oscalEnvironment(cache, root, join(project, "test", "real", "report-formats"));
  const sarif = await sarifFolder(cache);
  return {
    project,
    root,
    venv,
    barman,
    contentScanner,
    garage,
    chromium,
    oscal,
    sarif,
    cache,
    scratch: mkdtempSync(join(tmpdir(), "footprint-real-")),
  };
}

/** What was tested beside what is deployed: they differ where Debian has another version than the pinned image. */
function versions({ project, root, venv, barman, garage, chromium }: Ground): string {
  const lock = readFileSync(join(project, "environments", "prod", "images.lock.yaml"), "utf8");
  const pinned = (image: string) => new RegExp(`^${image}:\\n(?: .*\\n)*? +tag: (.*)$`, "m").exec(lock)?.[1] ?? "?";
  const rows = [
    ["Synapse", pythonVersion(venv, "matrix-synapse"), pinned("synapse")],
    ["PostgreSQL", debianVersion(root, "postgresql-15"), pinned("postgres")],
    ["HAProxy", debianVersion(root, "haproxy"), pinned("haproxy")],
    ["Redis for Valkey", debianVersion(root, "redis-server"), pinned("valkey")],
    ["Squid", debianVersion(root, "squid"), pinned("squid")],
    ["Garage", garageVersion(garage), pinned("garage")],
    ["coturn", debianVersion(root, "coturn"), pinned("coturn")],
    ["rclone", debianVersion(root, "rclone"), pinned("rclone")],
    ["rsyslog", debianVersion(root, "rsyslog"), pinned("rsyslog")],
    ["barman", pythonVersion(barman, "barman"), `in the plugin's sidecar ${pinned("barmanSidecar")}`],
    ["content scanner", contentScannerVersion(locks(project)), pinned("contentScanner")],
    ["ClamAV", debianVersion(root, "clamav-daemon"), pinned("clamav")],
    ["Chromium", chromiumVersion(chromium), "whoever reads a report has a browser"],
    ["authentication", "stand-in", pinned("authentication")],
  ];
  return rows.map(([what = "", tested = "", pin = ""]) => `${what.padEnd(18)}${tested.padEnd(28)}${pin}`).join("\n");
}

function test(ground: Ground, patterns: readonly string[]): number {
  const jest = join(ground.project, "node_modules", "jest", "bin", "jest.js");
  const config = join(ground.project, "test", "real", "jest.config.js");
  const command = [process.execPath, jest, "--config", config, "--runInBand", "--forceExit", ...patterns];
  const { status } = spawnSync("unshare", [...NAMESPACES, ...command], {
    cwd: ground.project,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, [HANDED_OVER]: JSON.stringify(ground) },
  });
  return status === 0 ? 0 : 1;
}

async function main(patterns: readonly string[]): Promise<number> {
  try {
    const ground = await install();
    try {
      const code = test(ground, patterns);
      process.stdout.write(`\n${"".padEnd(18)}${"tested".padEnd(28)}pinned\n${versions(ground)}\n`);
      return code;
    } finally {
      if (process.env.FOOTPRINT_KEEP === undefined) rmSync(ground.scratch, { recursive: true, force: true });
      else process.stdout.write(`kept ${ground.scratch}\n`);
    }
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`test:real cannot run here, so nothing was proven: ${error.message}\n`);
    return 3;
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
