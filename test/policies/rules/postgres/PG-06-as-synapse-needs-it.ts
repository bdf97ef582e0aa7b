import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const INITDB = ["spec", "bootstrap", "initdb"];

export const good = cluster({
  bootstrap: { initdb: { encoding: "UTF8", localeCollate: "C", localeCType: "C", dataChecksums: true } },
  walStorage: { size: "5Gi" },
  postgresql: {},
});
export const bad = changed(good, [...INITDB, "localeCollate"], "fr_FR.UTF-8");

const at = JUSTICE.postgres;

export const mutations: readonly Mutation[] = [
  { name: "sorted as in French", ...setAt(at, [...INITDB, "localeCollate"], "fr_FR.UTF-8") },
  { name: "letters as in French", ...setAt(at, [...INITDB, "localeCType"], "fr_FR.UTF-8") },
  { name: "another encoding", ...setAt(at, [...INITDB, "encoding"], "SQL_ASCII") },
  { name: "no checksums", ...setAt(at, [...INITDB, "dataChecksums"], false) },
  { name: "checksums left to the default, which is none", ...unsetAt(FINANCES.postgres, [...INITDB, "dataChecksums"]) },
  { name: "the log on the volume of the data", ...unsetAt(at, ["spec", "walStorage"]) },
  { name: "a volume of nothing for the log", ...setAt(at, ["spec", "walStorage", "size"], "0") },
  {
    name: "torn pages read as if they were whole",
    ...setAt(at, ["spec", "postgresql", "parameters", "ignore_checksum_failure"], "on"),
  },
  {
    name: "torn pages read as if they were empty",
    ...setAt(at, ["spec", "postgresql", "parameters", "zero_damaged_pages"], "on"),
  },
];
