import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { planFiles } from "../../cli/write-plan";
import { environmentNames } from "../../fleet/load/files";
import { judge } from "../../policies/engine/judge";
import { PROJECT } from "../fleet/copy";
import { buildPlan } from "../plan/plans";
import { copyProject, type ProjectCopy } from "../project-copy";

describe(".gitlab-ci.yml", () => {
  const pipeline = parse(readFileSync(join(PROJECT, ".gitlab-ci.yml"), "utf8"));

  test("plans every environment", () => {
    expect([...pipeline.plan.parallel.matrix[0].ENVIRONMENT].sort()).toEqual(environmentNames(PROJECT).sort());
  });

  test("hands GitLab reports that a plan holds", async () => {
    const { plan } = await buildPlan("dev");
    const files = planFiles(plan, judge(plan, [], "2026-12-01"));
    for (const path of Object.values<string>(pipeline.plan.artifacts.reports))
      expect([...files.keys()]).toContain(path.replace("plans/*/", ""));
    expect([...files.keys()]).toContain("summary.md");
  });

  test("deploys nothing", () => {
    expect(JSON.stringify(pipeline)).not.toMatch(/footprint deploy|cdktf|terraform apply/);
  });
});

describe("the pre-commit hook", () => {
  let copy: ProjectCopy;

  const git = (...args: string[]) => execFileSync("git", ["-C", copy.root, ...args], { stdio: "pipe" });

  beforeEach(() => {
    copy = copyProject();
    cpSync(join(PROJECT, ".githooks"), copy.path(".githooks"), { recursive: true });
    git("init", "--quiet");
    git("add", "--all");
    git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message", "all");
  });
  afterEach(() => copy.remove());

  /** What the hook answers, and what it prints. */
  function hook() {
    const { status, stdout, stderr } = spawnSync(copy.path(".githooks/pre-commit"), {
      cwd: copy.root,
      encoding: "utf8",
    });
    return { status, said: `${stdout}${stderr}` };
  }

  test("judges only the environment whose file is staged", () => {
    copy.edit("environments/dev/perimeters/dev01.yaml", "title: ", "title: Further ");
    git("add", "--all");
    const { status, said } = hook();
    expect(said).toMatch(/^dev /m);
    expect(said).not.toMatch(/^prod /m);
    expect(status).toBe(0);
  });

  test("refuses a mistake that is staged, though the file was put right since", () => {
    copy.edit("environments/dev/perimeters/dev01.yaml", "state: active", "state: aktive");
    git("add", "--all");
    copy.edit("environments/dev/perimeters/dev01.yaml", "state: aktive", "state: active");
    const { status, said } = hook();
    expect(status).toBe(2);
    expect(said).toContain("environments/dev/perimeters/dev01.yaml:");
  });

  test("has nothing to say of a commit that changes no environment", () => {
    copy.edit("package.json", '"private": true', '"private":  true');
    git("add", "--all");
    git("reset", "--quiet");
    expect(hook()).toEqual({ status: 0, said: "" });
  });
});
