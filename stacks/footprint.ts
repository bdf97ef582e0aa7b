import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, type TerraformResource, TerraformStack } from "cdktf";
import { type Fleet, type Perimeter, platformStack, servicesStack } from "../fleet/fleet";
import { admission } from "./admission/admission";
import { antivirus } from "./antivirus/antivirus";
import { setBackend } from "./backend";
import { border } from "./border/border";
import { driftAccess, perimeterFile } from "./drift/access";
import { drift } from "./drift/drift";
import { identityServer } from "./identity-server/identity-server";
import { createResource } from "./kubernetes/kinds";
import type { FrameObject } from "./kubernetes/objects";
import { HOLDS_DATA, RESTORES } from "./labels";
import { logCollector } from "./log-collector/log-collector";
import { mediaStore } from "./media-store/media-store";
import { monitoring } from "./monitoring/monitoring";
import type { Needs } from "./needs";
import { operatorPolicies } from "./operators/network";
import { needsIn, operators } from "./operators/operators";
import { platformObjects } from "./platform";
import { pushGateway } from "./push-gateway/push-gateway";
import { createRelease, createRemoteRelease, type Release } from "./release";
import { drillAccess } from "./restore-drill/access";
import { restoreDrills } from "./restore-drills/restore-drills";
import { shardReleases } from "./shard";
import { tenantObjects } from "./tenant";
import { turn } from "./turn/turn";

/** Terraform 1.11: the first with everything that cdktf 0.21's bindings use; 2: a new major is tried first. */
export const REQUIRED_TERRAFORM = ">= 1.11.0, < 2.0.0";

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

/** A namespace that Terraform is to make before all that is in it. */
interface Tenancy {
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly accounts: readonly string[];
  readonly needs: readonly Needs[];
  /** Objects of its frame beside those that every namespace has. */
  readonly more?: readonly FrameObject[];
}

/** Makes a namespace and its frame; gives back what is to be there before a release. */
function tenancy(stack: TerraformStack, fleet: Fleet, { namespace, labels, accounts, needs, more = [] }: Tenancy) {
  const [first, ...frame] = tenantObjects(fleet, namespace, labels, accounts, needs);
  if (first === undefined) return [];
  const made = createResource(stack, first);
  return [...frame, ...driftAccess(namespace), ...more].map(
    (object): TerraformResource => createResource(stack, object, [made]),
  );
}

function platform(app: App, fleet: Fleet, folders: ProjectFolders): void {
  const stack = newStack(app, platformStack(fleet.environment), fleet);
  const classes = platformObjects().map((object) => createResource(stack, object));
  const releases = operators(fleet);
  const policies = releases.length > 0 ? operatorPolicies(fleet) : [];
  const namespaces = [...new Set(releases.map(({ namespace }) => namespace))];
  const frames = namespaces.flatMap((namespace) =>
    tenancy(stack, fleet, {
      namespace,
      labels: { env: fleet.environment },
      accounts: [],
      needs: needsIn(namespace, releases),
      more: policies.filter(({ metadata }) => metadata.namespace === namespace),
    }),
  );
  // Each needs the one before it: the plugin's certificates, the operator that asks it.
  const before = [...classes, ...frames];
  for (const release of releases) before.push(createRemoteRelease(stack, release, [...before]));
  service(stack, fleet, folders, [admission(fleet)]);
}

function service(stack: TerraformStack, fleet: Fleet, folders: ProjectFolders, releases: readonly Release[]): void {
  const [first] = releases;
  if (first === undefined) return;
  const needs = releases.flatMap((release) => release.needs);
  const holdsData = needs.some(({ volumesGiB }) => volumesGiB.length > 0);
  const frame = tenancy(stack, fleet, {
    namespace: first.namespace,
    labels: { env: fleet.environment, ...(holdsData ? HOLDS_DATA : {}) },
    accounts: releases.flatMap(({ accounts }) => accounts),
    needs,
  });
  // One after the other: what restarts with a change does so part by part.
  const before = [...frame];
  for (const release of releases) before.push(createRelease(stack, folders.charts, release, [...before]));
}

function services(app: App, fleet: Fleet, folders: ProjectFolders): void {
  const stack = newStack(app, servicesStack(fleet.environment), fleet);
  for (const releases of [
    [border(fleet)],
    mediaStore(fleet),
    [antivirus(fleet)],
    [identityServer(fleet)],
    [restoreDrills(fleet)],
    pushGateway(fleet),
    [logCollector(fleet)],
    [turn(fleet)],
    [monitoring(fleet)],
    [drift(fleet)],
  ])
    service(stack, fleet, folders, releases);
}

function perimeterStack(app: App, fleet: Fleet, folders: ProjectFolders, perimeter: Perimeter): void {
  const stack = newStack(app, perimeter.stack, fleet);
  // A closed perimeter's stack is empty: deploying it destroys what it held, which stateful.lock.yaml acknowledged.
  if (perimeter.state === "closed") return;
  for (const shard of perimeter.shards) {
    const { data, serving, restore } = shardReleases(fleet, perimeter, shard);
    const labels = { env: fleet.environment, "tchap/perimeter": perimeter.name, "tchap/shard": shard.name };
    const frame = tenancy(stack, fleet, {
      namespace: shard.namespace,
      labels: { ...labels, ...HOLDS_DATA },
      accounts: [...data.accounts, ...serving.accounts],
      needs: [...data.needs, ...serving.needs],
      more: perimeterFile(fleet, perimeter, shard.namespace),
    });
    const kept = createRelease(stack, folders.charts, data, frame);
    createRelease(stack, folders.charts, serving, [...frame, kept]);
    const apart = tenancy(stack, fleet, {
      namespace: shard.restoreNamespace,
      labels: { ...labels, ...RESTORES },
      accounts: restore.accounts,
      needs: restore.needs,
      more: drillAccess(shard),
    });
    createRelease(stack, folders.charts, restore, apart);
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
  platform(app, fleet, folders);
  services(app, fleet, folders);
  for (const perimeter of fleet.perimeters) perimeterStack(app, fleet, folders, perimeter);
  app.synth();
  for (const name of stackNames(fleet))
    copyFileSync(folders.providerLock, join(outdir, "stacks", name, ".terraform.lock.hcl"));
}
