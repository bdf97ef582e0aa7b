import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

const digestOf = (content: Buffer) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** A chart as a registry keeps it: its manifest, and what that refers to. */
interface Kept {
  readonly digest: string;
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly manifest: Buffer;
}

function kept(name: string, version: string, archive: Buffer): Kept {
  const config = Buffer.from(JSON.stringify({ apiVersion: "v2", name, version }));
  const described = (mediaType: string, content: Buffer) => ({
    mediaType,
    digest: digestOf(content),
    size: content.length,
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: described(CONFIG, config),
      layers: [described(LAYER, archive)],
    }),
  );
  const blobs = new Map([config, archive].map((content) => [digestOf(content), content]));
  return { digest: digestOf(manifest), blobs, manifest };
}

/** An OCI registry on this machine that answers for one repository, to whoever reads. */
export class Registry {
  private readonly charts: Kept[] = [];
  private readonly tags = new Map<string, Kept>();

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      const found = this.find(request.url ?? "");
      response.writeHead(found ? 200 : 404, {
        "content-type": found?.type ?? "text/plain",
        "content-length": found?.content.length ?? 0,
        ...(found ? { "docker-content-digest": digestOf(found.content) } : {}),
      });
      response.end(request.method === "HEAD" ? undefined : found?.content);
    });
  }

  static start(): Promise<Registry> {
    const server = createServer();
    const registry = new Registry(server);
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(registry)));
  }

  get host(): string {
    const { port }: AddressInfo = this.address();
    return `127.0.0.1:${port}`;
  }

  private address(): AddressInfo {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the registry does not listen");
    return address;
  }

  /** Keeps a chart under a tag, in place of what the tag led to; gives back its digest. */
  push(name: string, version: string, archive: Buffer): string {
    const chart = kept(name, version, archive);
    this.charts.push(chart);
    this.tags.set(version, chart);
    return chart.digest;
  }

  private find(url: string): { readonly content: Buffer; readonly type: string } | undefined {
    const [, kind, reference = ""] = /\/(manifests|blobs)\/([^/?]+)$/.exec(url) ?? [];
    if (kind === "blobs") {
      const content = this.charts.map(({ blobs }) => blobs.get(reference)).find((blob) => blob !== undefined);
      return content && { content, type: "application/octet-stream" };
    }
    const chart = this.tags.get(reference) ?? this.charts.find(({ digest }) => digest === reference);
    return kind === "manifests" && chart ? { content: chart.manifest, type: MANIFEST } : undefined;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
