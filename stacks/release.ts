import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Release as HelmRelease } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { RemoteChart } from "../fleet/fleet";
import type { Needs } from "./needs";

/** The charts of this project, each a folder of charts/. */
export type ChartName =
  | "admission"
  | "antivirus"
  | "border"
  | "drift"
  | "identity-server"
  | "log-collector"
  | "media-store"
  | "media-store-zone"
  | "monitoring"
  | "push-gateway"
  | "restore-drills"
  | "shard"
  | "shard-data"
  | "turn";

/** One Helm release, described; what it runs is in its chart, what it is set to in its values. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: ChartName;
  readonly values: object;
  /** Whether a deploy waits until its pods are ready. */
  readonly wait: boolean;
  /** Whether it waits for its Jobs as well. Not by default: only the media store has one, which makes it a store. */
  readonly waitForJobs?: true;
  /** Seconds after which a deploy that still waits has failed. */
  readonly timeoutSeconds: number;
  readonly needs: readonly Needs[];
  /** Service accounts of its pods; the namespace's frame makes them. */
  readonly accounts: readonly string[];
}

/** One Helm release of a chart of others: referenced, fetched at deploy, and so unknown to the plan. */
export interface RemoteRelease extends Pick<Release, "name" | "namespace" | "values" | "timeoutSeconds" | "needs"> {
  readonly chart: RemoteChart;
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** SHA-256 over a folder's names and contents, the same on every machine: file modes and times do not count. */
export function folderHash(folder: string): string {
  const hash = createHash("sha256");
  for (const name of files(folder)) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name.replaceAll("\\", "/")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

/** Values as Terraform takes them: it would read ${ and %{ in any text as an expression of its own. */
export function terraformText(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

/** Ten minutes: a first start pulls images and waits for PostgreSQL. Assumption. */
export const TIMEOUT_SECONDS = 600;

/**
 * The Terraform resource of a release. The chart travels as a content-addressed asset: with a fixed path, a template
 * edited without a new chart version would not be deployed (terraform-provider-helm issue 515).
 */
export function createRelease(
  scope: Construct,
  chartsFolder: string,
  release: Release,
  dependsOn: TerraformResource[],
): TerraformResource {
  const id = release.name;
  const path = join(chartsFolder, release.chart);
  const chart = new TerraformAsset(scope, `chart-${id}`, {
    path,
    type: AssetType.DIRECTORY,
    assetHash: folderHash(path),
  });
  return new HelmRelease(scope, id, {
    ...common(release),
    chart: chart.path,
    wait: release.wait,
    waitForJobs: release.waitForJobs,
    dependsOn,
  });
}

function common({ name, namespace, values, timeoutSeconds }: Omit<RemoteRelease, "chart">) {
  return {
    name,
    namespace,
    values: [terraformText(JSON.stringify(values))],
    createNamespace: false,
    timeout: timeoutSeconds,
    // Old revisions are Secrets in the namespace; ten are enough to go back.
    maxHistory: 10,
  };
}

/**
 * The Terraform resource of a release of a remote chart. With a digest Helm fetches exactly that content, and refuses
 * where the registry's tag of the same version leads to another (Helm 3.18, pkg/registry/client.go, ValidateReference).
 */
export function createRemoteRelease(
  scope: Construct,
  release: RemoteRelease,
  dependsOn: TerraformResource[],
): TerraformResource {
  const { reference, version, digest } = release.chart;
  return new HelmRelease(scope, release.name, {
    ...common(release),
    chart: digest === undefined ? reference : `${reference}@${digest}`,
    version,
    wait: true,
    dependsOn,
  });
}
