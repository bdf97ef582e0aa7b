import { stringify } from "yaml";
import { configMap } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const ARGS = { sslmode: "verify-full", sslrootcert: "/run/ca.crt", passfile: "/run/pgpass" };
const config = (args: object) =>
  smallPlan({ objects: [configMap({ "homeserver.yaml": stringify({ database: { name: "psycopg2", args } }) })] });

export const good = config(ARGS);
export const bad = config({ ...ARGS, sslmode: "require" });

const argument = (name: string, value: unknown) => settingAt(JUSTICE.config, ["database", "args", name], value);

export const mutations: readonly Mutation[] = [
  { name: "certificates not verified", ...argument("sslmode", "require") },
  { name: "TLS if it suits, libpq's default", ...argument("sslmode", undefined) },
  { name: "no authority", ...argument("sslrootcert", undefined) },
  { name: "a password in the ConfigMap", ...argument("password", "hunter2") },
  { name: "no password file", ...argument("passfile", undefined) },
  { name: "a connection string that overrides all", ...argument("dsn", "host=elsewhere sslmode=disable") },
  { name: "a service file that overrides all", ...argument("service", "elsewhere") },
  { name: "options that switch waiting off", ...argument("options", "-c synchronous_commit=off") },
  {
    name: "Synapse does not wait for its commits",
    ...settingAt(JUSTICE.config, ["database", "synchronous_commit"], false),
  },
  { name: "SQLite", ...settingAt(JUSTICE.config, ["database"], { name: "sqlite3", args: { database: "/media/db" } }) },
  { name: "another member than the one judged", ...settingAt(JUSTICE.config, ["database"], undefined) },
];
