import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-07",
  title: {
    fr: "PostgreSQL : une bascule ne perd ni ne dédouble rien",
    en: "PostgreSQL keeps one primary and every standby's log through a failover, in bounded time",
  },
  why: "Un ancien primaire isolé qui reste en vie répond d'un passé révolu ; un standby sans son journal est à recopier, et les écritures l'attendent ; un journal retenu sans borne remplit son volume et arrête la base ; un arrêt sans borne bloque la bascule. Règle propre : les bornes sont les défauts de l'opérateur.",
  remedy:
    "Rétablissez les valeurs de stacks/postgres/timings.ts et max_slot_wal_keep_size de stacks/postgres/parameters.ts ; isolationCheck et replicationSlots sont dans charts/shard-data.",
  severity: "high",
  controls: ["own"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    // The operator's defaults are 15, 10 and 2 s: a lease that is renewed too late changes a primary that is well.
    {
      at: "spec.primaryLease",
      cel: "object.spec.?primaryLease.?leaseDurationSeconds.orValue(15) <= 15 && object.spec.?primaryLease.?leaseDurationSeconds.orValue(15) > object.spec.?primaryLease.?renewDeadlineSeconds.orValue(10)",
    },
    {
      at: "spec.primaryLease",
      cel: "object.spec.?primaryLease.?renewDeadlineSeconds.orValue(10) > object.spec.?primaryLease.?retryPeriodSeconds.orValue(2) && object.spec.?primaryLease.?retryPeriodSeconds.orValue(2) > 0",
    },
    {
      at: "spec.probes.liveness.isolationCheck",
      cel: "object.spec.?probes.?liveness.?isolationCheck.?enabled.orValue(true) == true",
    },
    {
      at: "spec.replicationSlots.highAvailability",
      cel: "object.spec.instances < 2 || object.spec.replicationSlots.highAvailability.enabled == true",
    },
    // As PostgreSQL writes sizes, in megabytes and up; -1 and 0 are no bound, and no room.
    {
      at: "spec.postgresql.parameters.max_slot_wal_keep_size",
      cel: 'object.spec.postgresql.parameters.max_slot_wal_keep_size.matches("^[1-9][0-9]*[MGT]B$") && quantity(object.spec.postgresql.parameters.max_slot_wal_keep_size.split("B")[0] + "i").isLessThan(quantity(string(object.spec.walStorage.size)))',
    },
    {
      at: "spec.stopDelay",
      cel: "object.spec.?stopDelay.orValue(1800) > 0 && object.spec.?stopDelay.orValue(1800) <= 1800",
    },
    {
      at: "spec.switchoverDelay",
      cel: "object.spec.?switchoverDelay.orValue(3600) > 0 && object.spec.?switchoverDelay.orValue(3600) <= 3600",
    },
  ],
});
