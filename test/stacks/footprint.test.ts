import { readdirSync } from "node:fs";
import { join } from "node:path";
import { liveShards, SHARED_NAMESPACES } from "../../fleet/fleet";
import { resources } from "../../plan/read";
import { at, list } from "../../plan/vocabulary";
import { stackNames } from "../../stacks/footprint";
import { buildPlan, ENVIRONMENTS, fields, temporaryFolder } from "../plan/plans";
import { type Files, fleetOf, stackTexts } from "./fleets";

/** Adds to dev a perimeter like dev01, whose only shard has this server name. */
function addPerimeter(serverName: string) {
  return ({ read, write }: Files) => {
    const text = read("perimeters/dev01.yaml")
      .replaceAll("serverName: dev01.tchap.incubateur.net", `serverName: ${serverName}`)
      .replaceAll("dev01", "dev09");
    write("perimeters/dev09.yaml", text);
  };
}

const DEV = fleetOf("dev");
const DEV_TEXTS = stackTexts(DEV);

/** Stacks whose Terraform JSON differs from dev's as it is, or that only one of the two has. */
function changedStacks(is: ReadonlyMap<string, string>): string[] {
  const was = DEV_TEXTS;
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
}

const helmValues = (text: string | undefined, release: string) => {
  const values = at(JSON.parse(text ?? "{}"), "resource", "helm_release", release, "values", 0);
  return fields(JSON.parse(String(values)));
};

test("an environment has a platform stack, a services stack and one for each perimeter, and no other", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan, outdir } = await buildPlan(environment);
    const names = [
      `${environment}-platform`,
      `${environment}-services`,
      ...plan.facts.perimeters.map(({ name }) => `${environment}-${name}`),
    ];
    expect(stackNames(plan.facts)).toEqual(names);
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([...names].sort());
    expect(plan.terraform.map(({ name }) => name)).toEqual([...names].sort());
  }
});

test("a closed perimeter's stack holds its providers and backend, and no resource", () => {
  const closed = fleetOf("dev", ({ edit }) => {
    edit("perimeters/dev02.yaml", "state: active", "state: closed");
    edit("stateful.lock.yaml", "removed: []", "removed: [{ shard: dev02, reason: a, owner: b, date: 2026-11-23 }]");
  });
  const text = stackTexts(closed).get("dev-dev02") ?? "{}";
  const open = JSON.parse(DEV_TEXTS.get("dev-dev02") ?? "{}");
  const { "//": _, ...rest } = fields(JSON.parse(text));
  expect(rest).toEqual({ provider: open.provider, terraform: open.terraform });
});

/** What of a perimeter's own stack is other than its own file, by which the cluster is compared. */
function besideItsFile(text: string | undefined, namespace: string): unknown {
  const { resource, ...rest } = fields(JSON.parse(text ?? "{}"));
  const { kubernetes_config_map_v1: maps, ...others } = fields(resource);
  const { [`ConfigMap-${namespace}-perimeter-file`]: _, ...more } = fields(maps);
  return { ...rest, others, more };
}

test("a suspended perimeter keeps running: only the border changes, and the perimeter's own file", () => {
  const suspended = fleetOf("dev", ({ edit }) => edit("perimeters/dev02.yaml", "state: active", "state: suspended"));
  const texts = stackTexts(suspended);
  expect(changedStacks(texts)).toEqual(["dev-dev02", "dev-services"]);
  expect(besideItsFile(texts.get("dev-dev02"), "tchap-dev02")).toEqual(
    besideItsFile(DEV_TEXTS.get("dev-dev02"), "tchap-dev02"),
  );
  // The border alone of all that is shared.
  for (const release of ["drift", "identity-server", "turn", "restore-drills"])
    expect(helmValues(texts.get("dev-services"), release)).toEqual(helmValues(DEV_TEXTS.get("dev-services"), release));
});

test("opening a shard whose name was reserved leaves every other perimeter's stack as it was, byte for byte", () => {
  expect(DEV.federation.whitelist).toContain("dev03.tchap.incubateur.net");
  const opened = fleetOf("dev", addPerimeter("dev03.tchap.incubateur.net"));
  expect(changedStacks(stackTexts(opened))).toEqual(["dev-dev09", "dev-services"]);
});

test("a perimeter whose name was not reserved changes the others' whitelists, and nothing else of theirs", () => {
  const is = stackTexts(fleetOf("dev", addPerimeter("dev09.tchap.incubateur.net")));
  expect(changedStacks(is)).toEqual(["dev-dev01", "dev-dev02", "dev-dev09", "dev-ext01", "dev-services"]);
  for (const shard of ["dev01", "dev02", "ext01"]) {
    const config = (texts: ReadonlyMap<string, string>) =>
      String(at(helmValues(texts.get(`dev-${shard}`), shard), "homeserver", "files", "homeserver.yaml")).split("\n");
    const [old, now] = [config(DEV_TEXTS), config(is)];
    expect(now.filter((line) => !old.includes(line))).toEqual(['  - "dev09.tchap.incubateur.net"']);
    expect(old.filter((line) => !now.includes(line))).toEqual([]);
    expect(helmValues(is.get(`dev-${shard}`), `${shard}-data`)).toEqual(
      helmValues(DEV_TEXTS.get(`dev-${shard}`), `${shard}-data`),
    );
  }
});

test("in the services stack a new perimeter changes nothing but the border's list", () => {
  const opened = stackTexts(fleetOf("dev", addPerimeter("dev03.tchap.incubateur.net")));
  const [was, is] = [DEV_TEXTS, opened].map((texts) => helmValues(texts.get("dev-services"), "border"));
  const without = (values: unknown) => {
    const { files: _, filesChecksum: __, ...rest } = fields(at(values, "border"));
    return rest;
  };
  expect(at(is, "border", "files")).not.toEqual(at(was, "border", "files"));
  expect(without(is)).toEqual(without(was));
});

test("a perimeter's title changes its own file alone, its convention what warns of its end, its agents its own and what they share", () => {
  const edited = (...edits: readonly (readonly [string, string])[]) =>
    stackTexts(
      fleetOf("dev", ({ edit }) => {
        for (const [from, to] of edits) edit("perimeters/dev02.yaml", from, to);
      }),
    );
  const renamed = edited(["title: Développement", "title: Autre"]);
  expect(changedStacks(renamed)).toEqual(["dev-dev02"]);
  expect(besideItsFile(renamed.get("dev-dev02"), "tchap-dev02")).toEqual(
    besideItsFile(DEV_TEXTS.get("dev-dev02"), "tchap-dev02"),
  );
  const prolonged = edited(["endsOn: 2028-12-31", "endsOn: 2029-12-31"]);
  expect(changedStacks(prolonged)).toEqual(["dev-dev02", "dev-services"]);
  for (const release of ["border", "identity-server", "turn", "log-collector"])
    expect(helmValues(prolonged.get("dev-services"), release)).toEqual(
      helmValues(DEV_TEXTS.get("dev-services"), release),
    );
  const grown = edited(["count: 200", "count: 20000"], ["count: 400", "count: 40000"]);
  expect(changedStacks(grown)).toEqual(["dev-dev02", "dev-services"]);
  for (const release of ["border", "restore-drills"])
    expect(helmValues(grown.get("dev-services"), release)).toEqual(helmValues(DEV_TEXTS.get("dev-services"), release));
});

test("Terraform refuses to destroy any namespace, and makes it before what is in it", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const namespaces = plan.terraform.flatMap((stack) =>
      resources(stack).filter(({ type }) => type === "kubernetes_namespace_v1"),
    );
    expect(namespaces.map(({ attributes }) => at(attributes, "metadata", "name")).sort()).toEqual(
      [
        ...SHARED_NAMESPACES,
        ...(plan.facts.cluster.operators === "ours" ? ["cert-manager", "cnpg-system"] : []),
        ...liveShards(plan.facts).flatMap(({ namespace, restoreNamespace }) => [namespace, restoreNamespace]),
      ].sort(),
    );
    for (const { attributes } of namespaces) expect(at(attributes, "lifecycle")).toEqual({ prevent_destroy: true });
    for (const stack of plan.terraform)
      for (const { type, attributes } of resources(stack)) {
        const namespace = at(attributes, "metadata", "namespace");
        if (namespace !== undefined && type !== "helm_release")
          expect(list(at(attributes, "depends_on"))).toContain(`kubernetes_namespace_v1.Namespace-${namespace}`);
      }
  }
});

/** Releases of one namespace that another waits for: a shard's data, and the media store's parts one after the other. */
function releasesBefore(name: string, all: readonly string[]): string[] {
  const zones = all.filter((each) => each.startsWith("media-store-zone-")).sort();
  const stores = [...zones, "media-store"];
  const index = stores.indexOf(name);
  return index >= 0 ? stores.slice(0, index) : all.filter((each) => each === `${name}-data`);
}

test("a release is installed after its namespace's quota, limits, accounts and policies, and after its data", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    for (const stack of plan.terraform.filter(({ name }) => name !== `${environment}-platform`)) {
      const all = resources(stack);
      const releases = all.filter(({ type }) => type === "helm_release");
      const order = releases.map(({ name }) => name);
      for (const { name, attributes } of releases) {
        const namespace = at(attributes, "namespace");
        const frame = all
          .filter((each) => at(each.attributes, "metadata", "namespace") === namespace)
          .map((each) => `${each.type}.${each.name}`);
        const before = releasesBefore(name, order).map((each) => `helm_release.${each}`);
        expect(frame.length).toBeGreaterThan(4);
        expect([...list(at(attributes, "depends_on"))].sort()).toEqual([...frame, ...before].sort());
      }
    }
  }
});

test("the same fleet gives the same bytes in another folder", () => {
  expect(stackTexts(DEV, temporaryFolder())).toEqual(DEV_TEXTS);
});
