/** What one version of Synapse's code asks of its database. */
export interface SynapseSchema {
  /** SCHEMA_VERSION: what the code knows. */
  readonly schema: number;
  /** SCHEMA_COMPAT_VERSION: written into the database; code that knows less refuses to open it from then on. */
  readonly compat: number;
}

/**
 * Each release that changed one of the two numbers, oldest first; releases between keep them. From
 * synapse/storage/schema/__init__.py: the git tags of element-hq/synapse up to 1.157.1, and the wheels on PyPI of 1.140.0,
 * 1.143.0, 1.151.0, 1.152.0 and of all releases from 1.158.0 to NEWEST_KNOWN.
 */
const RELEASES: readonly (SynapseSchema & { readonly since: string })[] = [
  { since: "1.90.0", schema: 80, compat: 76 },
  { since: "1.92.0", schema: 81, compat: 80 },
  { since: "1.93.0", schema: 82, compat: 80 },
  { since: "1.96.0", schema: 83, compat: 80 },
  { since: "1.98.0", schema: 83, compat: 83 },
  { since: "1.100.0", schema: 84, compat: 83 },
  { since: "1.105.1", schema: 84, compat: 84 },
  { since: "1.107.0", schema: 85, compat: 84 },
  { since: "1.112.0", schema: 86, compat: 84 },
  { since: "1.114.0", schema: 87, compat: 84 },
  { since: "1.116.0", schema: 88, compat: 84 },
  { since: "1.124.0", schema: 89, compat: 84 },
  { since: "1.128.0", schema: 91, compat: 84 },
  { since: "1.129.0", schema: 92, compat: 84 },
  { since: "1.143.0", schema: 93, compat: 84 },
  { since: "1.151.0", schema: 94, compat: 84 },
];

/** The newest release that was read. */
export const NEWEST_KNOWN = "1.163.2";

/** What a schema version brings, and what of it no older release undoes. */
export interface SchemaChange {
  readonly brings: string;
  /** Undefined where an older release, if it starts at all, works on it as before. */
  readonly keeps?: string;
}

/** By schema version; from the list of changes in the same file and the deltas beside it, in the wheel of 1.163.2. */
export const SCHEMA_CHANGES: Readonly<Record<number, SchemaChange>> = {
  81: { brings: "transaction ids of events are kept by device alone" },
  82: { brings: "tables of an abandoned import of history are left alone" },
  83: { brings: "the older column of events' transaction ids is used no more" },
  84: {
    brings: "links between events' auth chains are walked",
    keeps: "transitive links are no longer written, so code that knows 83 or less would misjudge who may do what",
  },
  85: { brings: "accounts can be suspended; instance names beside stream positions" },
  86: { brings: "media are marked as needing authentication" },
  87: { brings: "tables of sliding sync" },
  88: { brings: "delayed events", keeps: "a task deletes old one-time keys; clients upload new ones" },
  89: { brings: "tables that guard the deletion of state groups" },
  90: {
    brings: "who took part in a room",
    keeps: "state groups that nothing refers to are deleted in the background",
  },
  91: { brings: "SHA-256 of media" },
  92: { brings: "a trigger of counts goes; thread subscriptions" },
  93: {
    brings: "delayed events by their own id; sticky events",
    keeps: "the content of delayed events changes its type from bytes to text",
  },
  94: { brings: "redactions are judged again; tables of state as a graph; changes of profiles" },
};

/** `1.163.2` as three numbers; undefined for release candidates and whatever else is no release. */
function numbers(release: string): readonly number[] | undefined {
  return /^\d+\.\d+\.\d+$/.test(release) ? release.split(".").map(Number) : undefined;
}

/** Below zero where the first is older. */
export function compareReleases(one: string, other: string): number {
  const [a, b] = [numbers(one) ?? [], numbers(other) ?? []];
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - (b[index] ?? 0);
  return 0;
}

/** What a release asks of the database; undefined for one that was not read or is none. */
export function schemaOf(release: string): SynapseSchema | undefined {
  if (numbers(release) === undefined || compareReleases(release, NEWEST_KNOWN) > 0) return undefined;
  return RELEASES.filter(({ since }) => compareReleases(since, release) <= 0).at(-1);
}

/** The oldest release that still opens a database that a release has upgraded; undefined where it was not read. */
export function oldestThatOpens(release: string): string | undefined {
  const asked = schemaOf(release);
  const [first] = RELEASES;
  // A release before the first one read may open it as well.
  if (asked === undefined || first === undefined || first.schema > asked.compat) return undefined;
  return RELEASES.find(({ schema }) => schema >= asked.compat)?.since;
}
