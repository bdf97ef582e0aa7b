import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";

const HBA = ["spec", "postgresql", "pg_hba"];
const REJECT = "hostnossl all all all reject";

export const good = cluster({
  enableSuperuserAccess: false,
  bootstrap: { initdb: { database: "homeserver" } },
  postgresql: { pg_hba: ["hostssl homeserver homeserver 10.0.0.0/8 scram-sha-256", REJECT] },
});
export const bad = changed(good, HBA, ["host all all 0.0.0.0/0 md5"]);

export const mutations: readonly Mutation[] = [
  { name: "superuser access", ...setAt(JUSTICE.postgres, ["spec", "enableSuperuserAccess"], true) },
  { name: "superuser access left to the default", ...unsetAt(FINANCES.postgres, ["spec", "enableSuperuserAccess"]) },
  { name: "md5", ...setAt(JUSTICE.postgres, HBA, ["hostssl all all 10.0.0.0/8 md5", REJECT]) },
  { name: "without TLS", ...setAt(JUSTICE.postgres, HBA, ["host all all 10.0.0.0/8 scram-sha-256", REJECT]) },
  {
    name: "trust behind spaces and a tab",
    ...setAt(JUSTICE.postgres, HBA, ["  host\tall all 10.0.0.0/8 trust", REJECT]),
  },
  {
    name: "a password sent in clear to a directory",
    ...setAt(JUSTICE.postgres, HBA, ["hostssl all all 0.0.0.0/0 ldap", REJECT]),
  },
  {
    name: "md5 hashes",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "password_encryption"], "md5"),
  },
  {
    name: "a managed role that is superuser",
    ...setAt(JUSTICE.postgres, ["spec", "managed"], { roles: [{ name: "admin", superuser: true }] }),
  },
  {
    name: "SQL run as superuser at the start",
    ...setAt(JUSTICE.postgres, ["spec", "bootstrap", "initdb", "postInitSQL"], ["ALTER ROLE homeserver SUPERUSER"]),
  },
  {
    name: "SQL run as superuser in the application's database",
    ...appendAt(
      JUSTICE.postgres,
      ["spec", "bootstrap", "initdb", "postInitApplicationSQL"],
      "CREATE EXTENSION file_fdw; GRANT pg_read_server_files TO homeserver",
    ),
  },
  {
    name: "SQL from a ConfigMap",
    ...setAt(JUSTICE.postgres, ["spec", "bootstrap", "initdb", "postInitApplicationSQLRefs"], {
      configMapRefs: [{ name: "sql", key: "init.sql" }],
    }),
  },
  {
    name: "the operator's last line, which takes a password without TLS, is reached",
    ...setAt(JUSTICE.postgres, HBA, ["hostssl homeserver homeserver all scram-sha-256"]),
  },
  { name: "no line of ours at all", ...unsetAt(JUSTICE.postgres, HBA) },
  { name: "TLS forbidden", ...setAt(JUSTICE.postgres, HBA, ["hostnossl all all all scram-sha-256", REJECT]) },
  {
    name: "a managed role that may read past row security",
    ...setAt(JUSTICE.postgres, ["spec", "managed"], { roles: [{ name: "reader", bypassrls: true }] }),
  },
  {
    name: "a managed role that may copy the whole cluster",
    ...setAt(JUSTICE.postgres, ["spec", "managed"], { roles: [{ name: "copy", replication: true }] }),
  },
  {
    name: "passwords checked by a directory",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "ldap"], { server: "ldap.example" }),
  },
];
