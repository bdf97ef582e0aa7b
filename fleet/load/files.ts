import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Mistake, mistake } from "../mistakes";
import { type ReadSource, readSource, type Source } from "./source";

/** Files of one environment's folder, read as YAML; a file that could not be read is absent and has its mistakes. */
export interface EnvironmentFiles {
  readonly environment: Source | undefined;
  readonly images: Source | undefined;
  readonly stateful: Source | undefined;
  readonly waivers: Source | undefined;
  readonly perimeters: readonly Source[];
  /** False where a perimeter's file is among the mistakes: what no file says may stand in that one. */
  readonly perimetersRead: boolean;
  readonly mistakes: readonly Mistake[];
}

const FILES = {
  environment: "environment.yaml",
  images: "images.lock.yaml",
  stateful: "stateful.lock.yaml",
  waivers: "waivers.yaml",
} as const;

/** Folder, below environments/, of the generated JSON Schemas: no environment. */
const SCHEMAS_FOLDER = "schemas";

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

/** A mistake about a file or folder as such. */
function whole(file: string, wrong: string, write: string): Mistake {
  return mistake({ file, line: 1, column: 1 }, file, wrong, write);
}

function unexpected({ name, file }: Entry, expected: string): Mistake[] {
  if (name.startsWith(".") || name.endsWith("~")) return [];
  if (!name.endsWith(".yml")) return [whole(file, "This file belongs to nothing.", `Expected here: ${expected}.`)];
  const right = name.replace(/\.yml$/, ".yaml");
  return [whole(file, "The file ends with .yml and would be passed over.", `Rename it to ${right}.`)];
}

/** Why a path may not be followed: it is a symbolic link. */
function link(root: string, file: string): Mistake[] {
  const path = join(root, file);
  if (!lstatSync(path).isSymbolicLink()) return [];
  let target = "nowhere";
  try {
    target = relative(realpathSync(root), realpathSync(path)).split(sep).join("/");
  } catch {
    // A dangling link leads nowhere; the message says so.
  }
  const where = target.startsWith("..") ? `out of the project (${target})` : `to ${target}`;
  return [whole(file, `This is a symbolic link that leads ${where}.`, "Put the file or folder itself here.")];
}

function read(root: string, file: string): ReadSource {
  const links = link(root, file);
  if (links.length > 0) return { source: undefined, mistakes: links };
  if (lstatSync(join(root, file)).isFile()) return readSource(readFileSync(join(root, file)), file);
  return { source: undefined, mistakes: [whole(file, "This is not a plain file.", "Put a YAML file here.")] };
}

/** What is wrong with a path that must be a folder, if anything. */
function folderMistakes(root: string, file: string): Mistake[] {
  const found = lstatSync(join(root, file), { throwIfNoEntry: false });
  if (found === undefined)
    return [whole(file, "This folder is missing.", "Create it; another environment's is a model.")];
  if (found.isSymbolicLink()) return link(root, file);
  return found.isDirectory() ? [] : [whole(file, "This is not a folder.", "Put a folder here.")];
}

function readPerimeters(root: string, folder: string): { perimeters: Source[]; mistakes: Mistake[] } {
  const wrong = folderMistakes(root, folder);
  if (wrong.length > 0) return { perimeters: [], mistakes: wrong };
  const results = entries(root, folder).map((entry) =>
    entry.name.endsWith(".yaml")
      ? read(root, entry.file)
      : { source: undefined, mistakes: unexpected(entry, "<perimeter>.yaml") },
  );
  return {
    perimeters: results.flatMap(({ source }) => (source ? [source] : [])),
    mistakes: results.flatMap(({ mistakes }) => mistakes),
  };
}

/** Reads every file of `environments/<name>/`, with what is wrong with the files themselves. */
export function readEnvironmentFiles(root: string, name: string): EnvironmentFiles {
  const folder = `environments/${name}`;
  const nothing = { environment: undefined, images: undefined, stateful: undefined, waivers: undefined };
  const wrong = folderMistakes(root, folder);
  if (wrong.length > 0) return { ...nothing, perimeters: [], perimetersRead: false, mistakes: wrong };
  const top = new Map(entries(root, folder).map((entry) => [entry.name, entry]));
  const take = (key: keyof typeof FILES): ReadSource => {
    const entry = top.get(FILES[key]);
    top.delete(FILES[key]);
    if (entry) return read(root, entry.file);
    const missing = whole(
      `${folder}/${FILES[key]}`,
      "This file is missing.",
      "Create it; another environment's is a model.",
    );
    return { source: undefined, mistakes: [missing] };
  };
  const files = {
    environment: take("environment"),
    images: take("images"),
    stateful: take("stateful"),
    waivers: take("waivers"),
  };
  top.delete("perimeters");
  const { perimeters, mistakes } = readPerimeters(root, `${folder}/perimeters`);
  const known = `${Object.values(FILES).join(", ")}, perimeters/`;
  return {
    environment: files.environment.source,
    images: files.images.source,
    stateful: files.stateful.source,
    waivers: files.waivers.source,
    perimeters,
    perimetersRead: mistakes.length === 0,
    mistakes: [
      ...Object.values(files).flatMap((each) => each.mistakes),
      ...mistakes,
      ...[...top.values()].flatMap((entry) => unexpected(entry, known)),
    ],
  };
}
