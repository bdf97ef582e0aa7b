import type { KubernetesObject } from "../../plan/plan";

/** `check`: look, and stop when it is not so. `apply`: hand objects over. `wait`: until something is so. `run`: a Job. `hand`: a person's. */
type StepKind = "check" | "apply" | "wait" | "run" | "hand";

/** One step of a restore; steps are done in their order, and none is begun before the one before it succeeded. */
export interface RestoreStep {
  /** Short name, unique in the plan: what programs and runbooks call it. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly kind: StepKind;
  /** What to know or to look at, a line each. */
  readonly notes: readonly string[];
  /** Shell commands, in order, run from the plan's folder; each fails (exit code above 0) when its step must stop. */
  readonly commands: readonly string[];
  /** What the commands hand over, in order; written to `objects/NN-<id>.yaml`. */
  readonly objects: readonly KubernetesObject[];
}

/** How one shard is brought back to an instant, beside the live one and cut off from everything. */
export interface RestorePlan {
  readonly environment: string;
  readonly shard: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** The isolated namespace that it is restored into. */
  readonly namespace: string;
  readonly steps: readonly RestoreStep[];
}

/** A step of which only what it has is said. */
export function step(
  said: Omit<RestoreStep, "notes" | "commands" | "objects"> &
    Partial<Pick<RestoreStep, "notes" | "commands" | "objects">>,
): RestoreStep {
  return { notes: [], commands: [], objects: [], ...said };
}

/** How commands name the file of a step's objects before its number is known. */
export const objectsOf = (id: string) => `objects/<${id}>.yaml`;

/** The file of each step that has objects, by its place in the plan. */
export function objectFiles(steps: readonly RestoreStep[]): Map<string, string> {
  return new Map(
    steps.flatMap(({ id, objects }, index) =>
      objects.length === 0 ? [] : [[id, `objects/${String(index + 1).padStart(2, "0")}-${id}.yaml`]],
    ),
  );
}

/** Steps whose commands name the files that are written. */
export function numbered(steps: readonly RestoreStep[]): RestoreStep[] {
  const files = objectFiles(steps);
  const named = (command: string) =>
    [...files].reduce((text, [id, file]) => text.replaceAll(objectsOf(id), file), command);
  return steps.map((each) => ({ ...each, commands: each.commands.map(named) }));
}
