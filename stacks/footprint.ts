import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, type TerraformResource, TerraformStack } from "cdktf";
import { BORDER_NAMESPACE, type Fleet, type Perimeter, platformStack, servicesStack } from "../fleet/fleet";
import { setBackend } from "./backend";
import { border } from "./border/border";
import { createResource } from "./kubernetes/kinds";
import { platformObjects } from "./platform";
import { createRelease } from "./release";
import { shardReleases } from "./shard";
import { tenantObjects } from "./tenant";

/** Terraform 1.11: the first with everything that cdktf 0.21's bindings use; 2: a new major is tried first. */
const REQUIRED_TERRAFORM = ">= 1.11.0, < 2.0.0";

/** Folders of the project that synthesis reads. */
export interface ProjectFolders {
  readonly charts: string;
  /** The provider lock, copied into each stack so that a deploy asks no registry for checksums. */
  readonly providerLock: string;
}

function newStack(app: App, name: string, fleet: Fleet): TerraformStack {
  const stack = new TerraformStack(app, name);
  setBackend(stack, name, fleet);
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
  const configContext = fleet.cluster.context;
  new KubernetesProvider(stack, "kubernetes", { configContext });
  new HelmProvider(stack, "helm", { kubernetes: { configContext } });
  return stack;
}

function platform(app: App, fleet: Fleet): void {
  const stack = newStack(app, platformStack(fleet.environment), fleet);
  for (const object of platformObjects()) createResource(stack, object);
}

function services(app: App, fleet: Fleet, folders: ProjectFolders): void {
  const stack = newStack(app, servicesStack(fleet.environment), fleet);
  const release = border(fleet);
  const [namespace, ...frame] = tenantObjects(
    fleet,
    BORDER_NAMESPACE,
    { env: fleet.environment },
    release.accounts,
    release.needs,
  );
  if (namespace === undefined) return;
  const first = createResource(stack, namespace);
  const others = frame.map((object) => createResource(stack, object, [first]));
  createRelease(stack, folders.charts, release, others);
}

function perimeterStack(app: App, fleet: Fleet, folders: ProjectFolders, perimeter: Perimeter): void {
  const stack = newStack(app, perimeter.stack, fleet);
  // A closed perimeter's stack is empty: deploying it destroys what it held, which stateful.lock.yaml acknowledged.
  if (perimeter.state === "closed") return;
  for (const shard of perimeter.shards) {
    const { data, serving } = shardReleases(fleet, perimeter, shard);
    const labels = { env: fleet.environment, "tchap/perimeter": perimeter.name, "tchap/shard": shard.name };
    const needs = [...data.needs, ...serving.needs];
    const accounts = [...data.accounts, ...serving.accounts];
    const [namespace, ...frame] = tenantObjects(fleet, shard.namespace, labels, accounts, needs);
    if (namespace === undefined) continue;
    const first = createResource(stack, namespace);
    const others: TerraformResource[] = frame.map((object) => createResource(stack, object, [first]));
    const kept = createRelease(stack, folders.charts, data, others);
    createRelease(stack, folders.charts, serving, [...others, kept]);
  }
}

/** Names of an environment's stacks, in the order in which they are deployed. */
export function stackNames(fleet: Fleet): string[] {
  return [
    platformStack(fleet.environment),
    servicesStack(fleet.environment),
    ...fleet.perimeters.map(({ stack }) => stack),
  ];
}

/** Synthesises every stack of a fleet into a folder, as cdktf lays it out. */
export function synthesise(fleet: Fleet, folders: ProjectFolders, outdir: string): void {
  const app = new App({ outdir, context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" } });
  platform(app, fleet);
  services(app, fleet, folders);
  for (const perimeter of fleet.perimeters) perimeterStack(app, fleet, folders, perimeter);
  app.synth();
  for (const name of stackNames(fleet))
    copyFileSync(folders.providerLock, join(outdir, "stacks", name, ".terraform.lock.hcl"));
}
