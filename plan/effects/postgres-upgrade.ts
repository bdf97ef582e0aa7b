import { at } from "../vocabulary";
import { archiveOf } from "./backups";
import { type Changed, type Effect, tagOf } from "./effect";

interface PostgresImage {
  readonly major: number;
  readonly version: string;
  /** Debian's name, last part of the tag, where there is one. */
  readonly distribution: string | undefined;
}

/** From the tag, which CloudNativePG itself goes by. */
function postgresImage(image: unknown): PostgresImage | undefined {
  const [, version, major, distribution] = tagOf(image)?.match(/^((\d+)(?:\.\d+)?)(?:-.*?)?(?:-([a-z]+))?$/) ?? [];
  return version === undefined || major === undefined ? undefined : { version, major: Number(major), distribution };
}

/** From CloudNativePG 1.30's docs/src/postgres_upgrades.md, pkg/postgres/replication/explicit.go and its webhook. */
function majorUpgrade(was: PostgresImage, is: PostgresImage, { before, after }: Changed): Effect {
  const archive = archiveOf(after);
  const what = `PostgreSQL ${was.version} → ${is.version}, another major version: the shard is down meanwhile`;
  if (is.major < was.major)
    return {
      what: `PostgreSQL ${was.version} → ${is.version}: refused, no way back to a lower major version but a restore`,
      implies: ["A lower major version of PostgreSQL is refused by CloudNativePG once the higher one has run."],
      irreversible: true,
    };
  return {
    what,
    irreversible: true,
    implies: [
      "A major version of PostgreSQL is an offline upgrade in place: CloudNativePG stops all instances, runs pg_upgrade (files are linked, not copied) and starts one. Announce it, and try it in preprod with a database of that size.",
      "Until its job has succeeded, the former image brings the former database back. After that there is no way back but a restore to a moment before, and no backup from before leads to a moment after.",
      "The standbys are cloned anew, each a copy of the whole database; commits wait until the first of them is there, since one acknowledgement is required.",
      "Take a base backup right after (kubectl cnpg backup, or a Backup object): until it is complete, nothing newer than the upgrade can be restored. Then run ANALYZE: statistics do not come along.",
      ...(archive !== undefined && archive === archiveOf(before)
        ? [
            `The archive keeps its name, ${String(archive)}, though pg_upgrade begins a new history at timeline 1: its WAL would overwrite the old one's. Give it another name in the same deploy: shards[].archive in the perimeter's file.`,
          ]
        : []),
      ...(is.distribution !== was.distribution
        ? [
            `The image changes its distribution as well (${was.distribution ?? "unknown"} → ${is.distribution ?? "unknown"}): CloudNativePG supports a major upgrade only within one.`,
          ]
        : []),
    ],
  };
}

function minorUpgrade(was: PostgresImage, is: PostgresImage, { after, fields }: Changed): Effect {
  const switchover = at(after, "spec", "primaryUpdateMethod") === "switchover";
  const parameters = fields.some((field) => field.startsWith("spec.postgresql.parameters"));
  const how = switchover ? "then a switchover" : "then a restart of the primary in place";
  return {
    what: `PostgreSQL ${was.version} → ${is.version}: standbys one after the other, ${how}`,
    implies: [
      `A minor version of PostgreSQL rolls: standbys first, ${how}, during which commits wait for seconds. The former image leads back the same way.`,
      ...(switchover && parameters
        ? [
            "Image and parameters change together: with primaryUpdateMethod switchover CloudNativePG refuses that. Deploy one, then the other.",
          ]
        : []),
      ...(is.distribution !== was.distribution
        ? [
            `The image changes its distribution (${was.distribution ?? "unknown"} → ${is.distribution ?? "unknown"}): another C library may sort otherwise. Synapse's database has collation C, which no library changes; any other needs REINDEX.`,
          ]
        : []),
    ],
  };
}

/** What another version of PostgreSQL implies; undefined where the image is the same version or no Cluster's. */
export function postgresUpgrade(changed: Changed): Effect | undefined {
  const { before, after } = changed;
  const [old, now] = [at(before, "spec", "imageName"), at(after, "spec", "imageName")];
  if (after.kind !== "Cluster" || old === now) return undefined;
  const [was, is] = [postgresImage(old), postgresImage(now)];
  if (was === undefined || is === undefined)
    return {
      what: "PostgreSQL's image changes; its version is not known",
      implies: [
        `Which version of PostgreSQL an image holds is not known from ${String(was === undefined ? old : now)}: another major version would be an offline upgrade without a way back. Find out first.`,
      ],
      irreversible: true,
    };
  if (was.major !== is.major) return majorUpgrade(was, is, changed);
  return was.version === is.version && was.distribution === is.distribution
    ? undefined
    : minorUpgrade(was, is, changed);
}
