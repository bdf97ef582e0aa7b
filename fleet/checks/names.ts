import { restoreNamespace, SHARED_NAMESPACES, shardNamespace } from "../fleet";
import { collect, collectTexts, type Found, valueAt } from "../load/collect";
import type { Source } from "../load/source";
import { fieldName, type Mistake, mistake, positionText } from "../mistakes";
import { duplicates } from "./unique";

/** Names that stacks and namespaces of the environment itself already have. */
const TAKEN = ["platform", "services", ...SHARED_NAMESPACES.map((namespace) => namespace.replace(/^tchap-/, ""))];

function takenNames(source: Source): Mistake[] {
  const names = [...collectTexts(source, ["perimeter"]), ...collectTexts(source, ["shards", "*", "name"])];
  return names
    .filter(({ value }) => TAKEN.includes(value))
    .map(({ path, value }) =>
      mistake(
        source.at(path),
        fieldName(path),
        `${value} is a name of the environment itself.`,
        `Choose another name than ${TAKEN.join(", ")}.`,
      ),
    );
}

/** Releases of a shard beside its own are called `<shard>-data` and `<shard>-restore`; a shard could be taken for one. */
function releaseNames(source: Source): Mistake[] {
  return collectTexts(source, ["shards", "*", "name"]).flatMap(({ path, value }) =>
    ["data", "restore"]
      .filter((release) => value.endsWith(`-${release}`))
      .map((release) => {
        const wrong = `${value} is how the ${release} release of a shard ${value.slice(0, -release.length - 1)} is called.`;
        return mistake(source.at(path), fieldName(path), wrong, `Choose a name that does not end with -${release}.`);
      }),
  );
}

/** Longest name of a Kubernetes namespace. */
const LONGEST = 63;

/** A shard's restores have a namespace of their own, whose name must fit too and belong to nobody else. */
function restoreNamespaces(perimeters: readonly Source[]): Mistake[] {
  const found = namespaces(perimeters);
  const taken = new Set(found.map(({ value }) => value));
  return found.flatMap(({ source, path, value }) => {
    const restore = restoreNamespace(value);
    const wrong = taken.has(restore)
      ? `Restores of this shard have the namespace ${restore}, which another shard has.`
      : restore.length > LONGEST
        ? `Restores of this shard would have the namespace ${restore}: ${restore.length} characters, ${LONGEST} at most.`
        : undefined;
    return wrong === undefined
      ? []
      : [mistake(source.at(path), fieldName(path), wrong, "Choose another namespace for one of the two.")];
  });
}

/** The namespace of each shard, said or derived from its name; a name that stands twice counts once. */
function namespaces(perimeters: readonly Source[]): Found<string>[] {
  const names = new Set<string>();
  return perimeters.flatMap((source) =>
    collect(source, ["shards", "*"]).flatMap(({ path, value }) => {
      const said = valueAt(value, ["namespace"]);
      if (typeof said === "string") return [{ source, path: [...path, "namespace"], value: said }];
      const name = valueAt(value, ["name"]);
      if (said !== undefined || typeof name !== "string" || names.has(name)) return [];
      names.add(name);
      return [{ source, path: [...path, "name"], value: shardNamespace(name) }];
    }),
  );
}

/** Namespaces that are not a shard's: the border's, the cluster's own, and those that the environment names. */
function othersNamespaces(environment: Source | undefined): ReadonlyMap<string, string> {
  const own = [...SHARED_NAMESPACES, "default", "kube-system", "kube-public", "kube-node-lease"];
  const patterns = [
    ["edge", "namespace"],
    ["network", "dnsNamespace"],
    ["network", "monitoringNamespace"],
    ["network", "operatorNamespace"],
    ["network", "certificatesNamespace"],
    ["stateBackend", "namespace"],
  ];
  const named = environment ? patterns.flatMap((pattern) => collectTexts(environment, pattern)) : [];
  return new Map([
    ...own.map((name) => [name, "the environment or cluster"] as const),
    ...named.map(
      ({ source, path, value }) => [value, `${fieldName(path)} (${positionText(source.at(path))})`] as const,
    ),
  ]);
}

function sharedNamespaces(perimeters: readonly Source[], environment: Source | undefined): Mistake[] {
  const write = "Each shard has a namespace of its own.";
  const found = namespaces(perimeters);
  const others = othersNamespaces(environment);
  return [
    ...duplicates(found, "The namespace", write),
    ...found.flatMap(({ source, path, value }) => {
      const owner = others.get(value);
      // A shard with a taken name is told so already.
      if (owner === undefined || TAKEN.some((name) => name === valueAt(source.value, path))) return [];
      return [mistake(source.at(path), fieldName(path), `The namespace ${value} belongs to ${owner}.`, write)];
    }),
  ];
}

function serverNames(perimeters: readonly Source[], environment: Source | undefined): Mistake[] {
  const own = perimeters.flatMap((source) => collectTexts(source, ["shards", "*", "serverName"]));
  const twice = duplicates(own, "The server name", "A server name belongs to exactly one shard.");
  if (environment === undefined) return twice;
  const reserved = collectTexts(environment, ["federation", "reserved", "*"]);
  const partners = collectTexts(environment, ["federation", "partners", "*", "serverName"]);
  const [domain] = collectTexts(environment, ["domain"]);
  const ours = new Map([...reserved, ...own].map((each) => [each.value, positionText(each.source.at(each.path))]));
  return [
    ...twice,
    ...[...own, ...reserved].flatMap(({ source, path, value }) => {
      if (domain === undefined || value === domain.value || value.endsWith(`.${domain.value}`)) return [];
      const wrong = `${value} is not below the environment's domain ${domain.value}.`;
      return [mistake(source.at(path), fieldName(path), wrong, `Write <name>.${domain.value}`)];
    }),
    ...partners.flatMap(({ source, path, value }) => {
      const place = ours.get(value);
      if (place === undefined) return [];
      const wrong = `The partner ${value} is a server of this environment (${place}).`;
      return [mistake(source.at(path), fieldName(path), wrong, "Remove it; own shards speak with each other anyway.")];
    }),
  ];
}

/** What is wrong with the names of perimeters and shards, among each other and with their environment's. */
export function checkNames(perimeters: readonly Source[], environment: Source | undefined): Mistake[] {
  const shardNames = perimeters.flatMap((source) => collectTexts(source, ["shards", "*", "name"]));
  const write = "Choose another name: a shard name is unique in an environment.";
  return [
    ...perimeters.flatMap(takenNames),
    ...perimeters.flatMap(releaseNames),
    ...duplicates(shardNames, "The shard name", write),
    ...serverNames(perimeters, environment),
    ...sharedNamespaces(perimeters, environment),
    ...restoreNamespaces(perimeters),
  ];
}
