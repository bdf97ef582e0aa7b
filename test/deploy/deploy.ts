import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readManifest } from "../../plan/manifest";
import { objectId } from "../../plan/plan";
import { folderHash } from "../../stacks/release";
import { Cluster, Missing, requireTools, standInForKubelets } from "./cluster";

/*
 * A real deploy: cdktf, Terraform and its providers against a real API server. Needs
 *   KUBECONFIG       a cluster that may be changed, with a controller manager
 *   TEST_CRDS        folder of the CRDs of CloudNativePG and its Barman Cloud plugin, where the cluster has none
 *   TEST_PROVIDERS   provider lock in place of the committed one, for providers that were built and not downloaded
 * Exits 3 and says why when one is missing: then nothing was proven.
 */

const PLATFORM = "dev-platform";
const STACK = "dev-dev01";
const NAMESPACE = "tchap-dev01";

interface Bench {
  readonly root: string;
  readonly cluster: Cluster;
  readonly variables: NodeJS.ProcessEnv;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

function run(
  bench: Bench,
  program: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
  cwd = bench.root,
): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...bench.variables, ...more },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: `${stdout}\n${stderr}` };
}

const footprint = (bench: Bench, ...args: string[]) => run(bench, process.execPath, ["bin/footprint.js", ...args]);
const cdktf = (bench: Bench, ...args: string[]) =>
  run(
    bench,
    process.execPath,
    [join("node_modules", "cdktf-cli", "bundle", "bin", "cdktf"), ...args, "--output", "cdktf.out/dev"],
    {
      FOOTPRINT_ENVIRONMENT: "dev",
    },
  );
const stackFolder = (bench: Bench, stack: string) => join(bench.root, "cdktf.out", "dev", "stacks", stack);
const terraform = (bench: Bench, stack: string, ...args: string[]) =>
  run(bench, "terraform", args, {}, stackFolder(bench, stack));

function edit(bench: Bench, file: string, from: string, to: string): () => void {
  const path = join(bench.root, file);
  const before = readFileSync(path, "utf8");
  ok(before.includes(from), `${file} no longer holds ${from}`);
  writeFileSync(path, before.replace(from, to));
  return () => writeFileSync(path, before);
}

/** What of the placed plan a deploy would read: everything but Terraform's own working files. */
function placed(bench: Bench): string {
  const folder = join(bench.root, "cdktf.out", "dev");
  const copy = mkdtempSync(join(tmpdir(), "placed-"));
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes("/.terraform/") && !path.endsWith("plan") });
  const hash = folderHash(copy);
  rmSync(copy, { recursive: true, force: true });
  return hash;
}

const steps: readonly (readonly [string, (bench: Bench) => void | Promise<void>])[] = [
  [
    "the platform stack deploys through cdktf",
    (bench) => {
      const { code, out } = footprint(bench, "deploy", "dev", PLATFORM, "--auto-approve");
      strictEqual(code, 0, out);
      match(bench.cluster.kubectl("get", "priorityclasses", "-o", "name"), /tchap-data/);
    },
  ],
  [
    "a perimeter's stack deploys through cdktf",
    (bench) => {
      const stop = standInForKubelets(bench.cluster);
      try {
        const { code, out } = footprint(bench, "deploy", "dev", STACK, "--auto-approve");
        strictEqual(code, 0, out);
      } finally {
        stop?.();
      }
      ok(bench.cluster.exists("-n", NAMESPACE, "clusters.postgresql.cnpg.io", "postgres"));
      ok(bench.cluster.exists("-n", NAMESPACE, "statefulset", "homeserver"));
    },
  ],
  [
    "each release's manifest is the plan's",
    (bench) => {
      strictEqual(footprint(bench, "plan", "dev").code, 0);
      for (const release of ["dev01", "dev01-data"]) {
        const planned = readManifest(
          readFileSync(join(bench.root, "plans", "dev", "manifests", STACK, `${release}.yaml`), "utf8"),
        );
        const deployed = readManifest(bench.cluster.releaseManifest(NAMESPACE, release));
        const byId = (objects: typeof planned) => new Map(objects.map(({ object }) => [objectId(object), object]));
        ok(planned.length > 0);
        deepStrictEqual(byId(deployed), byId(planned));
      }
    },
  ],
  [
    "the second plan of each stack is empty",
    (bench) => {
      for (const stack of [PLATFORM, STACK]) {
        const { code, out } = terraform(bench, stack, "plan", "-detailed-exitcode", "-input=false", "-no-color");
        strictEqual(code, 0, `${stack}: ${out}`);
      }
    },
  ],
  [
    "a second concurrent apply is refused by the lock",
    async (bench) => {
      // An apply that waits for its yes holds the lock.
      const holder = spawn("terraform", ["apply", "-no-color"], {
        cwd: stackFolder(bench, PLATFORM),
        env: bench.variables,
        stdio: ["pipe", "pipe", "inherit"],
      });
      const removed = edit(
        bench,
        `cdktf.out/dev/stacks/${PLATFORM}/cdk.tf.json`,
        '"Databases: evicted last."',
        '"Databases: evicted at the very last."',
      );
      try {
        await new Promise<void>((resolve, reject) => {
          let seen = "";
          holder.stdout.on("data", (chunk: Buffer) => {
            seen += chunk.toString();
            if (seen.includes("Enter a value")) resolve();
          });
          holder.on("close", () => reject(new Error(`the first apply ended early: ${seen}`)));
        });
        const { code, out } = terraform(
          bench,
          PLATFORM,
          "apply",
          "-auto-approve",
          "-input=false",
          "-no-color",
          "-lock-timeout=0s",
        );
        strictEqual(code, 1, out);
        match(out, /Error acquiring the state lock/);
      } finally {
        removed();
        holder.kill("SIGINT");
        await new Promise((resolve) => holder.on("close", resolve));
      }
    },
  ],
  [
    "a refused plan: synth, deploy and deploy --skip-synth deploy nothing of it",
    (bench) => {
      const before = placed(bench);
      const revision = () => bench.cluster.kubectl("-n", NAMESPACE, "get", "secrets", "-l", "owner=helm", "-o", "name");
      const revisions = revision();
      const restore = edit(
        bench,
        "charts/shard/templates/homeserver/statefulset.yaml",
        "readOnlyRootFilesystem: true",
        "readOnlyRootFilesystem: false",
      );
      try {
        const synth = cdktf(bench, "synth");
        strictEqual(synth.code, 1);
        match(synth.out, /K8S-10/);
        strictEqual(cdktf(bench, "deploy", STACK, "--auto-approve", "--ignore-missing-stack-dependencies").code, 1);
        strictEqual(footprint(bench, "deploy", "dev", STACK, "--auto-approve").code, 1);
        strictEqual(placed(bench), before, "the last good plan was touched");
        const skipped = cdktf(
          bench,
          "deploy",
          STACK,
          "--skip-synth",
          "--auto-approve",
          "--ignore-missing-stack-dependencies",
        );
        strictEqual(skipped.code, 0, skipped.out);
        strictEqual(revision(), revisions, "a new revision was deployed");
      } finally {
        restore();
      }
    },
  ],
  [
    "a live perimeter is not destroyed",
    (bench) => {
      strictEqual(footprint(bench, "destroy", "dev", STACK, "--auto-approve").code, 2);
      const raw = cdktf(bench, "destroy", STACK, "--auto-approve", "--ignore-missing-stack-dependencies");
      ok(raw.code !== 0);
      match(
        terraform(bench, STACK, "plan", "-destroy", "-input=false", "-no-color").out,
        /Instance cannot be destroyed/,
      );
      ok(bench.cluster.exists("-n", NAMESPACE, "clusters.postgresql.cnpg.io", "postgres"));
    },
  ],
  [
    "a closed perimeter is destroyed once its loss is acknowledged, whatever another perimeter's findings",
    (bench) => {
      const restores = [
        edit(bench, "environments/dev/perimeters/dev01.yaml", "state: active", "state: closed"),
        edit(bench, "environments/dev/perimeters/dev02.yaml", "endsOn: ", "endsOn: 2025-12-31 # was "),
      ];
      const unacknowledged = footprint(bench, "destroy", "dev", STACK, "--auto-approve");
      strictEqual(unacknowledged.code, 2, unacknowledged.out);
      match(unacknowledged.out, /Acknowledge it/);
      ok(bench.cluster.exists("namespace", NAMESPACE));
      restores.push(
        edit(
          bench,
          "environments/dev/stateful.lock.yaml",
          "removed: []",
          "removed:\n  - { shard: dev01, reason: test, owner: test, date: 2026-11-23 }",
        ),
      );
      // The cluster keeps what nobody has named.
      ok(footprint(bench, "destroy", "dev", STACK, "--auto-approve").code !== 0);
      ok(bench.cluster.exists("namespace", NAMESPACE));
      bench.cluster.kubectl("annotate", "namespace", NAMESPACE, `tchap/removal-acknowledged=${NAMESPACE}`);
      const { code, out } = footprint(bench, "destroy", "dev", STACK, "--auto-approve");
      strictEqual(code, 0, out);
      ok(!bench.cluster.exists("namespace", NAMESPACE));
      for (const restore of restores.reverse()) restore();
    },
  ],
];

/** As if our images were built: the cluster refuses what has no digest. */
function fillInDigests(file: string): void {
  const ours = /^( {2}origin: ours\n {2}repository: .+\n {2}tag: .+\n)(?! {2}digest)/gm;
  writeFileSync(file, readFileSync(file, "utf8").replace(ours, `$1  digest: sha256:${"0".repeat(64)}\n`));
}

function prepare(kubeconfig: string): Bench {
  const source = join(__dirname, "..", "..");
  const folder = mkdtempSync(join(tmpdir(), "footprint-deploy-"));
  const root = join(folder, "project");
  cpSync(source, root, {
    recursive: true,
    filter: (path) => !["node_modules", "plans", "cdktf.out", "state", ".git"].includes(path.slice(source.length + 1)),
  });
  symlinkSync(join(source, "node_modules"), join(root, "node_modules"));
  fillInDigests(join(root, "environments", "dev", "images.lock.yaml"));
  const cluster = Cluster.withContext(kubeconfig, "tchap-dev", join(folder, "kubeconfig"));
  const lock = process.env.TEST_PROVIDERS;
  if (lock) cpSync(lock, join(root, "environments", "providers.lock.hcl"));
  const crds = process.env.TEST_CRDS;
  const due = ["clusters.postgresql.cnpg.io", "objectstores.barmancloud.cnpg.io"];
  if (!due.every((name) => cluster.exists("crd", name))) {
    if (!crds)
      throw new Missing(`The cluster lacks one of the CRDs ${due.join(", ")}, and TEST_CRDS names no folder of them.`);
    for (const file of readdirSync(crds)) cluster.kubectl("apply", "--server-side", "-f", join(crds, file));
  }
  const variables = { ...process.env, KUBE_CONFIG_PATH: cluster.kubeconfig, CHECKPOINT_DISABLE: "1", TF_INPUT: "0" };
  return { root, cluster, variables };
}

async function main(): Promise<number> {
  const kubeconfig = requireTools(process.env.KUBECONFIG);
  const bench = prepare(kubeconfig);
  process.stdout.write(
    `provider lock: ${process.env.TEST_PROVIDERS ? "replaced by TEST_PROVIDERS" : "as committed"}\n`,
  );
  const init = run(bench, "terraform", ["version"]);
  ok(init.code === 0);
  let passed = 0;
  try {
    for (const [name, step] of steps) {
      const started = performance.now();
      await step(bench);
      passed += 1;
      process.stdout.write(`ok    ${name}  (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    }
  } catch (error) {
    process.stdout.write(`FAIL  ${steps[passed]?.[0]}\n${error instanceof Error ? error.message : String(error)}\n`);
  }
  rmSync(join(bench.root, ".."), { recursive: true, force: true });
  const failed = passed === steps.length ? 0 : 1;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed;
}

main()
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    process.stdout.write(`not run: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof Missing ? 3 : 1;
  });
