import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { HELM_VERSION, helmTemplate } from "./helm";
import { type Rendered, readManifest } from "./manifest";
import type { PlannedRelease } from "./plan";
import { writeWhole } from "./write-whole";

/** What rendering needs beside the release. */
export interface Renderer {
  readonly helm: string;
  /** Folder of rendered results by content; undefined renders everything anew. */
  readonly cacheFolder: string | undefined;
  readonly kubernetesVersion: string;
  /** Renders at a time; as many as cores, since each is one busy process. */
  readonly parallel: number;
}

/** APIs that the cluster offers, named so that a render never depends on Helm's own defaults. */
const API_VERSIONS = ["barmancloud.cnpg.io/v1", "postgresql.cnpg.io/v1"];

/** Counted up when what is stored for a release changes its form. */
const CACHE_FORMAT = "2";

function digest(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}\0${part}`);
  return hash.digest("hex");
}

/** The cached result, or undefined when there is none or it is not whole: it is then made again. */
function cached(path: string): Rendered[] | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const end = text.indexOf("\n");
  return text.slice(0, end) === digest(text.slice(end + 1)) ? JSON.parse(text.slice(end + 1)) : undefined;
}

async function render(
  release: PlannedRelease,
  chart: string,
  { helm, cacheFolder, kubernetesVersion }: Renderer,
): Promise<Rendered[]> {
  const args = [
    release.name,
    chart,
    "--namespace",
    release.namespace,
    "--kube-version",
    `${kubernetesVersion}.0`,
    ...API_VERSIONS.flatMap((version) => ["--api-versions", version]),
  ];
  // The chart's folder name is the hash of its content, so the release's own path addresses the content.
  const key = digest(
    CACHE_FORMAT,
    HELM_VERSION,
    release.chart,
    release.name,
    release.namespace,
    kubernetesVersion,
    ...API_VERSIONS,
    release.values,
  );
  const path = cacheFolder === undefined ? undefined : join(cacheFolder, "render", key.slice(0, 2), `${key}.json`);
  const known = path === undefined ? undefined : cached(path);
  if (known) return known;
  const objects = readManifest(await helmTemplate(helm, args, release.values));
  if (path !== undefined) {
    const content = JSON.stringify(objects);
    writeWhole(path, `${digest(content)}\n${content}`);
  }
  return objects;
}

/** Renders releases in parallel, in the order in which they were given; a failed one has its reason in place of objects. */
export async function renderAll(
  releases: readonly PlannedRelease[],
  chartFolder: (release: PlannedRelease) => string,
  renderer: Renderer,
): Promise<readonly (readonly Rendered[] | Error)[]> {
  const limit = pLimit(renderer.parallel);
  return Promise.all(
    releases.map((release) =>
      limit(async () => {
        try {
          return await render(release, chartFolder(release), renderer);
        } catch (error) {
          if (error instanceof Error && error.name !== "ToolError") return error;
          throw error;
        }
      }),
    ),
  );
}
