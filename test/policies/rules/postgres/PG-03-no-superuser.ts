import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const HBA = ["spec", "postgresql", "pg_hba"];

export const good = cluster({
  enableSuperuserAccess: false,
  bootstrap: { initdb: { database: "homeserver" } },
  postgresql: { pg_hba: ["hostssl homeserver homeserver 10.0.0.0/8 scram-sha-256"] },
});
export const bad = changed(good, HBA, ["host all all 0.0.0.0/0 md5"]);

export const mutations: readonly Mutation[] = [
  { name: "superuser access", ...setAt(JUSTICE.postgres, ["spec", "enableSuperuserAccess"], true) },
  { name: "superuser access left to the default", ...unsetAt(FINANCES.postgres, ["spec", "enableSuperuserAccess"]) },
  { name: "md5", ...setAt(JUSTICE.postgres, HBA, ["hostssl all all 10.0.0.0/8 md5"]) },
  { name: "without TLS", ...setAt(JUSTICE.postgres, HBA, ["host all all 10.0.0.0/8 scram-sha-256"]) },
  { name: "trust behind spaces and a tab", ...setAt(JUSTICE.postgres, HBA, ["  host\tall all 10.0.0.0/8 trust"]) },
  {
    name: "a password sent in clear to a directory",
    ...setAt(JUSTICE.postgres, HBA, ["hostssl all all 0.0.0.0/0 ldap"]),
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
