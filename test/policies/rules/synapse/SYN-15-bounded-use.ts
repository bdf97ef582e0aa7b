import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const limit = (per_second: number, burst_count: number) => ({ per_second, burst_count });

export const good = homeserverPlan({ rc_login: { address: limit(2, 200) }, rc_message: { per_second: 0.1 } });
export const bad = homeserverPlan({ rc_login: { account: limit(2, 200) } });

export const mutations: readonly Mutation[] = [
  { name: "many tries of one account", ...settingAt(JUSTICE.config, ["rc_login", "account"], limit(10, 100)) },
  {
    name: "any number of wrong tries",
    ...settingAt(JUSTICE.config, ["rc_login", "failed_attempts"], limit(1000, 1000)),
  },
  { name: "more from one address", ...settingAt(JUSTICE.config, ["rc_login", "address", "per_second"], 5) },
  { name: "more from one address at once", ...settingAt(JUSTICE.config, ["rc_login", "address", "burst_count"], 1000) },
  { name: "many addresses confirmed", ...settingAt(JUSTICE.config, ["rc_3pid_validation"], limit(1, 1000)) },
  { name: "a number that is none", ...settingAt(JUSTICE.config, ["rc_message"], { per_second: ".inf" }) },
  { name: "infinity", ...settingAt(JUSTICE.config, ["rc_message"], { per_second: Number.POSITIVE_INFINITY }) },
  { name: "a negative limit", ...settingAt(JUSTICE.config, ["rc_message"], limit(-1, 10)) },
  { name: "no limit", ...settingAt(JUSTICE.config, ["rc_login"], null) },
  { name: "a limit by its old name", ...settingAt(JUSTICE.config, ["rc_messages_per_second"], 1000) },
  { name: "a limit that nobody knows", ...settingAt(JUSTICE.config, ["rc_federation"], { reject_limit: 100_000 }) },
  {
    name: "a member misspelt, so that the default counts",
    ...settingAt(JUSTICE.config, ["rc_message"], { burst: 10 }),
  },
  { name: "files of a gigabyte", ...settingAt(JUSTICE.config, ["max_upload_size"], "1G") },
  { name: "files of a gigabyte, in bytes", ...settingAt(JUSTICE.config, ["max_upload_size"], 1_073_741_824) },
];
