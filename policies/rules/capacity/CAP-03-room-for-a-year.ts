import type { Plan } from "../../../plan/plan";
import { at, databases } from "../../../plan/vocabulary";
import { liveShards } from "../../archives";
import { quantity } from "../../engine/quantity";
import {
  planRule,
  type Remark,
  remarkAtEnvironment,
  remarkAtShard,
  subjectAtEnvironment,
  subjectAtShard,
} from "../../rule";

/** Gibibytes of one shard's database: a volume claim is 1 TiB at most on Cloud Pi Native, and a restore of more takes
 *  over an hour at 300 MB/s (assumption). */
const DATABASE_MOST = 700;
const GIBIBYTE = 1024 ** 3 * 1000;

function sizeGiB(size: unknown): number {
  try {
    return quantity(String(size)) / GIBIBYTE;
  } catch {
    return 0;
  }
}

/** Gibibytes of the smallest volume for data that a shard's live database has; none without a database. */
function volumeOf(plan: Plan, namespace: string): number {
  const sizes = databases(plan)
    .filter(({ object }) => object.metadata.namespace === namespace)
    .map(({ object }) => sizeGiB(at(object, "spec", "storage", "size")));
  return sizes.length === 0 ? 0 : Math.min(...sizes);
}

export default planRule({
  id: "CAP-03",
  title: {
    fr: "Le stockage d'une année tient : bases, et magasin des médias",
    en: "Storage a year ahead fits: each database below its cap and in its volume, all media in the media store",
  },
  why: "Une base trop grande ne se restaure plus dans l'objectif, et un volume plein arrête le serveur ; agrandir le magasin déplace des fichiers pendant des jours. Règle propre, tirée du modèle de capacité.",
  remedy:
    "Ouvrez une seconde instance avant que la base n'atteigne 700 GiB ; footprint capacity <environnement> montre l'année à venir.",
  severity: "high",
  controls: ["own"],
  looksAt:
    "what each shard that runs stores in a year at the declared load, against 700 GiB, the volume of its database, and the nodes of the media store",
  check: (plan) => {
    const { mediaStore } = plan.facts;
    const shards = liveShards(plan);
    const findings = shards.flatMap((shard): Remark[] => {
      const { databaseGiB } = shard.capacity.yearAhead;
      const volume = volumeOf(plan, shard.namespace);
      const say = (message: string) => remarkAtShard(plan, shard, "capacity.yearAhead", message);
      return [
        ...(databaseGiB > DATABASE_MOST
          ? [
              say(
                `has a database of ${databaseGiB} GiB in a year; ${DATABASE_MOST} are the most that is restored in time.`,
              ),
            ]
          : []),
        ...(volume < databaseGiB
          ? [say(`has a volume of ${volume} GiB for a database of ${databaseGiB} GiB in a year.`)]
          : []),
      ];
    });
    // Each zone holds every file once.
    const { nodesPerZone, volumesPerNode, volumeGiB } = mediaStore;
    const [held, due] = [
      nodesPerZone * volumesPerNode * volumeGiB,
      shards.reduce((sum, { capacity }) => sum + capacity.yearAhead.mediaGiB, 0),
    ];
    const full: Remark = remarkAtEnvironment(
      plan,
      "media store",
      "mediaStore",
      `holds ${held} GiB a zone, and the shards store ${due} GiB in a year.`,
    );
    return {
      looked: [...shards.map((shard) => subjectAtShard(plan, shard)), subjectAtEnvironment(plan, "media store")],
      findings: [...findings, ...(held < due ? [full] : [])],
    };
  },
});
