import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { REMOTE_CHART } from "../../../plan/read";
import { at, list, ofKind } from "../../../plan/vocabulary";
import { imageParts } from "../../../stacks/operators/images";
import { operators } from "../../../stacks/operators/operators";
import { buildPlan, FOLDERS, pinnedHelm, temporaryFolder } from "../../plan/plans";
import { fleetOf } from "../fleets";
import { Registry } from "./registry";

const PROD = fleetOf("prod");
const NAMES = ["cert-manager", "cloudnative-pg", "plugin-barman-cloud"];

test("the platform stack installs the operators where they are ours, each by version from our registry", async () => {
  const { plan } = await buildPlan("prod");
  expect(PROD.cluster.operators).toBe("ours");
  const json = plan.terraform.find(({ name }) => name === "prod-platform")?.terraform;
  const releases = at(json, "resource", "helm_release");
  // Beside them stands admission, a chart of our own.
  const remote = Object.keys(Object(releases)).filter((name) => String(at(releases, name, "chart")).startsWith("oci:"));
  expect(remote.sort()).toEqual(NAMES);
  const charts = [PROD.charts.certManager, PROD.charts.operator, PROD.charts.barmanPlugin];
  NAMES.forEach((name, index) => {
    const { reference = "", version, digest } = charts[index] ?? {};
    expect(reference).toMatch(`oci://${PROD.registry}/`);
    expect(at(releases, name, "version")).toBe(version);
    expect(at(releases, name, "chart")).toBe(digest === undefined ? reference : `${reference}@${digest}`);
    expect(at(releases, name, "wait")).toBe(true);
  });
});

test("each operator is installed after the one that it needs, and after the frame of its namespace", async () => {
  const { plan } = await buildPlan("prod");
  const json = plan.terraform.find(({ name }) => name === "prod-platform")?.terraform;
  const before = (name: string) => list(at(json, "resource", "helm_release", name, "depends_on"));
  expect(before("cert-manager")).toContain("kubernetes_resource_quota_v1.ResourceQuota-cert-manager-quota");
  expect(before("cloudnative-pg")).toContain("kubernetes_network_policy_v1.NetworkPolicy-cnpg-system-default-deny");
  expect(before("plugin-barman-cloud")).toEqual(
    expect.arrayContaining(["helm_release.cert-manager", "helm_release.cloudnative-pg"]),
  );
});

test("a plan lists remote charts as not rendered, with the reason, and holds all else", async () => {
  const { plan } = await buildPlan("prod");
  expect(plan.unrendered).toEqual(NAMES.map((release) => ({ stack: "prod-platform", release, reason: REMOTE_CHART })));
  expect(plan.objects.length).toBeGreaterThan(1000);
});

test("where the platform brings its own operators, none is installed and no namespace is made for them", async () => {
  const { plan } = await buildPlan("dev");
  expect(plan.facts.cluster.operators).toBe("platform");
  expect(operators(plan.facts)).toEqual([]);
  expect(plan.unrendered).toEqual([]);
  const namespaces = ofKind(plan, "Namespace").map(({ object }) => object.metadata.name);
  expect(namespaces).not.toContain("cnpg-system");
  expect(namespaces).not.toContain("cert-manager");
});

test("two of each operator run in two zones, and leave a lost node long before Kubernetes' five minutes", () => {
  for (const { values } of operators(PROD)) {
    expect(at(values, "replicaCount")).toBe(2);
    expect(at(values, "topologySpreadConstraints", 0)).toMatchObject({
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
    });
    const seconds = list(at(values, "tolerations")).map((each) => at(each, "tolerationSeconds"));
    expect(seconds).toEqual([20, 20]);
    expect(at(values, "resources", "requests")).toEqual(at(values, "resources", "limits"));
  }
});

test("images of the operators come from our registry, by digest", () => {
  const [, operator, plugin] = operators(PROD);
  const image = (values: unknown, key: string) =>
    [at(values, key, "registry"), at(values, key, "repository")].filter(Boolean).join("/") +
    `:${at(values, key, "tag")}`;
  expect(image(operator?.values, "image")).toBe(PROD.images.operator.reference);
  expect(image(plugin?.values, "image")).toBe(PROD.images.barmanPlugin.reference);
  expect(image(plugin?.values, "sidecarImage")).toBe(PROD.images.barmanSidecar.reference);
  for (const each of [PROD.images.operator, PROD.images.barmanPlugin, PROD.images.barmanSidecar])
    expect(each.reference).toMatch(/@sha256:[0-9a-f]{64}$/);
});

test("a registry with a port is not taken for a tag", () => {
  expect(
    imageParts(
      { registry: "registry.example:5000/mirror" },
      { reference: "registry.example:5000/mirror/a/b:1@sha256:c" },
    ),
  ).toEqual({ registry: "registry.example:5000/mirror", repository: "a/b", tag: "1@sha256:c" });
});

test("only the API servers, monitoring and each other reach the operators, which reach databases and nothing outside", async () => {
  const { plan } = await buildPlan("prod");
  const policies = ofKind(plan, "NetworkPolicy").filter(({ object }) => object.metadata.namespace === "cnpg-system");
  const named = (name: string) => policies.find(({ object }) => object.metadata.name === name)?.object;
  expect(policies.map(({ object }) => object.metadata.name).sort()).toEqual([
    "allow-dns",
    "cloudnative-pg",
    "default-deny",
    "plugin-barman-cloud",
  ]);
  const { nodes, apiServerPort } = plan.facts.network;
  const api = { to: [{ ipBlock: { cidr: nodes } }], ports: [{ port: apiServerPort, protocol: "TCP" }] };
  const pods = (name: string) => ({ podSelector: { matchLabels: { "app.kubernetes.io/name": name } } });
  const tenants = { namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "tchap-footprint" } } };
  expect(at(named("cloudnative-pg"), "spec", "egress")).toEqual([
    api,
    { to: [tenants], ports: [{ port: 8000, protocol: "TCP" }] },
    { to: [pods("plugin-barman-cloud")], ports: [{ port: 9090, protocol: "TCP" }] },
  ]);
  expect(at(named("plugin-barman-cloud"), "spec")).toMatchObject({
    ingress: [{ from: [pods("cloudnative-pg")], ports: [{ port: 9090, protocol: "TCP" }] }],
    egress: [api],
  });
});

describe("Helm and a chart by digest", () => {
  const run = promisify(execFile);
  let registry: Registry;

  beforeAll(async () => {
    registry = await Registry.start();
  });
  afterAll(() => registry.stop());

  /** The archive of a small chart; `mark` makes it another one. */
  async function archive(mark: string): Promise<Buffer> {
    const folder = temporaryFolder();
    const source = join(folder, "border");
    cpSync(join(FOLDERS.charts, "border"), source, { recursive: true });
    writeFileSync(join(source, "templates", "mark.yaml"), `# ${mark}\n`);
    await run(pinnedHelm(), ["package", source, "--destination", folder], { env: { HOME: folder } });
    return readFileSync(join(folder, "border-0.1.0.tgz"));
  }

  /** What Helm fetches for this reference, or what it says against it. */
  async function pulled(reference: string): Promise<Buffer | string> {
    const folder = temporaryFolder();
    const args = ["pull", `oci://${registry.host}/charts/border${reference}`, "--version", "0.1.0", "--plain-http"];
    try {
      await run(pinnedHelm(), [...args, "--destination", folder], { env: { HOME: folder } });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const [name = ""] = readdirSync(folder).filter((each) => each.endsWith(".tgz"));
    return readFileSync(join(folder, name));
  }

  test("fetches that content, and refuses once the version's tag leads to another", async () => {
    const [good, other] = [await archive("good"), await archive("other")];
    const digest = registry.push("border", "0.1.0", good);
    expect(await pulled(`@${digest}`)).toEqual(good);
    registry.push("border", "0.1.0", other);
    expect(await pulled("")).toEqual(other);
    expect(await pulled(`@${digest}`)).toMatch(/digest mismatch/);
  });
});
