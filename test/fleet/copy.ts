import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Loaded, loadFleet } from "../../fleet/load/fleet";
import { type Mistake, MistakesError, positionText } from "../../fleet/mistakes";
import { environmentFiles } from "../environment-files";

/** The project, whose environments are copied. */
export const PROJECT = join(__dirname, "..", "..");

/** In an edit's new text, the place where its mistake must be reported; it is taken out before writing. */
export const HERE = "▸";

/** A mistake as tests compare it, with its place as file:line:column. */
interface Told {
  readonly place: string;
  readonly field: string;
  readonly wrong: string;
  readonly write: string;
}

/** One environment in a temporary root, to be changed at will. */
export interface Copy {
  readonly root: string;
  /** Absolute path of a file named from the environment's folder. */
  path(file: string): string;
  read(file: string): string;
  write(file: string, content: string | Uint8Array): void;
  /** Replaces the first occurrence of a text, and returns the places marked ▸ in the new one. */
  edit(file: string, from: string, to: string): string[];
  load(): Loaded;
  /** What loading reports; throws whatever is not a MistakesError. */
  told(): { readonly errors: readonly Told[]; readonly warnings: readonly Told[] };
}

function tell(mistakes: readonly Mistake[], severity: Mistake["severity"]): Told[] {
  return mistakes
    .filter((each) => each.severity === severity)
    .map(({ at, field, wrong, write }) => ({ place: positionText(at), field, wrong, write }));
}

function mistakesOf(load: () => Loaded): readonly Mistake[] {
  try {
    return load().warnings;
  } catch (error) {
    if (error instanceof MistakesError) return error.mistakes;
    throw error;
  }
}

/** Runs a test's steps in a copy of one environment, which is removed afterwards. */
export function inCopy<T>(environment: string, use: (copy: Copy) => T): T {
  const root = mkdtempSync(join(tmpdir(), "fleet-test-"));
  const folder = join(root, "environments", environment);
  const path = (file: string) => join(folder, file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  const write = (file: string, content: string | Uint8Array) => writeFileSync(path(file), content);
  const load = () => loadFleet(root, environment);
  try {
    cpSync(environmentFiles(environment), folder, { recursive: true });
    return use({
      root,
      path,
      read,
      write,
      load,
      edit: (file, from, to) => {
        const before = read(file);
        const start = before.indexOf(from);
        if (start < 0) throw new Error(`${file} does not hold ${JSON.stringify(from)}.`);
        const [first = "", ...rest] = to.split(HERE);
        let text = before.slice(0, start) + first;
        const places = rest.map((part) => {
          const lines = text.split("\n");
          text += part;
          return `environments/${environment}/${file}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
        });
        write(file, text + before.slice(start + from.length));
        return places;
      },
      told: () => {
        const mistakes = mistakesOf(load);
        return { errors: tell(mistakes, "error"), warnings: tell(mistakes, "warning") };
      },
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** File, text that stands there, and what replaces it, with ▸ where the mistake must be reported. */
export type Edit = readonly [file: string, from: string, to: string];

/** What is told about an environment after some edits, and the places that they marked, in the edits' order. */
export function afterEdits(environment: string, ...edits: readonly Edit[]) {
  return inCopy(environment, (copy) => {
    const places = edits.flatMap((edit) => copy.edit(...edit));
    return { ...copy.told(), places };
  });
}

/** Expects a mistake at exactly this place and field, whose words hold these. */
export function says(place: string | undefined, field: string, wrong: string, write: string) {
  if (place === undefined) throw new Error(`No edit marked the place of ${field} with ${HERE}.`);
  return { place, field, wrong: expect.stringContaining(wrong), write: expect.stringContaining(write) };
}
