import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-06",
  title: {
    fr: "PostgreSQL : classement C, sommes de contrôle, journal sur son volume",
    en: "PostgreSQL has C collation, checksums, and its log on a volume of its own",
  },
  why: "Synapse refuse un autre classement que C, et une mise à jour de la bibliothèque en fausserait les index ; sans somme de contrôle, une page abîmée passe dans toutes les sauvegardes ; un disque plein de journal arrête la base.",
  remedy:
    "Dans charts/shard-data, rétablissez dataChecksums, UTF8, localeCollate et localeCType à C dans initdb, et walStorage.",
  severity: "high",
  controls: ["PSSIE:EXP-PROT-INF"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    {
      at: "spec.bootstrap.initdb",
      cel: 'has(object.spec.bootstrap.recovery) || (object.spec.bootstrap.initdb.encoding == "UTF8" && object.spec.bootstrap.initdb.localeCollate == "C" && object.spec.bootstrap.initdb.localeCType == "C")',
    },
    {
      at: "spec.bootstrap.initdb.dataChecksums",
      cel: "has(object.spec.bootstrap.recovery) || object.spec.bootstrap.initdb.dataChecksums == true",
    },
    { at: "spec.walStorage", cel: 'quantity(string(object.spec.walStorage.size)).isGreaterThan(quantity("0"))' },
    {
      at: "spec.postgresql.parameters",
      cel: '["ignore_checksum_failure", "zero_damaged_pages"].all(name, object.spec.postgresql.?parameters.orValue({})[?name].orValue("off") == "off")',
    },
  ],
});
