import { changed } from "../../change";
import { cluster } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const SYNCHRONOUS = ["spec", "postgresql", "synchronous"];
const PARAMETERS = ["spec", "postgresql", "parameters"];

export const good = cluster({
  postgresql: { synchronous: { method: "any", number: 1, dataDurability: "required", failoverQuorum: true } },
});
export const bad = changed(good, [...SYNCHRONOUS, "dataDurability"], "preferred");

export const mutations: readonly Mutation[] = [
  { name: "no standby waited for", ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "number"], 0) },
  {
    name: "durability given up when a standby is away",
    ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "dataDurability"], "preferred"),
  },
  { name: "any standby may be promoted", ...unsetAt(JUSTICE.postgres, [...SYNCHRONOUS, "failoverQuorum"]) },
  { name: "asynchronous", ...unsetAt(JUSTICE.postgres, SYNCHRONOUS) },
  {
    name: "the server's own setting undoes it",
    ...setAt(JUSTICE.postgres, [...PARAMETERS, "synchronous_commit"], "local"),
  },
  { name: "writes not waited for", ...setAt(JUSTICE.postgres, [...PARAMETERS, "fsync"], "off") },
  {
    name: "a stranger may acknowledge",
    ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "standbyNamesPre"], ["pg_receivewal"]),
  },
  { name: "the first of a list, alive or not", ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "method"], "first") },
  {
    name: "a stranger may acknowledge, after the others",
    ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "standbyNamesPost"], ["pg_receivewal"]),
  },
  {
    name: "no instance of the cluster is asked",
    ...setAt(JUSTICE.postgres, [...SYNCHRONOUS, "maxStandbyNamesFromCluster"], 0),
  },
  { name: "torn pages accepted", ...setAt(JUSTICE.postgres, [...PARAMETERS, "full_page_writes"], "off") },
];
