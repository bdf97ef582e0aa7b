import { planRule } from "../../rule";
import { checkSettings } from "./settings";

export default planRule({
  id: "SYN-17",
  title: {
    fr: "Base jointe en TLS vérifié, mot de passe hors configuration, écritures attendues",
    en: "The database is reached over verified TLS, its password outside the configuration, its commits awaited",
  },
  why: "Les messages en clair et les clés passent par cette connexion ; un mot de passe dans un ConfigMap se lit sans droit particulier ; dsn, service et options contournent les autres réglages.",
  remedy:
    "Dans stacks/homeserver/config.ts, gardez sslmode verify-full, sslrootcert et passfile, sans dsn, service, options ni synchronous_commit.",
  severity: "high",
  controls: ["SNC:10.2.a", "SNC:10.5.c", "TLS:R5", "TLS:R8", "PSSIE:EXP-GEST-PASS"],
  looksAt: "database settings of every homeserver.yaml",
  check: (plan) =>
    checkSettings(plan, [
      { field: "database.name", right: (value) => value === "psycopg2", must: "psycopg2" },
      { field: "database.args.sslmode", right: (value) => value === "verify-full", must: "verify-full" },
      { field: "database.args.sslrootcert", right: (value) => typeof value === "string", must: "a path" },
      { field: "database.args.passfile", right: (value) => typeof value === "string", must: "a path" },
      ...["password", "dsn", "service", "options"].map((name) => ({
        field: `database.args.${name}`,
        right: (value: unknown) => value === undefined,
        must: "absent",
      })),
      // False makes Synapse answer before the database has kept anything, whatever the cluster asks for.
      {
        field: "database.synchronous_commit",
        right: (value) => value === undefined || value === true,
        must: "true",
      },
    ]),
});
