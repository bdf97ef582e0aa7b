import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-02",
  title: {
    fr: "PostgreSQL : aucun message acquitté ne se perd",
    en: "PostgreSQL acknowledges a commit only with a synchronous standby",
  },
  why: "En réplication asynchrone, la perte du primaire perd des messages déjà acquittés (mesuré : 3 bascules sur 25).",
  remedy:
    "Dans charts/shard-data, rétablissez synchronous: number 1, dataDurability required, failoverQuorum true ; laissez fsync, full_page_writes et synchronous_commit à on.",
  severity: "high",
  controls: ["SNC:17.4.a"],
  waivable: false,
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    {
      at: "spec.postgresql.synchronous",
      cel: 'object.spec.postgresql.synchronous.method == "any" && object.spec.postgresql.synchronous.number >= 1',
    },
    {
      at: "spec.postgresql.synchronous.dataDurability",
      cel: 'object.spec.postgresql.synchronous.dataDurability == "required" && object.spec.postgresql.synchronous.failoverQuorum == true',
    },
    // A name that is none of the cluster's instances could acknowledge in their place.
    {
      at: "spec.postgresql.synchronous",
      cel: "!has(object.spec.postgresql.synchronous.standbyNamesPre) && !has(object.spec.postgresql.synchronous.standbyNamesPost) && !has(object.spec.postgresql.synchronous.maxStandbyNamesFromCluster)",
    },
    {
      at: "spec.postgresql.parameters",
      cel: 'object.spec.postgresql.?parameters.?synchronous_commit.orValue("on") in ["on", "remote_apply"] && object.spec.postgresql.?parameters.?fsync.orValue("on") == "on" && object.spec.postgresql.?parameters.?full_page_writes.orValue("on") == "on"',
    },
  ],
});
