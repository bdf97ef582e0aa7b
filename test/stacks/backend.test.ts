import { readdirSync, readFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { isAbsolute, join, normalize } from "node:path";
import type { JsonObject, PlannedStack } from "../../plan/plan";
import { at } from "../../plan/vocabulary";
import { buildPlan, ENVIRONMENTS, FOLDERS, fields, ROOT } from "../plan/plans";

interface Synthesised {
  readonly environment: string;
  readonly outdir: string;
  readonly backend: JsonObject;
  readonly stateBackend: JsonObject;
  readonly stack: PlannedStack;
}

async function everyStack(): Promise<Synthesised[]> {
  const built = await Promise.all(
    ENVIRONMENTS.map(async (environment) => ({ environment, ...(await buildPlan(environment)) })),
  );
  return built.flatMap(({ environment, outdir, plan }) =>
    plan.terraform.map((stack) => ({
      environment,
      outdir,
      stack,
      backend: JSON.parse(JSON.stringify(at(stack.terraform, "terraform", "backend"))),
      stateBackend: JSON.parse(JSON.stringify(plan.facts.stateBackend)),
    })),
  );
}

const ofKind = async (kind: string) => {
  const found = (await everyStack()).filter(({ stateBackend }) => stateBackend.kind === kind);
  expect(found).not.toHaveLength(0);
  return found;
};

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

test("a state behind http is locked and unlocked at its own address", async () => {
  for (const { backend, stateBackend, stack } of await ofKind("http")) {
    const address = `${stateBackend.address}/${stack.name}`;
    expect(backend).toEqual({
      http: {
        address,
        lock_address: `${address}/lock`,
        unlock_address: `${address}/lock`,
        lock_method: "POST",
        unlock_method: "DELETE",
        retry_wait_min: 5,
      },
    });
  }
});

test("a state in a cluster has that backend and no other", async () => {
  for (const { backend, stateBackend, stack } of await ofKind("kubernetes"))
    expect(backend).toEqual({ kubernetes: { secret_suffix: stack.name, namespace: stateBackend.namespace } });
});

test("a local state is beside the project, by a relative path, where the deploy's folder leads to", async () => {
  for (const { environment, backend, stateBackend, stack } of await ofKind("local")) {
    expect(Object.keys(backend)).toEqual(["local"]);
    const path = String(at(backend, "local", "path"));
    expect(isAbsolute(path)).toBe(false);
    const folder = join("cdktf.out", environment, "stacks", stack.name);
    expect(normalize(join(folder, path))).toBe(join(String(stateBackend.directory), `${stack.name}.tfstate`));
  }
});

test("no two stacks share a state", async () => {
  for (const environment of ENVIRONMENTS) {
    const backends = (await everyStack()).filter((each) => each.environment === environment);
    expect(new Set(backends.map(({ backend }) => JSON.stringify(backend))).size).toBe(backends.length);
  }
});

test("no synthesised file holds a path of this machine or its name", async () => {
  const host = new RegExp(`(?<![\\w.-])(?!localhost)${hostname()}(?![\\w.-])`);
  for (const { outdir, stack } of await everyStack()) {
    const folder = join(outdir, "stacks", stack.name);
    const written = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((each) => /json$/.test(each));
    for (const text of [...written, "../../manifest.json"].map((name) => readFileSync(join(folder, name), "utf8"))) {
      expect(text).not.toMatch(host);
      for (const place of [ROOT, outdir, homedir()]) expect(text).not.toContain(`${normalize(place)}/`);
    }
    // Values are what containers see, where paths are absolute; everything else is Terraform's.
    const { helm_release: releases, ...others } = fields(at(stack.terraform, "resource") ?? {});
    const settings = Object.values(fields(releases ?? {})).map((each) => ({ ...fields(each), values: [] }));
    const own = texts({ ...stack.terraform, resource: [others, settings] });
    expect(own.filter((each) => isAbsolute(each) || /^[A-Z]:\\/.test(each))).toEqual([]);
  }
});

test("every stack names the Terraform that it needs and exactly the providers of the committed lock", async () => {
  const lock = readFileSync(FOLDERS.providerLock, "utf8");
  const locked = Object.fromEntries(
    [
      ...lock.matchAll(/provider "registry\.terraform\.io\/(\S+)" \{\s+version\s+= "(\S+)"\s+constraints = "(\S+)"/g),
    ].map(([, source = "", version, constraints]) => [source, { version, constraints }]),
  );
  expect(Object.keys(locked).sort()).toEqual(["hashicorp/helm", "hashicorp/kubernetes"]);
  for (const { stack } of await everyStack()) {
    expect(at(stack.terraform, "terraform", "required_version")).toBe(">= 1.11.0, < 2.0.0");
    const required = Object.values(fields(at(stack.terraform, "terraform", "required_providers"))).map(fields);
    const asked = Object.fromEntries(
      // A source without an owner is HashiCorp's.
      required.map(({ source, version }) => [
        String(source).replace(/^(?!.*\/)/, "hashicorp/"),
        { version, constraints: version },
      ]),
    );
    expect(asked).toEqual(locked);
    for (const { version } of required) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test("the committed provider lock lies in every stack's folder, byte for byte", async () => {
  const lock = readFileSync(FOLDERS.providerLock);
  for (const { outdir, stack } of await everyStack())
    expect(readFileSync(join(outdir, "stacks", stack.name, ".terraform.lock.hcl")).equals(lock)).toBe(true);
});
