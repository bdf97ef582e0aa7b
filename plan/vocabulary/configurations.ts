import { parse } from "yaml";
import type { Shard } from "../../fleet/fleet";
import { once, oncePerText } from "../once";
import type { Plan, PlannedObject } from "../plan";
import { at, textsByName } from "./data";
import { ofKind } from "./objects";
import { plainYaml } from "./plain-yaml";

/** A homeserver's configuration as it will be mounted. */
export interface Homeserver {
  readonly planned: PlannedObject;
  /** The file's name in its ConfigMap. */
  readonly file: string;
  readonly shard: Shard | undefined;
  /** Undefined when it is not YAML: every setting is then as good as absent. */
  readonly config: unknown;
}

function decoded(value: unknown): [string, string][] {
  return Object.entries(textsByName(value)).map(([name, text]) => [name, Buffer.from(text, "base64").toString("utf8")]);
}

/** The files that a ConfigMap holds, by name; `binaryData` too, since a pod sees no difference. */
export const filesOf = once(({ object }: PlannedObject): readonly (readonly [string, string])[] => [
  ...Object.entries(textsByName(at(object, "data"))),
  ...decoded(at(object, "binaryData")),
]);

/** The first of a name wins. */
const byName = once((planned: PlannedObject) => new Map([...filesOf(planned)].reverse()));

/** The text of a file of a ConfigMap; undefined where there is none. */
export function fileOf(planned: PlannedObject, file: string): string | undefined {
  return byName(planned).get(file);
}

/** A file of a ConfigMap, and what holds it. */
export interface TextFile {
  readonly planned: PlannedObject;
  readonly file: string;
  readonly text: string;
}

/** Files of all ConfigMaps that are told by their content, or name; each object is looked through once for all plans. */
export function filesLike(isLike: (text: string, file: string) => boolean): (plan: Plan) => readonly TextFile[] {
  const inMap = once((planned: PlannedObject): readonly TextFile[] =>
    filesOf(planned).flatMap(([file, text]) => (isLike(text, file) ? [{ planned, file, text }] : [])),
  );
  return once((plan) => ofKind(plan, "ConfigMap").flatMap(inMap));
}

/** Read once for many plans, so that nobody may change it; YAML's binary data cannot be frozen. */
function frozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

/** YAML as Synapse reads it, 1.1 with merge keys: `yes` is true there. Undefined for what is not YAML. */
export const synapseYaml = oncePerText((text): unknown => {
  try {
    // JSON is YAML, and read in a hundredth of the time.
    if (/^\s*\{\s*("|\})/.test(text)) return frozen(JSON.parse(text));
  } catch {
    // A flow mapping of YAML begins like it.
  }
  const plain = plainYaml(text);
  if (plain !== undefined) return frozen(plain.value);
  try {
    return frozen(parse(text, { version: "1.1", merge: true }));
  } catch {
    return undefined;
  }
});

/** YAML as most programs read it, 1.2. Undefined for what is not YAML. */
export const yaml = oncePerText((text): unknown => {
  const plain = plainYaml(text);
  if (plain !== undefined) return frozen(plain.value);
  try {
    return frozen(parse(text));
  } catch {
    return undefined;
  }
});

/** A file of a ConfigMap as YAML or JSON; undefined where there is none, or it is neither. */
export function configIn(planned: PlannedObject, file: string): unknown {
  const text = fileOf(planned, file);
  return text === undefined ? undefined : synapseYaml(text);
}

/** A configuration is known by its content, so that another file name hides nothing. */
const configurations = once((planned: PlannedObject): readonly { file: string; config: unknown }[] =>
  filesOf(planned).flatMap(([file, text]) => {
    if (file !== "homeserver.yaml" && !text.includes("server_name")) return [];
    const config = configIn(planned, file);
    return file !== "homeserver.yaml" && at(config, "server_name") === undefined ? [] : [{ file, config }];
  }),
);

/** Every Synapse configuration of the plan, read back from the rendered ConfigMaps. */
export const homeservers = once((plan: Plan): readonly Homeserver[] => {
  const shards = plan.facts.perimeters.flatMap((perimeter) => perimeter.shards);
  return ofKind(plan, "ConfigMap").flatMap((planned) =>
    configurations(planned).map((each) => {
      const shard = shards.find(({ namespace }) => namespace === planned.object.metadata.namespace);
      return { planned, shard, ...each };
    }),
  );
});
