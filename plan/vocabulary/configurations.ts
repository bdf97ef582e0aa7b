import { parse } from "yaml";
import type { Shard } from "../../fleet/fleet";
import { once } from "../once";
import type { Plan, PlannedObject } from "../plan";
import { at, textsByName } from "./data";
import { ofKind } from "./objects";

/** A homeserver's configuration as it will be mounted. */
export interface Homeserver {
  readonly planned: PlannedObject;
  /** The file's name in its ConfigMap. */
  readonly file: string;
  readonly shard: Shard | undefined;
  /** Undefined when it is not YAML: every setting is then as good as absent. */
  readonly config: unknown;
}

/** The files that a ConfigMap holds, by name; `binaryData` too, since a pod sees no difference. */
export function filesOf({ object }: PlannedObject): [string, string][] {
  const entries = (value: unknown) => Object.entries(textsByName(value));
  const binary = entries(at(object, "binaryData")).map(([name, text]): [string, string] => [
    name,
    Buffer.from(text, "base64").toString("utf8"),
  ]);
  return [...entries(at(object, "data")), ...binary];
}

/** YAML as Synapse reads it, 1.1 with merge keys: `yes` is true there. Undefined for what is not YAML. */
export function synapseYaml(text: string): unknown {
  try {
    // JSON is YAML, and read in a hundredth of the time.
    if (/^\s*\{\s*("|\})/.test(text)) return JSON.parse(text);
  } catch {
    // A flow mapping of YAML begins like it.
  }
  try {
    const config: unknown = parse(text, { version: "1.1", merge: true });
    return config;
  } catch {
    return undefined;
  }
}

/** What was read of each ConfigMap's files: many rules ask for the same. */
const readFiles = once((_: PlannedObject) => new Map<string, { readonly config: unknown }>());

/** A file of a ConfigMap as YAML or JSON, read once; undefined where there is none, or it is neither. */
export function configIn(planned: PlannedObject, file: string): unknown {
  const files = readFiles(planned);
  const known = files.get(file);
  if (known !== undefined) return known.config;
  const text = filesOf(planned).find(([name]) => name === file)?.[1];
  const config = text === undefined ? undefined : synapseYaml(text);
  files.set(file, { config });
  return config;
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
