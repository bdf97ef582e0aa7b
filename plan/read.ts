import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../fleet/fleet";
import type { Position } from "../fleet/mistakes";
import { readResource } from "../stacks/kubernetes/kinds";
import type {
  Json,
  JsonObject,
  KubernetesObject,
  Plan,
  PlannedObject,
  PlannedRelease,
  PlannedStack,
  Unrendered,
} from "./plan";
import { objectId, tenantOf } from "./plan";
import { type Renderer, renderAll } from "./render";

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads every synthesised stack of a folder that cdktf wrote, sorted by name. */
export function readStacks(outdir: string): PlannedStack[] {
  const folder = join(outdir, "stacks");
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name, "cdk.tf.json"), "utf8");
      return { name, text, terraform: JSON.parse(text) };
    });
}

/** The literal text behind a Terraform string: the inverse of stacks/release.ts, and an error for a live expression. */
export function literalText(text: string): string {
  if (/(?<!\$)\$\{|(?<!%)%\{/.test(text)) throw new Error("the text holds a Terraform expression.");
  return text.replace(/([$%])\1\{/g, "$1{");
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly attributes: Json;
}

/** Every resource of a stack, in the order in which the JSON has them. */
export function resources(stack: PlannedStack): Resource[] {
  const all = stack.terraform.resource;
  if (!isObject(all)) return [];
  return Object.entries(all).flatMap(([type, byName]) =>
    isObject(byName) ? Object.entries(byName).map(([name, attributes]) => ({ type, name, attributes })) : [],
  );
}

/** Why a release of somebody else's chart has no objects in a plan, which asks no registry. */
export const REMOTE_CHART = "a remote chart is not fetched for the plan.";

function releaseOf(stack: PlannedStack, { name: id, attributes }: Resource): PlannedRelease | Unrendered {
  const lost = (reason: string): Unrendered => ({ stack: stack.name, release: id, reason });
  if (!isObject(attributes)) return lost("it is no resource.");
  const { name, namespace, chart, values, set, set_list, set_sensitive, set_wo, repository } = attributes;
  if (typeof name !== "string" || typeof namespace !== "string" || typeof chart !== "string")
    return lost("its name, namespace or chart is not a text.");
  if ([set, set_list, set_sensitive, set_wo].some((each) => each !== undefined))
    return lost("values set outside `values` are not rendered.");
  if (repository !== undefined || /^[a-z]+:\/\//.test(chart)) return lost(REMOTE_CHART);
  const [first, ...others] = Array.isArray(values) ? values : [];
  if (typeof first !== "string" || others.length > 0) return lost("it has not exactly one values document.");
  try {
    return { stack: stack.name, name, namespace, chart, values: literalText(first) };
  } catch (error) {
    return lost(`values: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Turns synthesised stacks into a plan: Kubernetes resources read back through the table of kinds, releases rendered
 * by the pinned Helm. What cannot be rendered is listed in `unrendered`, never passed over.
 */
export async function readPlan(facts: Fleet, outdir: string, renderer: Renderer): Promise<Plan> {
  const terraform = readStacks(outdir);
  const found: PlannedObject[] = [];
  const unrendered: Unrendered[] = [];
  const releases: PlannedRelease[] = [];
  const add = (stack: string, release: string, template: string, object: KubernetesObject) => {
    const tenant = tenantOf(facts, object);
    const at: Position = tenant?.at ?? facts.at;
    found.push({ object, stack, release, template, perimeter: tenant?.perimeter, at });
  };
  for (const stack of terraform)
    for (const resource of resources(stack)) {
      if (resource.type === "helm_release") {
        const release = releaseOf(stack, resource);
        if ("reason" in release) unrendered.push(release);
        else releases.push(release);
        continue;
      }
      const object: KubernetesObject = { ...readResource(resource.type, resource.name, resource.attributes) };
      add(stack.name, "terraform", `${resource.type}.${resource.name}`, object);
    }
  const results = await renderAll(releases, ({ stack, chart }) => join(outdir, "stacks", stack, chart), renderer);
  releases.forEach((release, index) => {
    const result = results[index];
    if (result === undefined || result instanceof Error) {
      unrendered.push({
        stack: release.stack,
        release: release.name,
        reason: result?.message ?? "it was not rendered.",
      });
      return;
    }
    for (const { template, object } of result) add(release.stack, release.name, template, object);
  });
  const key = (each: PlannedObject) => `${each.stack}\0${each.release}\0${objectId(each.object)}`;
  const objects = found
    .map((each) => ({ each, sort: key(each) }))
    .sort((a, b) => (a.sort < b.sort ? -1 : 1))
    .map(({ each }) => each);
  return { facts, terraform, objects, unrendered };
}
