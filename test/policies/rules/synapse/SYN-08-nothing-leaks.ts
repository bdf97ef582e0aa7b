import { JUSTICE } from "../../places";
import { type Mutation, settingAt } from "../../rule-case";
import { homeserverPlan } from "./homeserver-plan";

export const good = homeserverPlan({ push: { include_content: false } });
export const bad = homeserverPlan({ push: { include_content: true } });

export const mutations: readonly Mutation[] = [
  { name: "messages in push notifications", ...settingAt(JUSTICE.config, ["push", "include_content"], true) },
  { name: "the same, by Synapse's default", ...settingAt(JUSTICE.config, ["push"], undefined) },
  { name: "messages in mails", ...settingAt(JUSTICE.config, ["email", "enable_notifs"], true) },
  { name: "statistics to matrix.org", ...settingAt(JUSTICE.config, ["report_stats"], true) },
  { name: "errors to a third party", ...settingAt(JUSTICE.config, ["sentry"], { dsn: "https://sentry.example/1" }) },
  { name: "traces of every request", ...settingAt(JUSTICE.config, ["opentracing"], { enabled: true }) },
];
