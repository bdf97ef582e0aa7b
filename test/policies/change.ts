import { isDeepStrictEqual } from "node:util";
import { parseDocument } from "yaml";
import type { KubernetesObject, Plan, PlannedObject, PlannedStack } from "../../plan/plan";
import { objectId } from "../../plan/plan";

/*
 * Changes of a drafted plan. Each throws where it would change nothing: a mutation that misses its mark must not pass
 * for one that a rule let through, nor for one that it caught. What a draft shares with its plan is frozen, and copied
 * on the way to what is changed.
 */

export type Path = readonly (string | number)[];

/** Where something stands: a stack, and Kind/namespace/name. */
export interface Place {
  readonly stack: string;
  readonly object: string;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function member(value: unknown, step: string | number): unknown {
  return isObject(value) ? Reflect.get(value, step) : undefined;
}

/** A copy of one object or list; what is in it stays shared. */
function shallow<T extends object>(data: T): T {
  return Array.isArray(data) ? Object.assign([], data) : Object.assign({}, data);
}

/** What holds the last step of a path, copied for this root alone; throws when that is nothing. */
function parentOf(root: object, path: Path): object {
  return path.slice(0, -1).reduce<object>((parent, step) => {
    const inner = member(parent, step);
    if (!isObject(inner)) throw new Error(`${path.join(".")}: there is nothing to change it in`);
    const own = shallow(inner);
    if (!Reflect.set(parent, step, own)) throw new Error(`${path.join(".")} is of the plan itself, not of a draft`);
    return own;
  }, root);
}

function last(path: Path): string | number {
  const step = path.at(-1);
  if (step === undefined) throw new Error("the path is empty");
  return step;
}

export function set(root: object, path: Path, value: unknown): void {
  const [parent, step] = [parentOf(root, path), last(path)];
  if (isDeepStrictEqual(member(parent, step), value)) throw new Error(`${path.join(".")} is so already`);
  if (!Reflect.set(parent, step, value)) throw new Error(`${path.join(".")} cannot be set`);
}

export function unset(root: object, path: Path): void {
  const [parent, step] = [parentOf(root, path), last(path)];
  if (!Reflect.has(parent, step)) throw new Error(`${path.join(".")} is absent already`);
  if (!Reflect.deleteProperty(parent, step)) throw new Error(`${path.join(".")} cannot be removed`);
}

export function append(root: object, path: Path, ...items: readonly unknown[]): void {
  const list = path.reduce<unknown>(member, root);
  if (!Array.isArray(list)) throw new Error(`${path.join(".")} is no list`);
  set(root, path, [...list, ...items]);
}

/** Changes a text; throws when there is none, or when it stays the same. */
export function edit(root: object, path: Path, change: (text: string) => string): void {
  const text = path.reduce<unknown>(member, root);
  if (typeof text !== "string") throw new Error(`${path.join(".")} is no text`);
  set(root, path, change(text));
}

/** A copy of plain data and all that is in it. */
export function copyOf<T>(data: T): T {
  if (typeof data !== "object" || data === null) return data;
  const twin = shallow(data);
  for (const [key, each] of Object.entries(twin)) Reflect.set(twin, key, copyOf(each));
  return twin;
}

/** A copy of an object with one member changed: the bad twin of a good one. */
export function changed<T extends object>(object: T, path: Path, value: unknown): T {
  const copy = copyOf(object);
  set(copy, path, value);
  return copy;
}

/** A copy of an object without one member. */
export function lacking<T extends object>(object: T, path: Path): T {
  const copy = copyOf(object);
  unset(copy, path);
  return copy;
}

/** An element of one of a plan's lists, copied for this plan alone unless it is already its own. */
function ownElement<T extends object>(plan: Plan, list: "objects" | "terraform", element: T): T {
  if (!Object.isFrozen(element)) return element;
  const own = copyOf(element);
  const all = plan[list].map((each) => (each === element ? own : each));
  if (!Reflect.set(plan, list, all)) throw new Error("this is the plan itself, not a draft");
  return own;
}

/** The one planned object at a place, to be changed. */
export function plannedAt(plan: Plan, { stack, object: id }: Place): PlannedObject {
  const [found, ...others] = plan.objects.filter((each) => each.stack === stack && objectId(each.object) === id);
  if (found === undefined || others.length > 0)
    throw new Error(`${stack} holds ${id} ${others.length + (found ? 1 : 0)} times`);
  return ownElement(plan, "objects", found);
}

export function objectAt(plan: Plan, place: Place): KubernetesObject {
  return plannedAt(plan, place).object;
}

export function stackOf(plan: Plan, name: string): PlannedStack {
  const found = plan.terraform.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`there is no stack ${name}`);
  return ownElement(plan, "terraform", found);
}

/** Where a perimeter's facts stand in a plan. */
export function perimeterPath(plan: Plan, name: string, ...path: Path): Path {
  const index = plan.facts.perimeters.findIndex((perimeter) => perimeter.name === name);
  if (index < 0) throw new Error(`there is no perimeter ${name}`);
  return ["facts", "perimeters", index, ...path];
}

/** Adds an object beside another: in the same stack, for the same perimeter, in its release unless another is named. */
export function addBeside(plan: Plan, place: Place, object: KubernetesObject, release?: string): void {
  const beside = plannedAt(plan, place);
  set(plan, ["objects"], [...plan.objects, { ...beside, object, release: release ?? beside.release }]);
}

export function remove(plan: Plan, place: Place): void {
  const gone = plannedAt(plan, place);
  set(
    plan,
    ["objects"],
    plan.objects.filter((each) => each !== gone),
  );
}

/** Changes one setting of a YAML file in a ConfigMap, the rest of the file as it is; undefined removes it. */
export function setYaml(configMap: KubernetesObject, file: string, path: Path, value: unknown): void {
  edit(configMap, ["data", file], (text) => {
    const document = parseDocument(text);
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, value);
    return document.toString({ lineWidth: 0 });
  });
}

/** Changes one setting of a JSON file in a ConfigMap; undefined removes it. */
export function setJson(configMap: KubernetesObject, file: string, path: Path, value: unknown): void {
  edit(configMap, ["data", file], (text) => {
    const data: object = JSON.parse(text);
    if (value === undefined) unset(data, path);
    else set(data, path, value);
    return JSON.stringify(data, null, 2);
  });
}
