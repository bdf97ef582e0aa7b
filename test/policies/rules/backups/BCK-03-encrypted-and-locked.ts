import { changed } from "../../change";
import { FINANCES, JUSTICE } from "../../places";
import { factAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { store } from "../archived";

const CONFIGURATION = ["spec", "configuration"];

export const good = store();
export const bad = changed(good, [...CONFIGURATION, "data", "encryption"], "none");

const LOCK = ["backup", "objectLock"];

export const mutations: readonly Mutation[] = [
  { name: "base backups in clear", ...unsetAt(JUSTICE.backupStore, [...CONFIGURATION, "data", "encryption"]) },
  { name: "the log in clear", ...setAt(FINANCES.backupStore, [...CONFIGURATION, "wal", "encryption"], "") },
  {
    name: "sent without TLS",
    ...setAt(JUSTICE.backupStore, [...CONFIGURATION, "endpointURL"], "http://s3.backup.tchap.example"),
  },
  {
    name: "a restore that reads without TLS",
    ...setAt(
      JUSTICE.inRestore("ObjectStore", "postgres-backup"),
      [...CONFIGURATION, "endpointURL"],
      "http://s3.backup.tchap.example",
    ),
  },
  { name: "a lock that ends with the retention", ...factAt("backup", [...LOCK, "days"], 30) },
  { name: "a lock that ends before the oldest base backup", ...factAt("backup", [...LOCK, "days"], 31) },
  { name: "backups that are written over", ...factAt("backup", ["backup", "versioned"], false) },
  { name: "a lock that an administrator lifts", ...factAt("backup", [...LOCK, "mode"], "governance") },
  {
    name: "a declared store without TLS",
    ...factAt("backup", ["backup", "endpoint"], "http://s3.backup.tchap.example"),
  },
  { name: "media copied without TLS", ...factAt("mediaCopy", ["mediaCopy", "endpoint"], "http://copy.tchap.example") },
];
