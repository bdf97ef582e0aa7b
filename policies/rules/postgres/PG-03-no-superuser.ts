import { objectRule } from "../../rule";

/** All that a new database is told as superuser: checks of indexes after a restore, for the owner of the database. */
const STATEMENTS = ["CREATE EXTENSION amcheck", "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO homeserver"];

export default objectRule({
  id: "PG-03",
  title: {
    fr: "PostgreSQL : ni superutilisateur ni authentification faible",
    en: "PostgreSQL has no superuser access and no weak authentication",
  },
  why: "Un superutilisateur accessible par le réseau contourne tout cloisonnement ; md5 et trust ne prouvent pas l'identité.",
  remedy:
    "Retirez enableSuperuserAccess, les rôles superuser, le SQL d'amorçage et toute ligne pg_hba autre que hostssl en scram-sha-256, cert ou reject ; finissez par hostnossl all all all reject.",
  severity: "critical",
  controls: [
    "PSSIE:EXP-ID-AUTH",
    "PA075:R35",
    "PSSIE:RES-SECRET",
    "PSSIE:EXP-GEST-PASS",
    "PSSIE:EXP-DOM-LIMITSERV",
    "PSSIE:EXP-CI-LTD",
    "SNC:10.3.a",
    "SNC:10.3.d",
  ],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    { at: "spec.enableSuperuserAccess", cel: "object.spec.enableSuperuserAccess == false" },
    {
      at: "spec.postgresql.pg_hba",
      cel: 'object.spec.postgresql.?pg_hba.orValue([]).all(line, line.matches(r"^hostssl\\s+\\S+\\s+\\S+\\s+\\S+\\s+(scram-sha-256|cert|reject)(\\s+\\S+=\\S+)*\\s*$") || line.matches(r"^host(ssl|nossl)?\\s+\\S+\\s+\\S+\\s+\\S+\\s+reject\\s*$"))',
    },
    // CloudNativePG's own last line takes any password without TLS, so that none may come that far.
    {
      at: "spec.postgresql.pg_hba",
      cel: 'object.spec.postgresql.pg_hba.exists(line, line.matches(r"^host(nossl)?\\s+all\\s+all\\s+all\\s+reject\\s*$"))',
    },
    {
      at: "spec.postgresql.parameters.password_encryption",
      cel: 'object.spec.postgresql.?parameters.?password_encryption.orValue("scram-sha-256") == "scram-sha-256" && !has(object.spec.postgresql.ldap)',
    },
    {
      at: "spec.managed.roles",
      cel: "object.spec.?managed.?roles.orValue([]).all(r, r.?superuser.orValue(false) == false && r.?bypassrls.orValue(false) == false && r.?replication.orValue(false) == false)",
    },
    // These statements run as the superuser: none but those that are known word for word.
    {
      at: "spec.bootstrap.initdb",
      cel: `object.spec.bootstrap.?initdb.orValue({}).all(name, !name.startsWith("postInit") || (name == "postInitApplicationSQL" && object.spec.bootstrap.initdb[name].all(each, each in ${JSON.stringify(STATEMENTS)})))`,
    },
  ],
});
