import { changed } from "../../change";
import { cluster } from "../../objects";
import { FINANCES, JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const LEASE = ["spec", "primaryLease"];
const SLOTS = ["spec", "replicationSlots", "highAvailability", "enabled"];
const KEPT = ["spec", "postgresql", "parameters", "max_slot_wal_keep_size"];

/** What is not written has the operator's defaults, which are within the bounds. */
export const good = cluster({
  instances: 3,
  replicationSlots: { highAvailability: { enabled: true } },
  postgresql: { parameters: { max_slot_wal_keep_size: "4GB" } },
  walStorage: { size: "5Gi" },
});
export const bad = changed(good, SLOTS, false);

const at = JUSTICE.postgres;

export const mutations: readonly Mutation[] = [
  { name: "a lease of a minute", ...setAt(at, [...LEASE, "leaseDurationSeconds"], 60) },
  { name: "a lease that ends before it is renewed", ...setAt(at, [...LEASE, "leaseDurationSeconds"], 4) },
  { name: "renewed after the lease of an operator's default", ...setAt(at, LEASE, { renewDeadlineSeconds: 15 }) },
  { name: "tried again after it is too late", ...setAt(at, [...LEASE, "retryPeriodSeconds"], 4) },
  { name: "tried again without a pause", ...setAt(at, [...LEASE, "retryPeriodSeconds"], 0) },
  {
    name: "an isolated primary lives on",
    ...setAt(at, ["spec", "probes", "liveness", "isolationCheck", "enabled"], false),
  },
  { name: "no slots for standbys", ...setAt(at, SLOTS, false) },
  { name: "slots left unsaid", ...unsetAt(FINANCES.postgres, ["spec", "replicationSlots"]) },
  { name: "log kept without bound, by PostgreSQL's default", ...unsetAt(at, KEPT) },
  { name: "log kept without bound", ...setAt(at, KEPT, "-1") },
  { name: "no log kept at all", ...setAt(at, KEPT, "0MB") },
  { name: "more log kept than its volume holds", ...setAt(at, KEPT, "2TB") },
  { name: "a stop of an hour", ...setAt(at, ["spec", "stopDelay"], 3600) },
  { name: "a stop without end, as written", ...setAt(at, ["spec", "stopDelay"], 0) },
  { name: "a switchover of a day", ...setAt(at, ["spec", "switchoverDelay"], 86_400) },
];
