import { once } from "../../../plan/once";
import type { PlannedObject } from "../../../plan/plan";
import { at, configIn, containersOf, filesOf, list, ofKind, type Workload, workloads } from "../../../plan/vocabulary";
import { plannedOf, planRule, type Remark, remark } from "../../rule";

/** Settings that send figures, errors or traces to somebody: off, or not there. */
const REPORTERS =
  /^(sentry|report_stats|analytics|posthog|matomo|opentracing|jaeger_config|telemetry_url|bug_report_endpoint_url|rageshake|phone_home|phone_home_stats|usage_stats|reporting_enabled|check_for_updates)$/i;

/** Environment variables by which libraries do the same, unasked. */
const VARIABLES = /^(SENTRY_|OTEL_EXPORTER_|DD_|NEW_RELIC_|JAEGER_|HONEYCOMB_|POSTHOG_)/;

/** Hosts of services that collect such things. */
const COLLECTORS =
  /https?:\/\/[^\s"'/@]*\b(sentry\.io|ingest\.sentry|posthog\.com|google-analytics\.com|segment\.io|mixpanel\.com|datadoghq\.(com|eu)|bugsnag\.com|amplitude\.com|newrelic\.com|scalar\.vector\.im|rageshakes\.element\.io|matrix\.org\/report)/i;

/** Where a program sends traces or metrics by itself: to be read by Prometheus is no reporting. */
const EXPORTERS = ["otlp", "jaeger", "zipkin", "datadog", "stdout"];

/** A switch that is off: false, "none", or an object that says so. */
function isOff(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === "false" || value === "none")
    return true;
  return typeof value === "object" && at(value, "enabled") === false && at(value, "dsn") === undefined;
}

/** Paths of settings that are on and report. */
function reporting(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (REPORTERS.test(key)) return isOff(each) ? [] : [here];
    if (key === "exporter" && EXPORTERS.includes(String(each))) return [here];
    return reporting(each, here);
  });
}

const inFilesOf = once((planned: PlannedObject): readonly Remark[] =>
  filesOf(planned).flatMap(([file, text]) => {
    const mayReport =
      /sentry|report|analytics|posthog|matomo|tracing|jaeger|telemetry|rageshake|phone_home|usage|updates|exporter/i.test(
        text,
      );
    const on = mayReport && /\.(ya?ml|json)$/.test(file) ? reporting(configIn(planned, file), "") : [];
    const called = COLLECTORS.exec(text)?.[0];
    return [
      ...on.map((field) => remark(planned, file, `${field} reports to somebody.`)),
      ...(called === undefined ? [] : [remark(planned, file, `names ${called}.`)]),
    ];
  }),
);

const inPodsOf = once(({ planned, pod }: Workload): readonly Remark[] =>
  containersOf(pod).flatMap((container) => {
    const variables = list(at(container, "env"))
      .map((each) => String(at(each, "name")))
      .filter((name) => VARIABLES.test(name));
    const words = JSON.stringify([at(container, "command"), at(container, "args"), at(container, "env")]);
    const called = COLLECTORS.exec(words)?.[0];
    return [...variables, ...(called === undefined ? [] : [called])].map((what) =>
      remark(planned, String(at(container, "name")), `is told to report by ${what}.`),
    );
  }),
);

export default planRule({
  id: "SOV-05",
  title: {
    fr: "Aucun rapport d'erreur, aucune télémétrie, aucun compteur envoyé au dehors",
    en: "No error report, telemetry or count is sent to anybody",
  },
  why: "Un rapport d'erreur porte des jetons, des adresses et des noms de salons ; report_stats dit à matrix.org combien d'agents compte chaque ministère.",
  remedy: "Mettez l'option à false ou retirez-la ; les métriques se lisent par Prometheus, dans le cluster.",
  severity: "high",
  controls: ["SNC:19.2.d", "SNC:19.2.b", "SNC:12.14.a"],
  looksAt: "every configuration file of the plan, and every environment and command of every container",
  check: (plan) => {
    const inFiles = ofKind(plan, "ConfigMap").flatMap(inFilesOf);
    const all = workloads(plan);
    const inPods = all.flatMap(inPodsOf);
    return { looked: [...ofKind(plan, "ConfigMap"), ...plannedOf(all)], findings: [...inFiles, ...inPods] };
  },
});
