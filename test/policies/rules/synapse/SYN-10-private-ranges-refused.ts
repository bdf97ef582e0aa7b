import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

const LIST = "ip_range_blacklist";
const IPV6 = ["::1/128", "fe80::/10", "fc00::/7", "2001:db8::/32", "ff00::/8", "fec0::/10"];

/** Wider than the default. */
export const good = homeserverPlan({ [LIST]: ["0.0.0.0/0", ...IPV6] });
export const bad = homeserverPlan({ [LIST]: ["10.0.0.0/8", ...IPV6] });

export const mutations: readonly Mutation[] = [
  { name: "no range at all", ...settingAt(JUSTICE.config, [LIST], []) },
  { name: "null, which is no range either", ...settingAt(JUSTICE.config, [LIST], null) },
  { name: "all but the pods' own", ...settingAt(JUSTICE.config, [LIST], ["127.0.0.0/8", "192.168.0.0/16", ...IPV6]) },
  { name: "IPv4 alone", ...settingAt(JUSTICE.config, [LIST], ["0.0.0.0/0"]) },
  { name: "an exception", ...settingAt(JUSTICE.config, ["ip_range_whitelist"], ["10.64.0.0/12"]) },
  {
    name: "another list for federation",
    ...settingAt(JUSTICE.config, ["federation_ip_range_blacklist"], ["127.0.0.0/8"]),
  },
];
