import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../plan/plan";
import { MORE_ARGUMENTS } from "./changes";
import type { Mount } from "./container/container";
import { BARMAN } from "./install/barman";
import { CONTENT_SCANNER } from "./install/content-scanner";
import { VENV } from "./install/synapse";

/** What was installed, and where this run keeps its files. */
export interface Ground {
  /** The project. */
  readonly project: string;
  /** Root folder of Debian's programs. */
  readonly root: string;
  /** Virtual environment of Synapse. */
  readonly venv: string;
  /** Virtual environment of barman's cloud programs. */
  readonly barman: string;
  /** Virtual environment of the content scanner. */
  readonly contentScanner: string;
  /** Folder with the program `garage`. */
  readonly garage: string;
  /** Root folder of a browser. */
  readonly chromium: string;
  /** Virtual environment that reads OSCAL. */
  readonly oscal: string;
  /** Folder with OASIS's schema of SARIF. */
  readonly sarif: string;
  /** Kept between runs. */
  readonly cache: string;
  /** Goes when the run ends. */
  readonly scratch: string;
}

/** What takes the place of an image: programs on a path, and files beside Debian's own. */
export interface Image {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  /** Added to every command. */
  readonly arguments: readonly string[];
}

const DEBIAN = "/usr/local/bin:/usr/sbin:/usr/bin";

const readOnly = (from: string, to: string): Mount => ({ from, to, writable: false });

/** The image of Garage is one program in an empty root. */
export function garageImage({ garage }: Ground): Omit<Image, "arguments"> {
  return { path: "/", env: {}, mounts: [readOnly(join(garage, "garage"), "/garage")] };
}

/** What the sidecar of the Barman Cloud plugin runs. */
export function barmanPrograms({ barman }: Ground): Omit<Image, "arguments"> {
  return { path: `${BARMAN}/bin:${DEBIAN}`, env: {}, mounts: [readOnly(barman, BARMAN)] };
}

/** Where images/synapse lies in the containers. */
const MODULES = "/modules";

function installed(ground: Ground): Readonly<Record<string, Omit<Image, "arguments">>> {
  const { root, venv, contentScanner, project, scratch } = ground;
  return {
    synapse: {
      path: `${VENV}/bin:${DEBIAN}`,
      // As images/synapse/Containerfile sets it, and where the modules lie that it copies into the environment.
      env: { LD_PRELOAD: "libjemalloc.so.2", PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: MODULES },
      mounts: [readOnly(venv, VENV), readOnly(join(project, "images", "synapse"), MODULES)],
    },
    haproxy: { path: DEBIAN, env: {}, mounts: [] },
    // Valkey is a continuation of Redis 7.2; Debian 12 has Redis 7.0.
    valkey: { path: `/valkey:${DEBIAN}`, env: {}, mounts: [readOnly(join(scratch, "valkey"), "/valkey")] },
    squid: { path: DEBIAN, env: {}, mounts: [readOnly(join(root, "etc", "squid"), "/etc/squid")] },
    garage: garageImage(ground),
    contentScanner: {
      path: `${CONTENT_SCANNER}/bin:${DEBIAN}`,
      env: {},
      mounts: [readOnly(contentScanner, CONTENT_SCANNER)],
    },
    // Signatures of a test in place of those that its image has.
    clamav: { path: DEBIAN, env: {}, mounts: [readOnly(join(scratch, "signatures"), "/var/lib/clamav")] },
    rclone: { path: DEBIAN, env: {}, mounts: [] },
    rsyslog: { path: DEBIAN, env: {}, mounts: [] },
  };
}

/** What runs in place of an image of the plan; throws for one that the test has nothing for. */
export function imageFor(ground: Ground, plan: Plan, reference: string): Image {
  const [name] = Object.entries(plan.facts.images).find(([, image]) => image.reference === reference) ?? [];
  const image = name === undefined ? undefined : installed(ground)[name];
  if (name === undefined || image === undefined)
    throw new Error(`nothing here takes the place of the image ${name ?? reference}.`);
  return { ...image, arguments: MORE_ARGUMENTS[name] ?? [] };
}

/** Users of the images, by name: some programs ask who they are. */
export const USERS: Readonly<Record<string, number>> = {
  root: 0,
  proxy: 13,
  postgres: 26,
  haproxy: 99,
  synapse: 991,
  clamav: 1000,
  valkey: 999,
  nobody: 65_534,
};

/** Writes the lists of users and groups into a folder, as every container sees them. */
export function userFiles(folder: string): Mount[] {
  const users = Object.entries(USERS).map(([name, id]) => `${name}:x:${id}:${id}::/:/usr/sbin/nologin\n`);
  const groups = Object.entries(USERS).map(([name, id]) => `${name}:x:${id}:\n`);
  return Object.entries({ passwd: users, group: groups }).map(([name, lines]) => {
    const from = join(folder, name);
    writeFileSync(from, lines.join(""));
    return { from, to: `/etc/${name}`, writable: false };
  });
}
