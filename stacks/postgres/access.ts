/**
 * Lines of pg_hba.conf, for each database its owner with a password over TLS, and nobody else. CloudNativePG writes its
 * own before them (its socket; replication by certificate) and after them one that would take any password without TLS:
 * the last of these lines keeps everyone from it. From where, network policies say.
 */
export function accessRules(databases: readonly string[]): string[] {
  return [
    ...databases.map((database) => `hostssl ${database} ${database} all scram-sha-256`),
    "hostnossl all all all reject",
    "hostssl all all all reject",
  ];
}

/**
 * Statements for a new database, before it holds a table: checks of indexes after a restore, for its owner, who is no
 * superuser. All functions of the schema are the extension's then, under whatever signatures its version has.
 */
export function initialStatements(owner: string): string[] {
  return ["CREATE EXTENSION amcheck", `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${owner}`];
}
