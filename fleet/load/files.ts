import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Mistake, mistake } from "../mistakes";
import { readSource, type Source } from "./source";

/** Files of one environment's folder, read as YAML; a file that could not be read is absent and has its mistakes. */
export interface EnvironmentFiles {
  readonly environment: Source | undefined;
  readonly images: Source | undefined;
  readonly stateful: Source | undefined;
  readonly waivers: Source | undefined;
  readonly perimeters: readonly Source[];
  readonly mistakes: readonly Mistake[];
}

const FILES = {
  environment: "environment.yaml",
  images: "images.lock.yaml",
  stateful: "stateful.lock.yaml",
  waivers: "waivers.yaml",
} as const;

/** Folder, below environments/, of the generated JSON Schemas: no environment. */
export const SCHEMAS_FOLDER = "schemas";

/** Names of the environments below a root, sorted. */
export function environmentNames(root: string): string[] {
  return readdirSync(join(root, "environments"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== SCHEMAS_FOLDER && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

interface Entry {
  readonly name: string;
  /** Path relative to the root, with slashes on every platform. */
  readonly file: string;
}

function entries(root: string, folder: string): Entry[] {
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => ({ name, file: `${folder}/${name}` }));
}

function unexpected({ name, file }: Entry, expected: string): Mistake[] {
  const at = { file, line: 1, column: 1 };
  if (name.startsWith(".") || name.endsWith("~")) return [];
  if (name.endsWith(".yml"))
    return [
      mistake(
        at,
        file,
        "The file ends with .yml and would be passed over.",
        `Rename it to ${name.replace(/\.yml$/, ".yaml")}.`,
      ),
    ];
  return [mistake(at, file, "This file belongs to nothing.", `Expected here: ${expected}.`)];
}

/** Why a path may not be followed: it is a symbolic link. */
function link(root: string, { file }: Entry): Mistake[] {
  const path = join(root, file);
  if (!lstatSync(path).isSymbolicLink()) return [];
  let target = "nowhere";
  try {
    target = relative(realpathSync(root), realpathSync(path)).split(sep).join("/");
  } catch {
    // A dangling link leads nowhere; the message says so.
  }
  const where = target.startsWith("..") ? `out of the project (${target})` : `to ${target}`;
  return [
    mistake(
      { file, line: 1, column: 1 },
      file,
      `This is a symbolic link that leads ${where}.`,
      "Put a plain file here.",
    ),
  ];
}

function read(root: string, entry: Entry): { source: Source | undefined; mistakes: readonly Mistake[] } {
  const links = link(root, entry);
  if (links.length > 0) return { source: undefined, mistakes: links };
  if (!lstatSync(join(root, entry.file)).isFile())
    return {
      source: undefined,
      mistakes: [
        mistake(
          { file: entry.file, line: 1, column: 1 },
          entry.file,
          "This is not a plain file.",
          "Put a YAML file here.",
        ),
      ],
    };
  return readSource(readFileSync(join(root, entry.file)), entry.file);
}

/** Reads every file of `environments/<name>/`, with what is wrong with the files themselves. */
export function readEnvironmentFiles(root: string, name: string): EnvironmentFiles {
  const folder = `environments/${name}`;
  const mistakes: Mistake[] = [];
  const top = new Map(entries(root, folder).map((entry) => [entry.name, entry]));
  const take = (key: keyof typeof FILES): Source | undefined => {
    const entry = top.get(FILES[key]);
    top.delete(FILES[key]);
    if (entry === undefined) {
      const file = `${folder}/${FILES[key]}`;
      mistakes.push(
        mistake(
          { file, line: 1, column: 1 },
          file,
          "This file is missing.",
          "Create it; another environment's is a model.",
        ),
      );
      return undefined;
    }
    const result = read(root, entry);
    mistakes.push(...result.mistakes);
    return result.source;
  };
  const environment = take("environment");
  const images = take("images");
  const stateful = take("stateful");
  const waivers = take("waivers");
  const perimetersEntry = top.get("perimeters");
  top.delete("perimeters");
  const perimeters: Source[] = [];
  if (perimetersEntry === undefined) {
    const file = `${folder}/perimeters`;
    mistakes.push(
      mistake(
        { file, line: 1, column: 1 },
        file,
        "This folder is missing.",
        "Create it, with a file for each perimeter.",
      ),
    );
  } else if (link(root, perimetersEntry).length > 0) mistakes.push(...link(root, perimetersEntry));
  else
    for (const entry of entries(root, perimetersEntry.file)) {
      if (!entry.name.endsWith(".yaml")) {
        mistakes.push(...unexpected(entry, "<perimeter>.yaml"));
        continue;
      }
      const result = read(root, entry);
      mistakes.push(...result.mistakes);
      if (result.source) perimeters.push(result.source);
    }
  for (const entry of top.values())
    mistakes.push(...unexpected(entry, `${Object.values(FILES).join(", ")}, perimeters/`));
  return { environment, images, stateful, waivers, perimeters, mistakes };
}
