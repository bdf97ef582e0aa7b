import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { keptFolder, keyOf } from "../../real/install/kept";
import { output } from "../../real/install/run";
import type { Programs } from "./programs";

/** An image's name on the nodes, and what its configuration says. */
interface Image {
  readonly name: string;
  readonly user: string;
  readonly command: readonly string[];
  readonly path: string;
}

const NOTHING = { user: "65532:65532", path: "/" };

/** The images that are made here. The operator reads PostgreSQL's version from the tag. */
export const IMAGES = {
  pause: { ...NOTHING, name: "localhost/pause:1", command: ["/pause"] },
  operator: { ...NOTHING, name: "localhost/cloudnative-pg:1.30.0", command: ["/manager"] },
  coredns: { ...NOTHING, name: "localhost/coredns:1.15.0", command: ["/coredns"] },
  postgres: {
    name: "localhost/postgresql:15",
    user: "26:26",
    command: ["bash"],
    path: "/usr/lib/postgresql/15/bin:/usr/bin",
  },
} as const satisfies Record<string, Image>;

/** Writes a root folder as an archive that containerd imports: one layer, its configuration, and their list. */
function archive(root: string, image: Image, file: string): void {
  const work = mkdtempSync(`${file}-`);
  output("tar", ["-C", root, "--sort=name", "-cf", join(work, "layer.tar"), "."]);
  const layer = output("sha256sum", [join(work, "layer.tar")]).slice(0, 64);
  const config = {
    architecture: "amd64",
    os: "linux",
    config: { User: image.user, Entrypoint: image.command, Env: [`PATH=${image.path}`], WorkingDir: "/" },
    rootfs: { type: "layers", diff_ids: [`sha256:${layer}`] },
  };
  writeFileSync(join(work, "config.json"), JSON.stringify(config));
  const manifest = [{ Config: "config.json", RepoTags: [image.name], Layers: ["layer.tar"] }];
  writeFileSync(join(work, "manifest.json"), JSON.stringify(manifest));
  output("tar", ["-C", work, "-cf", file, "manifest.json", "config.json", "layer.tar"]);
  rmSync(work, { recursive: true });
}

/** Makes a root folder that holds one static program. */
function withProgram(folder: string, program: string, name: string): string {
  mkdirSync(join(folder, ...name.split("/").slice(0, -1)), { recursive: true });
  cpSync(program, join(folder, name));
  chmodSync(join(folder, name), 0o755);
  chmodSync(folder, 0o755);
  return folder;
}

/** Folder of the images as archives, from the cache or made anew. */
export function images(cache: string, programs: Programs, postgres: string): Promise<string> {
  const parts = [...Object.values(programs), postgres].map((path: string) => basename(path));
  return keptFolder(cache, `images-${keyOf(...parts, JSON.stringify(IMAGES))}`, (folder) => {
    const roots = mkdtempSync(join(folder, "roots-"));
    // Its pods run /controller/manager, a copy of what this name leads to; the operator also offers it for download.
    const operator = withProgram(join(roots, "operator"), join(programs.operator, "manager"), "operator/manager_amd64");
    symlinkSync("operator/manager_amd64", join(operator, "manager"));
    archive(operator, IMAGES.operator, join(folder, "operator.tar"));
    const one = { pause: join(programs.pause, "cluster"), coredns: join(programs.coredns, "cluster") };
    for (const name of ["pause", "coredns"] as const)
      archive(withProgram(join(roots, name), one[name], name), IMAGES[name], join(folder, `${name}.tar`));
    archive(postgres, IMAGES.postgres, join(folder, "postgres.tar"));
    rmSync(roots, { recursive: true });
  });
}
