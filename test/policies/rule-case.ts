import type { KubernetesObject, Plan } from "../../plan/plan";
import type { Path, Place } from "./change";
import * as change from "./change";

/** A plausible change of the real plan that a rule must catch. */
export interface Mutation {
  readonly name: string;
  readonly mutate: (plan: Plan) => void;
  /** Where a finding must stand. */
  readonly at: Place;
  /** The perimeter that findings name, where that is not the stack's own. */
  readonly perimeter?: string;
  /** Stacks beside it in which findings may stand too, where the change concerns them; all others must stay clean. */
  readonly also?: readonly string[];
}

/** What tests a rule: what it accepts, the same made wrong, and what it must catch in the plan of prod. */
export interface RuleCase {
  readonly good: KubernetesObject | Plan;
  readonly bad: KubernetesObject | Plan;
  readonly mutations: readonly Mutation[];
}

type Change = Pick<Mutation, "at" | "mutate">;

export function setAt(at: Place, path: Path, value: unknown): Change {
  return { at, mutate: (plan) => change.set(change.objectAt(plan, at), path, value) };
}

export function unsetAt(at: Place, path: Path): Change {
  return { at, mutate: (plan) => change.unset(change.objectAt(plan, at), path) };
}

export function appendAt(at: Place, path: Path, ...items: readonly unknown[]): Change {
  return { at, mutate: (plan) => change.append(change.objectAt(plan, at), path, ...items) };
}

export function editAt(at: Place, path: Path, edit: (text: string) => string): Change {
  return { at, mutate: (plan) => change.edit(change.objectAt(plan, at), path, edit) };
}

/** One setting of homeserver.yaml in a ConfigMap; undefined removes it. */
export function settingAt(at: Place, path: Path, value: unknown): Change {
  return { at, mutate: (plan) => change.setYaml(change.objectAt(plan, at), "homeserver.yaml", path, value) };
}

/** One setting of a JSON file in a ConfigMap; undefined removes it. */
export function jsonAt(at: Place, file: string, path: Path, value: unknown): Change {
  return { at, mutate: (plan) => change.setJson(change.objectAt(plan, at), file, path, value) };
}

/** A fact of the environment. */
export function factAt(object: string, path: Path, value: unknown): Change {
  return { at: { stack: "prod", object }, mutate: (plan) => change.set(plan, ["facts", ...path], value) };
}

/** An object added beside the one that stands at a place, of its release or another; the finding is at the new one. */
export function addedBeside(beside: Place, object: KubernetesObject, release?: string): Change {
  const { kind, metadata } = object;
  const id = [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/");
  return { at: { stack: beside.stack, object: id }, mutate: (plan) => change.addBeside(plan, beside, object, release) };
}
