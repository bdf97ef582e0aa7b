import { once } from "../plan/once";
import type { Plan } from "../plan/plan";
import { at, grouped, texts, type Workload, workloads } from "../plan/vocabulary";
import { type MountedFile, mountedFile } from "./mounted";

/** A container that runs one of our programs of operations, and the settings that it reads. */
export interface Program {
  readonly workload: Workload;
  readonly container: unknown;
  /** Name of its module within `tchap_operations`. */
  readonly name: string;
  /** Undefined when its command line names none, or none that the plan holds. */
  readonly file: MountedFile | undefined;
  /** Undefined when the file is no JSON. */
  readonly settings: unknown;
}

/** The module that a command runs, of those that are our programs of operations; undefined for every other command. */
export function operation(container: unknown): string | undefined {
  return typeof container === "object" && container !== null ? moduleOf(container) : undefined;
}

const moduleOf = once((container: object) => {
  const [program, flag, module] = [...texts(at(container, "command")), ...texts(at(container, "args"))];
  return program === "python" && flag === "-m" ? /^tchap_operations\.(\w+)$/.exec(module ?? "")?.[1] : undefined;
});

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const all = once((plan: Plan): readonly Program[] =>
  workloads(plan).flatMap((workload) =>
    workload.containers.flatMap((container) => {
      const name = operation(container);
      if (name === undefined) return [];
      const words = [...texts(at(container, "command")), ...texts(at(container, "args"))];
      const path = words[words.indexOf("--config") + 1];
      const isNamed = words.includes("--config") && path !== undefined;
      const file = isNamed ? mountedFile(plan, workload, container, path) : undefined;
      return [{ workload, container, name, file, settings: json(file?.text) }];
    }),
  ),
);

const byName = once((plan: Plan) => grouped(all(plan), ({ name }) => name));

/** Every container that runs one program. */
export function programs(plan: Plan, name: string): readonly Program[] {
  return byName(plan).get(name) ?? [];
}
