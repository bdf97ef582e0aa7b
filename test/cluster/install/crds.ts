import { cpSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { keptFolder, keyOf } from "../../real/install/kept";
import { Missing } from "../../real/install/missing";
import { output } from "../../real/install/run";

/** Where the kinds of others are described: Go modules, and their folders of CustomResourceDefinitions. */
export const CRDS = {
  operator: { module: "github.com/cloudnative-pg/cloudnative-pg", version: "v1.30.1", folder: "config/crd/bases" },
  barmanPlugin: {
    module: "github.com/cloudnative-pg/plugin-barman-cloud",
    version: "v0.15.0",
    folder: "config/crd/bases",
  },
  certManager: { module: "github.com/cert-manager/cert-manager", version: "v1.21.2", folder: "deploy/crds" },
  gateway: { module: "sigs.k8s.io/gateway-api", version: "v1.4.0", folder: "config/crd/standard" },
  // The platform's, whichever it is: the one that the module proxy has.
  prometheus: {
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.85.0",
    folder: "example/prometheus-operator-crd",
  },
} as const;

const downloaded = z.object({ Dir: z.string() });

/** Folder of all definitions, one file each, from the cache or downloaded. */
export function crds(cache: string): Promise<string> {
  return keptFolder(cache, `crds-${keyOf(JSON.stringify(CRDS))}`, (aside) => {
    for (const { module, version, folder } of Object.values(CRDS)) {
      const environment = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };
      const from = (() => {
        try {
          const answer = output(
            "go",
            ["-C", tmpdir(), "mod", "download", "-json", `${module}@${version}`],
            environment,
          );
          return join(downloaded.parse(JSON.parse(answer)).Dir, folder);
        } catch (error) {
          throw new Missing(
            `Go cannot download ${module} ${version}: ${error instanceof Error ? error.message : error}`,
          );
        }
      })();
      for (const name of readdirSync(from).filter((each) => /^[a-z0-9.-]+_[a-z]+\.yaml$/.test(each)))
        cpSync(join(from, name), join(aside, name));
    }
  });
}
