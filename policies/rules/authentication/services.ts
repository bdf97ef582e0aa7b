import type { Plan } from "../../../plan/plan";
import { at, list, type Workload, workloadsIn, yaml } from "../../../plan/vocabulary";
import { type MountedFile, mountedFile } from "../../mounted";
import { wordsOf } from "../synapse/processes";

/** A container that runs Matrix Authentication Service, MAS, in a shard's namespace. */
export interface AuthenticationService {
  readonly workload: Workload;
  /** The one file that it reads; undefined when that is no file of the plan, or not all that it reads. */
  readonly file: MountedFile | undefined;
  readonly config: unknown;
}

/** `mas-cli server --config <file>`: MAS merges several files and variables, lists by joining them. */
const COMMAND = /^\S*\/mas-cli server --config (\S+)$/;

function configuration(plan: Plan, workload: Workload, container: unknown): MountedFile | undefined {
  const [, path] = COMMAND.exec(wordsOf(container).join(" ")) ?? [];
  const variables = list(at(container, "env")).map((each) => String(at(each, "name")));
  const overridden = variables.some((name) => name.startsWith("MAS_")) || at(container, "envFrom") !== undefined;
  return path === undefined || overridden ? undefined : mountedFile(plan, workload, container, path);
}

/** Every container of MAS' image in a namespace, with what it reads. */
export function authenticationServices(plan: Plan, namespace: string): AuthenticationService[] {
  const image = plan.facts.images.authentication.reference;
  return workloadsIn(plan, namespace).flatMap((workload) =>
    workload.containers
      .filter((container) => at(container, "image") === image)
      .map((container) => {
        const file = configuration(plan, workload, container);
        return { workload, file, config: file === undefined ? undefined : yaml(file.text) };
      }),
  );
}
