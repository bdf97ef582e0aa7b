import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Container, type ContainerSpec, type Mount } from "../container/container";
import type { Ground } from "../images";
import { VENV } from "../install/synapse";
import type { Host } from "./network";

const credential = z.strictObject({
  username: z.string(),
  password: z.string(),
  ttl: z.number(),
  uris: z.array(z.string()),
});

/** What Synapse tells an agent's client of the relays. */
export type Credential = z.output<typeof credential>;

const result = z.strictObject({
  code: z.union([z.number(), z.enum(["closed", "silent", "open", "refused"])]),
  relayed: z.tuple([z.string(), z.number()]).nullish(),
  from: z.tuple([z.string(), z.number()]).optional(),
  text: z.string().optional(),
  attributes: z.array(z.number()).optional(),
  version: z.string().optional(),
  cipher: z.string().optional(),
  certificate: z.string().optional(),
  why: z.string().optional(),
});

export type Result = z.output<typeof result>;

/** One step of client.py: which session, what it does, and with what. */
export interface Step {
  readonly as?: string;
  readonly do: string;
  /** Another session, to whose relayed address it is done. */
  readonly to?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const PROGRAMS = "/programs";

function here({ project }: Ground, host: Host | undefined, command: readonly string[], mounts: readonly Mount[] = []) {
  const programs = { from: join(project, "test", "real", "turn"), to: PROGRAMS, writable: false };
  const spec: ContainerSpec = {
    name: host?.namespace ?? "credential",
    hostname: "client",
    network: host?.namespace,
    command,
    env: { PATH: `${VENV}/bin:/usr/bin` },
    mounts: [programs, ...mounts],
    uid: 65_534,
    gid: 65_534,
    groups: [],
    folder: undefined,
  };
  return spec;
}

/** Takes steps in one process on a host; one result each. */
export async function steps(ground: Ground, host: Host, list: readonly Step[]): Promise<Result[]> {
  const spec = here(ground, host, ["/usr/bin/python3", `${PROGRAMS}/client.py`]);
  const text = await Container.once(ground.root, spec, JSON.stringify(list));
  return z.array(result).parse(JSON.parse(text));
}

/** One of coturn's own tools on a host: what it printed. */
export function turnTool(ground: Ground, host: Host, command: readonly string[]): Promise<string> {
  return Container.once(ground.root, here(ground, host, command));
}

/** The same, to go on until it is stopped. */
export function startTool(ground: Ground, host: Host, command: readonly string[]): Container {
  return Container.start(ground.root, here(ground, host, command), join(ground.scratch, "logs", `${command[0]}.log`));
}

/** A credential as Synapse's own code makes it of a rendered homeserver.yaml, so many seconds ago. */
export async function credentialOf(
  ground: Ground,
  homeserver: { readonly yaml: string; readonly secretPath: string; readonly secret: string },
  agent: string,
  ago = 0,
): Promise<Credential> {
  const [yaml, secret] = ["homeserver.yaml", "turn-secret"].map((name) => join(ground.scratch, name));
  if (yaml === undefined || secret === undefined) throw new Error("two files");
  writeFileSync(yaml, homeserver.yaml);
  writeFileSync(secret, homeserver.secret);
  const spec = here(
    ground,
    undefined,
    [`${VENV}/bin/python`, `${PROGRAMS}/credential.py`, "/homeserver.yaml", agent, String(ago)],
    [
      { from: ground.venv, to: VENV, writable: false },
      { from: yaml, to: "/homeserver.yaml", writable: false },
      { from: secret, to: homeserver.secretPath, writable: false },
    ],
  );
  return credential.parse(JSON.parse(await Container.once(ground.root, spec)));
}
