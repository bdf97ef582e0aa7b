import { liveShards } from "../../archives";
import { planRule, type Remark, remarkAtShard, subjectAtShard } from "../../rule";

/** Events per second of one shard at the declared load: above it every process spends over a quarter of its core on
 *  following the others (Element, 2025-01). */
const PLANNED = 40;
/** Growth that a shard must take before the alarm of 60 events/s or any limit: accounts doubled within weeks in the
 *  spring of 2020 (press). */
const GROWTH = 2;

export default planRule({
  id: "CAP-01",
  title: {
    fr: "Chaque instance tient la charge déclarée et son doublement",
    en: "Each shard carries the declared load, and twice that",
  },
  why: "Un compte ne change jamais de serveur : une instance trop grande ne se divise plus, il faut donc en ouvrir une autre avant qu'elle ne ralentisse. Règle propre, tirée du modèle de capacité.",
  remedy:
    "Ajoutez une seconde instance au périmètre et conduisez-y les nouveaux comptes de certains domaines ; footprint capacity <environnement> montre ce que chacune porte.",
  severity: "high",
  controls: ["own"],
  looksAt: "the registered agents of every shard that runs, at the environment's declared load",
  check: (plan) => {
    const shards = liveShards(plan);
    const findings = shards.flatMap((shard): Remark[] => {
      const { declaredEventsPerSecond: events, growth, capped } = shard.capacity;
      const say = (field: string, message: string) => remarkAtShard(plan, shard, field, message);
      return [
        ...(events > PLANNED
          ? [say("registered", `writes ${events} events/s at the declared load; ${PLANNED} are planned.`)]
          : []),
        ...(growth.factor < GROWTH
          ? [say("registered", `grows by ${growth.factor} at most (${growth.limit}), less than ${GROWTH}.`)]
          : []),
        ...(capped.length > 0
          ? [say("capacity", `has less than its load with headroom asks for: ${capped.join(", ")}.`)]
          : []),
      ];
    });
    return { looked: shards.map((shard) => subjectAtShard(plan, shard)), findings };
  },
});
