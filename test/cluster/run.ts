import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { thisProject } from "../../cli/project";
import { Missing } from "../real/install/missing";
import { type Ground, HANDED_OVER } from "./ground";
import { crds } from "./install/crds";
import { nodeRoot, postgresRoot } from "./install/debian";
import { images } from "./install/images";
import { kubectl } from "./install/kubectl";
import { programs } from "./install/programs";
import { removeCgroups } from "./machine/cgroup";

/*
 * Level 2: the rendered database on a real Kubernetes with the real operator. Builds what it needs into the cache
 * folder, enters namespaces of its own and runs the tests there; everything that they start ends with them.
 *   KUBECONFIG          a cluster with CloudNativePG that may be changed, in place of one that is made here
 *   KUBEBUILDER_ASSETS  folder of etcd and kube-apiserver, in place of built ones
 *   FOOTPRINT_KEEP      set, to keep the run's folder with its logs
 *   --seed <number>     order of the faults and pauses before them
 * Exit codes: 0 passed, 1 failed, 3 cannot run here or not wholly, and says why.
 */

/** A network without a way out, mounts and processes that end with the first one. */
const NAMESPACES = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** Of the faults, unless another is asked for: the same from run to run. */
const SEED = 5;

function requireMachine(): void {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Missing(`this is ${process.platform} on ${process.arch}, not Linux on x64.`);
  if (process.getuid?.() !== 0) throw new Missing("namespaces, mounts and control groups need root.");
  for (const [tool, args] of [
    ["apt-get", ["--version"]],
    ["dpkg-deb", ["--version"]],
    ["nsenter", ["--version"]],
    ["pivot_root", ["--version"]],
    ["setpriv", ["--version"]],
    ["unshare", [...NAMESPACES, "true"]],
  ] as const) {
    const { status, error, stderr } = spawnSync(tool, args, { encoding: "utf8" });
    if (error || status !== 0) throw new Missing(`${tool} ${args.join(" ")} fails: ${error?.message ?? stderr}`);
  }
}

async function machine(cache: string, scratch: string): Promise<Ground["machine"]> {
  requireMachine();
  const built = await programs(cache, join(__dirname, "programs"));
  const root = await nodeRoot(cache);
  const assets = process.env.KUBEBUILDER_ASSETS;
  return {
    root,
    images: await images(cache, built, await postgresRoot(cache)),
    cgroup: `/${basename(scratch)}`,
    etcd: assets === undefined ? join(built.etcd, "server") : join(assets, "etcd"),
    apiServer: join(assets ?? built.kubernetes, "kube-apiserver"),
    kubernetes: built.kubernetes,
    operator: join(built.operator, "config"),
    crds: await crds(cache),
  };
}

/** Throws unless the cluster answers and has the operator. */
function requireOperator(program: string, kubeconfig: string): void {
  const command = [`--kubeconfig=${kubeconfig}`, "get", "crd", "clusters.postgresql.cnpg.io"];
  const { status, stderr } = spawnSync(program, command, { encoding: "utf8" });
  if (status !== 0) throw new Missing(`the cluster of ${kubeconfig} has no CloudNativePG: ${stderr.trim()}`);
}

async function install(scratch: string, seed: number): Promise<Ground> {
  const cache = join(thisProject().cacheFolder, "cluster");
  const common = { scratch, seed, kubectl: await kubectl(cache) };
  const kubeconfig = process.env.KUBECONFIG;
  if (kubeconfig === undefined || kubeconfig === "") return { ...common, machine: await machine(cache, scratch) };
  requireOperator(common.kubectl, kubeconfig);
  return { ...common, kubeconfig };
}

/** Runs the tests; whoever interrupts this process ends them, and what they started. */
function test(ground: Ground, patterns: readonly string[]): Promise<number> {
  const { root } = thisProject();
  const jest = [join(root, "node_modules", "jest", "bin", "jest.js"), "--config", join(__dirname, "jest.config.js")];
  const node = [process.execPath, ...jest, "--runInBand", "--forceExit", ...patterns];
  // Whatever becomes of this process, nothing outlives it.
  const apart = ["setpriv", "--pdeathsig", "KILL", "unshare", ...NAMESPACES];
  const [program = "", ...args] = [...(ground.machine === undefined ? [] : apart), ...node];
  const child: ChildProcess = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, [HANDED_OVER]: JSON.stringify(ground) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => child.kill("SIGKILL"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code === 0 ? 0 : 1));
  });
}

async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf("--seed");
  const seed = at < 0 ? SEED : Number(args[at + 1]);
  const patterns = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
  const scratch = mkdtempSync(join(tmpdir(), "footprint-cluster-"));
  try {
    const ground = await install(scratch, seed);
    const code = await test(ground, patterns);
    if (code !== 0 || ground.machine !== undefined) return code;
    process.stdout.write("Not run, for want of this cluster's machines: killed processes and sandboxes, lost zones.\n");
    return 3;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`test:cluster cannot run here, so nothing was proven: ${error.message}\n`);
    return 3;
  } finally {
    await removeCgroups(basename(scratch));
    // What is killed may still write for a moment.
    if (process.env.FOOTPRINT_KEEP === undefined) rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    else process.stdout.write(`kept ${scratch}\n`);
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
