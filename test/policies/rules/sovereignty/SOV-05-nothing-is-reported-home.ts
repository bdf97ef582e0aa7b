import { configMap, withContainer } from "../../objects";
import { AGENT, CONTAINER, JUSTICE, SHARED } from "../../places";
import { appendAt, editAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const CONFIG = "server_name: a\nreport_stats: false\nmetrics: { sentry: { enabled: false } }\n";

export const good = smallPlan({
  objects: [configMap({ "homeserver.yaml": CONFIG }), withContainer({ name: "synapse" })],
});
export const bad = smallPlan({
  objects: [configMap({ "homeserver.yaml": CONFIG.replace("report_stats: false", "report_stats: true") })],
});

const SYGNAL = ["data", "sygnal.yaml"];
const MAS = AGENT.at("ConfigMap", "authentication");

export const mutations: readonly Mutation[] = [
  { name: "statistics for matrix.org", ...settingAt(JUSTICE.config, ["report_stats"], true) },
  {
    name: "statistics as YAML 1.1 says yes",
    ...editAt(JUSTICE.config, ["data", "homeserver.yaml"], (text) =>
      text.replace(/^report_stats:.*$/m, "report_stats: yes"),
    ),
  },
  { name: "errors for Sentry", ...settingAt(JUSTICE.config, ["sentry"], { dsn: "https://key@errors.example/1" }) },
  {
    name: "traces for a collector",
    ...settingAt(JUSTICE.config, ["opentracing"], { enabled: true, homeserver_whitelist: [".*"] }),
  },
  {
    name: "push errors for Sentry",
    ...editAt(SHARED.pushGateway, SYGNAL, (text) =>
      text.replace(/sentry:\n(\s+)enabled: false/, "sentry:\n$1enabled: true"),
    ),
  },
  {
    name: "a Sentry that has an address and says that it is off",
    ...editAt(SHARED.pushGateway, SYGNAL, (text) =>
      text.replace(/sentry:\n(\s+)enabled: false/, "sentry:\n$1enabled: false\n$1dsn: https://key@errors.example/1"),
    ),
  },
  {
    name: "traces of the authentication service",
    ...editAt(MAS, ["data", "config.yaml"], (text) => text.replace(/exporter: "none"/, 'exporter: "otlp"')),
  },
  {
    name: "reports of clients' bugs to somebody",
    ...settingAt(JUSTICE.config, ["extra_well_known_client_content"], { reports: "https://scalar.vector.im" }),
  },
  {
    name: "Sentry by an environment variable",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "env"], [{ name: "SENTRY_DSN", value: "x" }]),
  },
  {
    name: "traces by an environment variable",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "env"], [{ name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "x" }]),
  },
  {
    name: "a collector on the command line",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "args"], "--report=https://browser-intake.datadoghq.eu/x"),
  },
];
