import { planRule } from "../../rule";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-17",
  title: {
    fr: "Base jointe en TLS vérifié, mot de passe hors configuration",
    en: "The database is reached over verified TLS, its password outside the configuration",
  },
  why: "Les messages en clair et les clés passent par cette connexion ; un mot de passe dans un ConfigMap se lit sans droit particulier.",
  remedy: "Dans stacks/homeserver/config.ts, gardez sslmode verify-full, sslrootcert et passfile.",
  severity: "high",
  controls: ["SNC:10.2.a", "SNC:10.5.c"],
  looksAt: "database settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      { field: "database.name", right: (value) => value === "psycopg2", must: "psycopg2" },
      { field: "database.args.sslmode", right: (value) => value === "verify-full", must: "verify-full" },
      { field: "database.args.sslrootcert", right: (value) => typeof value === "string", must: "a path" },
      { field: "database.args.passfile", right: (value) => typeof value === "string", must: "a path" },
      { field: "database.args.password", right: (value) => value === undefined, must: "absent" },
    ]),
});
