import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-04",
  title: {
    fr: "PostgreSQL : journal archivé par le greffon, cinq minutes au plus",
    en: "PostgreSQL archives its log by the Barman Cloud plugin, within five minutes",
  },
  why: "Sans archive continue, un sinistre coûte tout depuis la dernière sauvegarde ; barmanObjectStore disparaît de CloudNativePG 1.31, et l'archive cesserait à la mise à niveau.",
  remedy:
    "Dans charts/shard-data, laissez un seul greffon barman-cloud.cloudnative-pg.io avec isWALArchiver, son magasin et son serverName, et archive_timeout à 5min.",
  severity: "high",
  controls: ["SNC:12.5.a"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    {
      at: "spec.plugins",
      cel: "object.spec.plugins.exists_one(p, p.?isWALArchiver.orValue(false) && p.?enabled.orValue(true))",
    },
    {
      at: "spec.plugins",
      cel: 'object.spec.plugins.all(p, !p.?isWALArchiver.orValue(false) || p.name == "barman-cloud.cloudnative-pg.io")',
    },
    // Without a name of its own there, a restored database would write over the archive that it came from.
    {
      at: "spec.plugins[].parameters",
      cel: 'object.spec.plugins.all(p, !p.?isWALArchiver.orValue(false) || (p.parameters.barmanObjectName != "" && p.parameters.serverName != ""))',
    },
    {
      at: "spec.backup.barmanObjectStore",
      cel: "!has(object.spec.backup) || !has(object.spec.backup.barmanObjectStore)",
    },
    {
      at: "spec.externalClusters",
      cel: "object.spec.?externalClusters.orValue([]).all(c, !has(c.barmanObjectStore))",
    },
    {
      at: "spec.postgresql.parameters.archive_timeout",
      cel: 'object.spec.postgresql.parameters.archive_timeout.matches(r"^([1-5]min|([1-9][0-9]?|[12][0-9]{2}|300)s?)$")',
    },
  ],
});
