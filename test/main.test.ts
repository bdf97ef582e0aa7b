import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { folderHash } from "../stacks/release";
import { copyProject, type ProjectCopy } from "./project-copy";
import { app, appProcess } from "./run";

const DATE = "2026-11-23";

/** The app for dev on a fixed day, for all stacks or those named. */
function synth(copy: ProjectCopy, variables: NodeJS.ProcessEnv = {}) {
  const outdir = join(copy.root, "cdktf.out", "dev");
  return app(copy.root, { FOOTPRINT_ENVIRONMENT: "dev", FOOTPRINT_DATE: DATE, CDKTF_OUTDIR: outdir, ...variables });
}

const outdir = (copy: ProjectCopy) => copy.path("cdktf.out/dev");
const stacks = (copy: ProjectCopy): string[] =>
  Object.keys(JSON.parse(readFileSync(join(outdir(copy), "manifest.json"), "utf8")).stacks);

describe("the cdktf app", () => {
  let copy: ProjectCopy;
  beforeEach(() => {
    copy = copyProject();
  });
  afterEach(() => copy.remove());

  test("puts every stack of a passing plan in place, with the provider lock beside it", async () => {
    expect(await synth(copy)).toMatchObject({ code: 0 });
    expect(stacks(copy)).toEqual(["dev-dev01", "dev-dev02", "dev-ext01", "dev-platform", "dev-services"]);
    for (const stack of stacks(copy)) {
      const folder = join(outdir(copy), "stacks", stack);
      expect(existsSync(join(folder, "cdk.tf.json"))).toBe(true);
      expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe(
        copy.read("environments/providers.lock.hcl"),
      );
    }
    expect(readdirSync(copy.path("cdktf.out"))).toEqual(["dev"]);
  });

  test("a refused plan leaves the last good one byte for byte, says why once, and leaves nothing aside", async () => {
    await synth(copy);
    const before = folderHash(outdir(copy));
    copy.edit(
      "charts/shard/templates/homeserver/statefulset.yaml",
      "readOnlyRootFilesystem: true",
      "readOnlyRootFilesystem: false",
    );
    const refused = await synth(copy);
    expect(refused.code).toBe(1);
    expect(refused.err.match(/K8S-10 {2}/g)).toHaveLength(1);
    expect(refused.err).toContain("environments/dev/perimeters/dev01.yaml:");
    expect(refused.err).not.toMatch(/\n\s+at /);
    expect(folderHash(outdir(copy))).toBe(before);
    expect(readdirSync(copy.path("cdktf.out"))).toEqual(["dev"]);
  });

  test("a refused first plan puts nothing in place", async () => {
    copy.edit("charts/shard/templates/homeserver/statefulset.yaml", "runAsUser: 991", "runAsUser: 0");
    expect((await synth(copy)).code).toBe(1);
    expect(existsSync(join(outdir(copy), "manifest.json"))).toBe(false);
  });

  test("findings of one perimeter do not hold back another's stack", async () => {
    await synth(copy);
    copy.edit("environments/dev/perimeters/dev02.yaml", "endsOn: ", "endsOn: 2025-12-31 # was ");
    copy.edit("environments/dev/perimeters/dev01.yaml", "accountExpiryMonths: 13", "accountExpiryMonths: 12");
    const dev02 = folderHash(join(outdir(copy), "stacks", "dev-dev02"));
    const dev01 = folderHash(join(outdir(copy), "stacks", "dev-dev01"));
    expect((await synth(copy)).code).toBe(1);
    expect((await synth(copy, { FOOTPRINT_STACKS: "dev-dev02" })).code).toBe(1);
    expect(folderHash(join(outdir(copy), "stacks", "dev-dev01"))).toBe(dev01);
    const passed = await synth(copy, { FOOTPRINT_STACKS: "dev-dev01" });
    expect(passed).toMatchObject({ code: 0 });
    expect(passed.err).toContain("Findings in other stacks (1)");
    expect(folderHash(join(outdir(copy), "stacks", "dev-dev01"))).not.toBe(dev01);
    expect(folderHash(join(outdir(copy), "stacks", "dev-dev02"))).toBe(dev02);
    expect(stacks(copy)).toContain("dev-dev02");
  });

  test("a finding about the whole environment holds back every stack", async () => {
    copy.edit("environments/dev/environment.yaml", "endsOn: ", "endsOn: 2026-06-30 # was ");
    const refused = await synth(copy, { FOOTPRINT_STACKS: "dev-dev01" });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("HOM-01");
  });

  test("the date is an input: the same files pass today and fail when conventions have ended", async () => {
    expect((await synth(copy)).code).toBe(0);
    const later = await synth(copy, { FOOTPRINT_DATE: "2035-01-01" });
    expect(later.code).toBe(1);
    expect(later.err).toContain("FLT-01");
    expect(await synth(copy, { FOOTPRINT_DATE: "2026-02-30" })).toMatchObject({ code: 2 });
  });

  test("an environment is always chosen, never assumed", async () => {
    const none = await synth(copy, { FOOTPRINT_ENVIRONMENT: undefined });
    expect(none.code).toBe(2);
    expect(none.err).toContain("Environments: dev, preprod, prod.");
    const wrong = await synth(copy, { FOOTPRINT_ENVIRONMENT: "prd" });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('Did you mean "prod"?');
  });

  test("one environment is never synthesised over another's folder", async () => {
    await synth(copy);
    const before = folderHash(outdir(copy));
    const refused = await synth(copy, { FOOTPRINT_ENVIRONMENT: "prod" });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("CDKTF_OUTPUT=cdktf.out/prod");
    expect(folderHash(outdir(copy))).toBe(before);
  });

  test("a mistake in a file is told with its place, and touches nothing", async () => {
    await synth(copy);
    const before = folderHash(outdir(copy));
    copy.edit("environments/dev/perimeters/dev01.yaml", "agents:", "agentes:");
    const refused = await synth(copy);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(
      /environments\/dev\/perimeters\/dev01\.yaml:\d+:1 {2}agentes\n {2}Unknown key\.\n {2}Did you mean "agents"\?/,
    );
    expect(refused.err).not.toMatch(/\n\s+at /);
    expect(folderHash(outdir(copy))).toBe(before);
  });

  test("Terraform's working files of a stack survive a new plan", async () => {
    await synth(copy);
    const working = join(outdir(copy), "stacks", "dev-dev01", ".terraform");
    mkdirSync(working);
    expect((await synth(copy)).code).toBe(0);
    expect(existsSync(working)).toBe(true);
  });

  test("a shard whose names are not recorded is not deployed", async () => {
    copy.edit(
      "environments/dev/stateful.lock.yaml",
      "  - shard: dev01\n    serverName: dev01.tchap.incubateur.net\n    namespace: tchap-dev01\n    database: postgres\n    mediaVolume: media\n    mediaBucket: media-dev01\n    backupBucket: tchap-dev-dev01\n    signingKey: homeserver-signing-key\n",
      "",
    );
    const refused = await synth(copy, { FOOTPRINT_STACKS: "dev-dev01" });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("npx footprint lock dev");
    expect((await synth(copy, { FOOTPRINT_STACKS: "dev-dev02" })).code).toBe(0);
  });

  test("a closed perimeter's stack is emptied only after its loss is acknowledged", async () => {
    copy.edit("environments/dev/perimeters/dev01.yaml", "state: active", "state: closed");
    const refused = await synth(copy, { FOOTPRINT_STACKS: "dev-dev01" });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("Acknowledge it in environments/dev/stateful.lock.yaml");
    copy.edit(
      "environments/dev/stateful.lock.yaml",
      "removed: []",
      "removed:\n  - { shard: dev01, reason: test, owner: test, date: 2026-11-23 }",
    );
    expect((await synth(copy, { FOOTPRINT_STACKS: "dev-dev01" })).code).toBe(0);
    const text = readFileSync(join(outdir(copy), "stacks", "dev-dev01", "cdk.tf.json"), "utf8");
    expect(JSON.parse(text).resource).toBeUndefined();
  });

  test("a removed perimeter file is refused until its loss is acknowledged", async () => {
    await synth(copy);
    const before = folderHash(outdir(copy));
    rmSync(copy.path("environments/dev/perimeters/dev02.yaml"));
    const refused = await synth(copy);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("The shard dev02 holds data and no perimeter file has it any more.");
    expect(folderHash(outdir(copy))).toBe(before);
  });

  test("as cdktf runs it: a process that answers 0, 1 and 2, and says why on standard error only", () => {
    const variables = { FOOTPRINT_ENVIRONMENT: "dev", FOOTPRINT_DATE: DATE, CDKTF_OUTDIR: outdir(copy) };
    expect(appProcess(copy.root, variables)).toEqual({ code: 0, out: "", err: "" });
    const late = appProcess(copy.root, { ...variables, FOOTPRINT_DATE: "2035-01-01" });
    expect(late).toMatchObject({ code: 1, out: "" });
    expect(late.err).toContain("FLT-01");
    const none = appProcess(copy.root, { ...variables, FOOTPRINT_ENVIRONMENT: undefined });
    expect(none).toMatchObject({ code: 2, out: "" });
    expect(none.err).toContain("Environments: dev, preprod, prod.");
  });
});
