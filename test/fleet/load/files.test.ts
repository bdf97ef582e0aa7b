import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { environmentNames } from "../../../fleet/load/files";
import { loadFleet } from "../../../fleet/load/fleet";
import { MistakesError } from "../../../fleet/mistakes";
import { type Copy, inCopy, PROJECT } from "../copy";

const FOLDER = "environments/dev";

/** All that is told after a change of the environment's files, as "place field: wrong / write". */
function after(change: (copy: Copy) => void): string[] {
  return inCopy("dev", (copy) => {
    change(copy);
    return copy.told().errors.map(({ place, field, wrong, write }) => `${place} ${field}: ${wrong} / ${write}`);
  });
}

/** A mistake about a whole file. */
const whole = (file: string, words: string) => `${FOLDER}/${file}:1:1 ${FOLDER}/${file}: ${words}`;

test("a .yml file is told to be renamed, and not read as missing data only", () => {
  const told = after((copy) => renameSync(copy.path("perimeters/dev02.yaml"), copy.path("perimeters/dev02.yml")));
  expect(told).toEqual([
    whole("perimeters/dev02.yml", "The file ends with .yml and would be passed over. / Rename it to dev02.yaml."),
  ]);
});

test("an environment.yml is told beside the missing environment.yaml", () => {
  const told = after((copy) => renameSync(copy.path("environment.yaml"), copy.path("environment.yml")));
  expect(told).toEqual([
    whole("environment.yaml", "This file is missing. / Create it; another environment's is a model."),
    whole("environment.yml", "The file ends with .yml and would be passed over. / Rename it to environment.yaml."),
  ]);
});

test("a symbolic link that leads out of the project is refused unread", () => {
  const told = after((copy) => {
    rmSync(copy.path("perimeters/dev02.yaml"));
    symlinkSync(join(PROJECT, "package.json"), copy.path("perimeters/dev02.yaml"));
  });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(
    /^environments\/dev\/perimeters\/dev02\.yaml:1:1 environments\/dev\/perimeters\/dev02\.yaml: This is a symbolic link that leads out of the project \(\.\..*package\.json\)\. \/ Put the file or folder itself here\.$/,
  );
});

test("a symbolic link within the project, or to nowhere, is refused too", () => {
  const told = after((copy) => {
    rmSync(copy.path("perimeters/dev02.yaml"));
    symlinkSync("dev01.yaml", copy.path("perimeters/dev02.yaml"));
    rmSync(copy.path("waivers.yaml"));
    symlinkSync("nothing-here.yaml", copy.path("waivers.yaml"));
  });
  expect(told).toEqual([
    whole(
      "perimeters/dev02.yaml",
      `This is a symbolic link that leads to ${FOLDER}/perimeters/dev01.yaml. / Put the file or folder itself here.`,
    ),
    whole("waivers.yaml", "This is a symbolic link that leads to nowhere. / Put the file or folder itself here."),
  ]);
});

test("a linked folder is refused: of the perimeters, and of the environment", () => {
  const perimeters = after((copy) => {
    rmSync(copy.path("perimeters"), { recursive: true });
    symlinkSync(join(PROJECT, "environments", "dev", "perimeters"), copy.path("perimeters"));
  });
  expect(perimeters).toHaveLength(1);
  expect(perimeters[0]).toContain(
    `${FOLDER}/perimeters:1:1 ${FOLDER}/perimeters: This is a symbolic link that leads out`,
  );
  const environment = after((copy) => {
    rmSync(copy.path(""), { recursive: true });
    symlinkSync(join(PROJECT, "environments", "dev"), copy.path(""));
  });
  expect(environment).toHaveLength(1);
  expect(environment[0]).toContain(`${FOLDER}:1:1 ${FOLDER}: This is a symbolic link that leads out of the project`);
});

test("a folder in a file's place and a file in a folder's place are told", () => {
  const told = after((copy) => {
    rmSync(copy.path("waivers.yaml"));
    mkdirSync(copy.path("waivers.yaml"));
    rmSync(copy.path("perimeters"), { recursive: true });
    copy.write("perimeters", "not a folder\n");
  });
  expect(told).toEqual([
    whole("perimeters", "This is not a folder. / Put a folder here."),
    whole("waivers.yaml", "This is not a plain file. / Put a YAML file here."),
  ]);
});

test("missing files and folders are all told in one run", () => {
  const told = after((copy) => {
    for (const file of ["images.lock.yaml", "stateful.lock.yaml", "perimeters"])
      rmSync(copy.path(file), { recursive: true });
  });
  const write = "Create it; another environment's is a model.";
  expect(told).toEqual([
    whole("images.lock.yaml", `This file is missing. / ${write}`),
    whole("perimeters", `This folder is missing. / ${write}`),
    whole("stateful.lock.yaml", `This file is missing. / ${write}`),
  ]);
});

test("an environment that is not there is a mistake, not a stack trace", () => {
  inCopy("dev", ({ root }) => {
    expect(() => loadFleet(root, "qualif")).toThrow(MistakesError);
    expect(() => loadFleet(root, "qualif")).toThrow(
      /^environments\/qualif:1:1 {2}environments\/qualif\n {2}This folder is missing/,
    );
  });
});

test("a stray file is told where it could be mistaken for data; what editors leave is not", () => {
  const told = after((copy) => {
    copy.write("perimeters/notes.txt", "x");
    copy.write("images.yaml", "x");
    copy.write("perimeters/.dev01.swp", "x");
    copy.write("perimeters/dev01.yaml~", "x");
  });
  expect(told).toEqual([
    whole(
      "images.yaml",
      "This file belongs to nothing. / Expected here: environment.yaml, images.lock.yaml, stateful.lock.yaml, waivers.yaml, perimeters/.",
    ),
    whole("perimeters/notes.txt", "This file belongs to nothing. / Expected here: <perimeter>.yaml."),
  ]);
});

test("an empty perimeter file is told as empty, and nothing is concluded from it", () => {
  expect(after((copy) => copy.write("perimeters/ext01.yaml", ""))).toEqual([
    whole(
      "perimeters/ext01.yaml",
      "The file is empty. / Fill it in (footprint schema shows its fields), or delete it.",
    ),
  ]);
});

test("environments are the plain folders, sorted, without the schemas", () => {
  expect(environmentNames(PROJECT)).toEqual(["dev", "preprod", "prod"]);
});
