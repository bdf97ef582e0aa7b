import { execFileSync, spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A tool or a cluster that this test needs and this machine lacks. */
export class Missing extends Error {}

function version(tool: string, args: readonly string[]): string {
  const result = spawnSync(tool, args, { encoding: "utf8" });
  if (result.error || result.status !== 0) throw new Missing(`${tool} is not on PATH, or does not run.`);
  return result.stdout;
}

/** Asks that terraform 1.11 or newer and kubectl are there, and that KUBECONFIG leads to a cluster that answers. */
export function requireTools(kubeconfig: string | undefined): string {
  const [, minor] = /Terraform v1\.(\d+)/.exec(version("terraform", ["version"])) ?? [];
  if (minor === undefined || Number(minor) < 11) throw new Missing("terraform must be 1.11 or newer.");
  version("kubectl", ["version", "--client"]);
  if (!kubeconfig) throw new Missing("KUBECONFIG is not set: name the kubeconfig of a cluster that may be changed.");
  const answer = spawnSync("kubectl", ["--kubeconfig", kubeconfig, "get", "--raw", "/readyz"], { encoding: "utf8" });
  if (answer.status !== 0) throw new Missing(`The cluster of ${kubeconfig} does not answer: ${answer.stderr.trim()}`);
  return kubeconfig;
}

/** A cluster, through kubectl. */
export class Cluster {
  constructor(readonly kubeconfig: string) {}

  kubectl(...args: readonly string[]): string {
    return execFileSync("kubectl", ["--kubeconfig", this.kubeconfig, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  exists(...args: readonly string[]): boolean {
    return spawnSync("kubectl", ["--kubeconfig", this.kubeconfig, "get", ...args], { stdio: "ignore" }).status === 0;
  }

  /** A kubeconfig of its own whose only context has the name that the environment asks for. */
  static withContext(kubeconfig: string, context: string, path: string): Cluster {
    const raw = execFileSync("kubectl", ["--kubeconfig", kubeconfig, "config", "view", "--raw", "--minify"], {
      encoding: "utf8",
    });
    writeFileSync(path, raw, { mode: 0o600 });
    const cluster = new Cluster(path);
    const current = cluster.kubectl("config", "current-context").trim();
    if (current !== context) cluster.kubectl("config", "rename-context", current, context);
    return cluster;
  }

  /** The manifest that Helm recorded for the newest revision of a release. */
  releaseManifest(namespace: string, release: string): string {
    const label = `owner=helm,name=${release},status=deployed`;
    const secrets: { items: { data: { release: string } }[] } = JSON.parse(
      this.kubectl("-n", namespace, "get", "secrets", "-l", label, "-o", "json"),
    );
    const encoded = secrets.items.at(-1)?.data.release ?? "";
    const packed = Buffer.from(Buffer.from(encoded, "base64").toString("utf8"), "base64");
    const record: { manifest: string } = JSON.parse(gunzipSync(packed).toString("utf8"));
    return record.manifest;
  }
}

const READY = JSON.stringify({
  status: {
    phase: "Running",
    conditions: ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map((type) => ({ type, status: "True" })),
  },
});

/**
 * Stands in for kubelets on a cluster that has no node: marks every pod ready, so that Helm's wait can end. What runs
 * inside pods is not this test's subject. Returns how to stop it; undefined where the cluster has nodes.
 */
export function standInForKubelets(cluster: Cluster): (() => void) | undefined {
  if (cluster.kubectl("get", "nodes", "-o", "name").trim() !== "") return undefined;
  const script = `
    while sleep 1; do
      kubectl get pods -A -o 'jsonpath={range .items[?(@.status.phase=="Pending")]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}' |
      while read -r namespace name; do
        kubectl -n "$namespace" patch pod "$name" --subresource=status --type=merge -p "$READY" >/dev/null
      done
    done`;
  const loop = spawn("sh", ["-c", script], {
    stdio: "ignore",
    detached: true,
    env: { ...process.env, KUBECONFIG: cluster.kubeconfig, READY },
  });
  return () => {
    // The loop and its children are one process group of their own.
    if (loop.pid !== undefined) process.kill(-loop.pid, "SIGTERM");
  };
}
