import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-03",
  title: {
    fr: "PostgreSQL : ni superutilisateur ni authentification faible",
    en: "PostgreSQL has no superuser access and no weak authentication",
  },
  why: "Un superutilisateur accessible par le réseau contourne tout cloisonnement ; md5 et trust ne prouvent pas l'identité.",
  remedy: "Retirez enableSuperuserAccess et toute ligne pg_hba en md5, trust, password ou host sans TLS.",
  severity: "critical",
  controls: ["PSSIE:EXP-ID-AUTH"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    { at: "spec.enableSuperuserAccess", cel: "object.spec.enableSuperuserAccess == false" },
    {
      at: "spec.postgresql.pg_hba",
      cel: 'object.spec.postgresql.?pg_hba.orValue([]).all(line, !line.matches(r"(^host |^hostnossl |\\b(md5|trust|password)\\b)"))',
    },
  ],
});
