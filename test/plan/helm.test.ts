import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findHelm, HELM_VERSION, helmTemplate } from "../../plan/helm";
import { CACHE, pinnedHelm, ROOT, temporaryFolder } from "./plans";

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
    });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out })));
}

/** A process of its own that runs this code with plan/helm.ts at hand, and a PATH of its own. */
function inProcessChild(code: string, path = ""): ChildProcess {
  const script = `
    require("sucrase/register");
    const { findHelm, helmTemplate } = require("./plan/helm.ts");
    (async () => { ${code} })().catch((error) => { console.log(error.name + ": " + error.message); process.exitCode = 1; });`;
  const env = { ...process.env, PATH: path };
  return spawn(process.execPath, ["-e", script], { cwd: ROOT, env });
}

const inProcess = (code: string, path: string) => ended(inProcessChild(code, path));

/** A folder with a program called helm that says this of its version, or does anything else with the real one. */
function pathWith(version: string): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "helm"),
    `#!/bin/sh\nif [ "$1" = version ]; then echo "${version}"; else exec ${pinnedHelm()} "$@"; fi\n`,
  );
  chmodSync(join(folder, "helm"), 0o755);
  return folder;
}

const LINUX = "linux-x64";
const cachedIn = (cache: string) => join(cache, `helm-${HELM_VERSION}-${LINUX}`, "helm");
const elsewhere = `findHelm("/nonexistent", "darwin-arm64")`;

test("without a Helm on PATH, another platform is told which version to install", async () => {
  const { code, out } = await inProcess(elsewhere, temporaryFolder());
  expect([code, out]).toEqual([1, expect.stringMatching(/^ToolError: No helm was found\. Install Helm 3\.18\.0 /)]);
});

test("another version on PATH is refused, naming both", async () => {
  const { code, out } = await inProcess(elsewhere, `${pathWith("v3.19.0")}:/bin:/usr/bin`);
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(/^ToolError: helm on PATH is v3\.19\.0\. Install Helm 3\.18\.0 /),
  ]);
});

test("the same version on PATH renders, although Helm itself is then given no PATH", async () => {
  const chart = join(temporaryFolder(), "small");
  mkdirSync(join(chart, "templates"), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: small\nversion: 0.1.0\n");
  writeFileSync(join(chart, "templates", "a.yaml"), "rendered: {{ .Release.Name }}\n");
  const code = `console.log(await helmTemplate(${elsewhere}, ["name", ${JSON.stringify(chart)}], "{}"));`;
  const ran = await inProcess(code, `${pathWith(`v${HELM_VERSION}`)}:/bin:/usr/bin`);
  expect(ran).toEqual({ code: 0, out: expect.stringContaining("rendered: name") });
});

test.each([
  ["corrupted", (path: string) => writeFileSync(path, "#!/bin/sh\necho not helm\n")],
  ["without its right to run", (path: string) => chmodSync(path, 0o644)],
])("a cached binary that is %s is replaced", (_, damage) => {
  const cache = temporaryFolder();
  mkdirSync(dirname(cachedIn(cache)));
  cpSync(findHelm(CACHE, LINUX), cachedIn(cache));
  chmodSync(cachedIn(cache), 0o755);
  damage(cachedIn(cache));
  expect(findHelm(cache, LINUX)).toBe(cachedIn(cache));
  expect(readFileSync(cachedIn(cache)).equals(readFileSync(findHelm(CACHE, LINUX)))).toBe(true);
  expect(statSync(cachedIn(cache)).mode & 0o777).toBe(0o755);
  expect(readdirSync(dirname(cachedIn(cache)))).toEqual(["helm"]);
});

test("processes that unpack at once all get a whole Helm that runs", async () => {
  const cache = temporaryFolder();
  const go = join(cache, "go");
  const code = `
    const { existsSync } = require("node:fs");
    const { execFileSync } = require("node:child_process");
    console.log("ready");
    while (!existsSync(${JSON.stringify(go)})) await new Promise((resolve) => setTimeout(resolve, 1));
    process.stdout.write(execFileSync(findHelm(${JSON.stringify(cache)}, "${LINUX}"), ["version", "--template", "{{.Version}}"]));`;
  const children = [1, 2].map(() => inProcessChild(code));
  await Promise.all(children.map((child) => new Promise((resolve) => child.stdout?.once("data", resolve))));
  const all = Promise.all(children.map(ended));
  writeFileSync(go, "");
  expect(await all).toEqual(children.map(() => ({ code: 0, out: `v${HELM_VERSION}` })));
  expect(readdirSync(dirname(cachedIn(cache)))).toEqual(["helm"]);
});

test("Helm sees nothing of the machine: no kubeconfig, no plugin, no repository, no variable", async () => {
  const folder = temporaryFolder();
  const program = join(folder, "helm");
  writeFileSync(program, "#!/bin/sh\nexport -p\n");
  chmodSync(program, 0o755);
  const variables = (await helmTemplate(program, [], "{}"))
    .split("\n")
    .map((line) => line.replace(/^(declare -x|export) /, ""))
    .filter((line) => line !== "" && !/^(OLDPWD|PWD|SHLVL|_)\b/.test(line));
  expect(variables.sort()).toEqual([
    expect.stringMatching(/^HOME=["']\/nonexistent["']$/),
    expect.stringMatching(/^PATH=["']["']$/),
  ]);
});
