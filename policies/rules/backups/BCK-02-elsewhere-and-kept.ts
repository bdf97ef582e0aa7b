import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, grouped } from "../../../plan/vocabulary";
import { type Archived, archived } from "../../archives";
import { against, planRule, type Remark, remark, remarkAtEnvironment, subjectAtEnvironment } from "../../rule";
import { secretReferences } from "../../secret-references";

/** Days that backups are kept at least: a mistake that nobody noticed for a month can be undone; a week where nobody
 *  works on what is there. Assumption. */
const LEAST_DAYS = { production: 30, preproduction: 7, development: 7 } as const;

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30 };

/** Days of a retention policy as Barman reads it; undefined for what is none, which keeps everything. */
function days(policy: unknown): number | undefined {
  const [, count, unit = ""] = /^([1-9]\d*)([dwm])$/.exec(String(policy)) ?? [];
  return count === undefined ? undefined : Number(count) * (DAYS[unit] ?? 0);
}

/** What is wrong with what the environment declares, whichever shard it is. */
function declared({ facts }: Plan): { field: string; message: string }[] {
  const { backup, mediaCopy, cluster, tier } = facts;
  const apart = [
    ["backup", backup.site],
    ["mediaCopy", mediaCopy.site],
  ].filter(([, site]) => site === cluster.site);
  const same = backup.endpoint === mediaCopy.endpoint && backup.bucketPrefix === mediaCopy.bucketPrefix;
  return [
    ...apart.map(([key]) => ({ field: `${key}.site`, message: "is the cluster's own: one disaster takes both." })),
    ...(same ? [{ field: "mediaCopy", message: "has the buckets of the backups." }] : []),
    ...(backup.retentionDays >= LEAST_DAYS[tier]
      ? []
      : [
          {
            field: "backup.retentionDays",
            message: `is ${backup.retentionDays}, less than ${LEAST_DAYS[tier]} in ${tier}.`,
          },
        ]),
  ];
}

/** A Secret is read in its own namespace only. */
const referencesIn = once((plan: Plan) => grouped(secretReferences(plan), ({ namespace }) => namespace));

/** Whoever reads the Secrets of a store beside the databases. */
function otherReaders(plan: Plan, store: PlannedObject): string[] {
  const all = referencesIn(plan).get(store.object.metadata.namespace) ?? [];
  const own = new Set(
    all.filter(({ planned }) => planned === store).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  return all
    .filter(({ planned, namespace, name }) => planned.object.kind !== "ObjectStore" && own.has(`${namespace}/${name}`))
    .map(({ planned, name }) => `${name} is read by ${planned.object.kind} ${planned.object.metadata.name} too`);
}

function storeFaults(plan: Plan, { shard }: Archived, store: PlannedObject): string[] {
  const { backup, destinations } = plan.facts;
  const { spec } = store.object;
  const configuration = at(spec, "configuration");
  const [path, endpoint] = [at(configuration, "destinationPath"), at(configuration, "endpointURL")];
  const bucket = /^s3:\/\/([^/]+)\/?$/.exec(String(path))?.[1];
  const url = URL.parse(String(endpoint));
  const isDeclared = destinations.some(
    ({ host, port, readers }) =>
      host === url?.hostname && port === Number(url.port || 443) && readers.includes("postgres"),
  );
  const credentials = at(configuration, "s3Credentials");
  const byKey = ["accessKeyId", "secretAccessKey"].every(
    (each) => typeof at(credentials, each, "name") === "string" && typeof at(credentials, each, "key") === "string",
  );
  const kept = days(at(spec, "retentionPolicy"));
  return [
    ...(kept === backup.retentionDays
      ? []
      : [`keeps ${String(at(spec, "retentionPolicy"))}, declared ${backup.retentionDays} days`]),
    ...(bucket !== undefined && bucket === shard?.stateful.backupBucket
      ? []
      : [`is ${String(path)}, not its shard's own bucket`]),
    ...(endpoint === backup.endpoint && isDeclared ? [] : [`is at ${String(endpoint)}, not the declared store`]),
    ...(byKey ? [] : ["has no key of its own from a Secret"]),
    ...otherReaders(plan, store),
  ];
}

/** Buckets that the backups of two shards have. */
function sharedBuckets({ facts }: Plan): string[] {
  const shards = facts.perimeters.flatMap((perimeter) => perimeter.shards);
  const all = shards.map(({ stateful }) => stateful.backupBucket);
  return [...new Set(all.filter((bucket, index) => all.indexOf(bucket) !== index))];
}

export default planRule({
  id: "BCK-02",
  title: {
    fr: "Sauvegardes gardées assez longtemps, sur un autre site, avec d'autres clés",
    en: "Backups are kept long enough, on another site, with a bucket and a key of each shard's own",
  },
  why: "Une sauvegarde à côté de ce qu'elle sauve brûle avec lui ; avec la même clé, qui prend le serveur efface aussi la sauvegarde.",
  remedy:
    "Voyez backup et mediaCopy dans environment.yaml ; magasin, seau et clés viennent de stacks/postgres/backups.ts et de fleet/secrets.ts.",
  severity: "critical",
  controls: ["PSSIE:PCA-SAUVE", "SNC:12.5.d", "PSSIE:PCA-PROT", "SNC:12.5.b"],
  looksAt:
    "sites, retention and buckets of environment.yaml; the store, bucket, retention and credentials of every database's archive, and who else reads them",
  check: (plan) => {
    const say = (field: string, message: string): Remark => remarkAtEnvironment(plan, "backup", field, message);
    const all = archived(plan);
    const findings = all.flatMap((each) =>
      each.store === undefined
        ? [remark(each.database, "spec.plugins", "has no store of archives in its namespace.")]
        : storeFaults(plan, each, each.store).map((fault) => remark(each.store ?? each.database, "spec", `${fault}.`)),
    );
    return {
      looked: against(
        all.flatMap(({ database, store }) => (store === undefined ? [database] : [database, store])),
        subjectAtEnvironment(plan, "backup"),
      ),
      findings: [
        ...declared(plan).map(({ field, message }) => say(field, message)),
        ...sharedBuckets(plan).map((bucket) => say("stateful", `gives the bucket ${bucket} to two shards.`)),
        ...findings,
      ],
    };
  },
});
