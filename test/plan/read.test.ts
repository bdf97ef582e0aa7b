import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject, Plan } from "../../plan/plan";
import { objectId } from "../../plan/plan";
import { REMOTE_CHART, readPlan } from "../../plan/read";
import { at } from "../../plan/vocabulary";
import { synthesise } from "../../stacks/footprint";
import { buildPlan, CACHE, FOLDERS, fields, pinnedHelm, temporaryFolder } from "./plans";

const read = async (outdir: string) =>
  readPlan((await buildPlan("dev")).plan.facts, outdir, {
    helm: pinnedHelm(),
    cacheFolder: CACHE,
    kubernetesVersion: "1.34",
    parallel: 2,
  });

/** The plan of dev after a change to the resources of one stack's Terraform JSON. */
async function planWith(stack: string, change: (resource: JsonObject) => object): Promise<Plan> {
  const outdir = temporaryFolder();
  cpSync((await buildPlan("dev")).outdir, outdir, { recursive: true });
  const file = join(outdir, "stacks", stack, "cdk.tf.json");
  const terraform = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...terraform, resource: change(terraform.resource) }));
  return read(outdir);
}

/** The same, after a change to the border's release. */
const planWithBorder = (change: (release: Readonly<Record<string, unknown>>) => object) =>
  planWith("dev-services", (resource) => ({
    ...resource,
    helm_release: { border: change(fields(at(resource, "helm_release", "border"))) },
  }));

test("every object knows its stack, release, template and perimeter, and the line of the file that declares its shard", async () => {
  const { plan } = await buildPlan("dev");
  const found = new Map(plan.objects.map((each) => [objectId(each.object), each]));
  const [shard] = plan.facts.perimeters.find(({ name }) => name === "dev01")?.shards ?? [];
  expect(found.get("StatefulSet/tchap-dev01/homeserver")).toMatchObject({
    stack: "dev-dev01",
    release: "dev01",
    template: "templates/homeserver/statefulset.yaml",
    perimeter: "dev01",
    at: shard?.at,
  });
  expect(found.get("Namespace/tchap-dev01")).toMatchObject({
    stack: "dev-dev01",
    release: "terraform",
    template: "kubernetes_namespace_v1.Namespace-tchap-dev01",
    perimeter: "dev01",
    at: { file: "environments/dev/perimeters/dev01.yaml" },
  });
  expect(found.get("Deployment/tchap-border/border")).toMatchObject({
    perimeter: undefined,
    at: { file: "environments/dev/environment.yaml" },
  });
  expect(found.get("PriorityClass/tchap-data")).toMatchObject({ stack: "dev-platform", perimeter: undefined });
});

test("objects come in one order, whatever order they were found in", async () => {
  const { plan } = await buildPlan("prod");
  const keys = plan.objects.map(({ stack, release, object }) => `${stack}\0${release}\0${objectId(object)}`);
  expect(keys).toEqual([...keys].sort());
});

test("nothing of a committed environment is left unrendered but charts of others", async () => {
  for (const environment of ["dev", "preprod", "prod"]) {
    const { plan } = await buildPlan(environment);
    const remote = plan.facts.cluster.operators === "ours" ? 3 : 0;
    expect(plan.unrendered.map(({ reason }) => reason)).toEqual(Array.from({ length: remote }, () => REMOTE_CHART));
  }
});

test("a template that fails leaves its release unrendered with Helm's words, and every other one in the plan", async () => {
  const { plan } = await buildPlan("dev");
  const charts = join(temporaryFolder(), "charts");
  cpSync(FOLDERS.charts, charts, { recursive: true });
  writeFileSync(join(charts, "border", "templates", "border", "more.yaml"), '{{ fail "the zone is missing" }}\n');
  const outdir = temporaryFolder();
  synthesise(plan.facts, { ...FOLDERS, charts }, outdir);
  const broken = await read(outdir);
  expect(broken.unrendered).toEqual([
    { stack: "dev-services", release: "border", reason: expect.stringContaining("the zone is missing") },
  ]);
  const others = plan.objects.filter(({ release }) => release !== "border");
  expect(broken.objects).toEqual(others);
});

test.each([
  ["values set one by one", (release: object) => ({ ...release, set: [{ name: "border.image", value: "a" }] })],
  ["sensitive values", (release: object) => ({ ...release, set_sensitive: [{ name: "border.image", value: "a" }] })],
  ["write-only values", (release: object) => ({ ...release, set_wo: [{ name: "border.image", value: "a" }] })],
  ["a remote chart", (release: object) => ({ ...release, repository: "https://charts.example" })],
  ["a chart of an OCI registry", (release: object) => ({ ...release, chart: "oci://127.0.0.1:1/border" })],
  ["a chart by its address", (release: object) => ({ ...release, chart: "https://127.0.0.1:1/border.tgz" })],
  ["two values documents", (release: object) => ({ ...release, values: [at(release, "values", 0), "{}"] })],
  ["no values", (release: object) => ({ ...release, values: undefined })],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
  ["values that Terraform would work out", (release: object) => ({ ...release, values: ['${file("a")}'] })],
  ["a chart that is no text", (release: object) => ({ ...release, chart: 1 })],
])("a release with %s is listed as unrendered, never passed over", async (_, change) => {
  const { objects, unrendered } = await planWithBorder(change);
  expect(unrendered).toEqual([{ stack: "dev-services", release: "border", reason: expect.any(String) }]);
  expect(objects.filter(({ release }) => release === "border")).toEqual([]);
});

test("a Terraform resource of a kind that nobody judges stops the plan, naming the file to extend", async () => {
  const resource = (all: JsonObject) => ({ ...all, kubernetes_secret_v1: { some: { metadata: { name: "a" } } } });
  await expect(planWith("dev-dev01", resource)).rejects.toThrow(
    /^kubernetes_secret_v1\.some: .*stacks\/kubernetes\/kinds\.ts/,
  );
});
