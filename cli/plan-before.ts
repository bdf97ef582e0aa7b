import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Placed } from "../plan/diff";
import { readManifest } from "../plan/manifest";
import { UsageError } from "./pipeline";
import type { Project } from "./project";

/** Objects of a plan folder, as `footprint plan` wrote it. */
function readPlanFolder(folder: string): Placed[] {
  const manifests = join(folder, "manifests");
  if (!existsSync(manifests))
    throw new UsageError(`${folder} is no plan: it has no manifests/. Write one with footprint plan.`);
  return readdirSync(manifests)
    .sort()
    .flatMap((stack) =>
      readdirSync(join(manifests, stack))
        .sort()
        .flatMap((file) =>
          readManifest(readFileSync(join(manifests, stack, file), "utf8")).map(({ object }) => ({
            stack,
            release: file.replace(/\.yaml$/, ""),
            object,
          })),
        ),
    );
}

function git(project: Project, args: readonly string[]): string {
  return execFileSync("git", ["-C", project.root, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** The plan of a revision, made by that revision's own code from its own files. */
function planOfRevision(project: Project, environment: string, revision: string): Placed[] {
  try {
    git(project, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]);
  } catch {
    throw new UsageError(`${revision} is neither a plan folder nor a git revision.`);
  }
  const folder = mkdtempSync(join(tmpdir(), "footprint-revision-"));
  const tree = join(folder, "tree");
  try {
    git(project, ["worktree", "add", "--detach", "--quiet", tree, revision]);
    symlinkSync(join(project.root, "node_modules"), join(tree, "node_modules"));
    if (!existsSync(join(tree, "environments", environment))) return [];
    try {
      execFileSync(process.execPath, [join(tree, "bin", "footprint.js"), "plan", environment, "--output", folder], {
        stdio: ["ignore", "ignore", "pipe"],
      });
    } catch (error) {
      // Findings (1) do not matter here; the plan is written all the same.
      const status: unknown = error instanceof Error ? Reflect.get(error, "status") : undefined;
      if (status !== 1)
        throw new UsageError(
          `The plan of ${revision} could not be made: ${error instanceof Error ? error.message : ""}`,
        );
    }
    return readPlanFolder(join(folder, environment));
  } finally {
    try {
      git(project, ["worktree", "remove", "--force", tree]);
    } catch {
      // The folder goes all the same; git prunes its record.
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Objects of what a plan is compared with: a plan folder below the calling folder, else a git revision. */
export function planBefore(project: Project, environment: string, against: string, from: string): Placed[] {
  const folder = resolve(from, against);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return planOfRevision(project, environment, against);
  const objects = readPlanFolder(existsSync(join(folder, "manifests")) ? folder : join(folder, environment));
  const stranger = objects.find(({ stack }) => !stack.startsWith(`${environment}-`));
  if (stranger) throw new UsageError(`${against} is the plan of another environment: it holds ${stranger.stack}.`);
  return objects;
}
