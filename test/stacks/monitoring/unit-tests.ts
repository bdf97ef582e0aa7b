import { at, list } from "../../../plan/vocabulary";
import type { AlertCase, Cases, Series } from "./cases/case";

/** An alert as it is rendered. */
export interface RenderedAlert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

function strings(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(value)).map(([name, each]) => [name, String(each)]));
}

/** Alerts of a rendered PrometheusRule's groups. */
export function alertsIn(groups: readonly unknown[]): RenderedAlert[] {
  return groups
    .flatMap((group) => list(at(group, "rules")))
    .filter((rule) => at(rule, "alert") !== undefined)
    .map((rule) => ({
      alert: String(at(rule, "alert")),
      labels: strings(at(rule, "labels")),
      annotations: strings(at(rule, "annotations")),
    }));
}

/** What an annotation says of an alert with these labels; they name labels and nothing else. */
function said(text: string, labels: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => {
    const value = labels[name];
    if (value === undefined) throw new Error(`${text}: no label ${name} among ${Object.keys(labels).join(", ")}.`);
    return value;
  });
}

const inputs = (series: Series) => Object.entries(series).map(([name, values]) => ({ series: name, values }));

const MINUTE = "1m";
const LOOKED_AT = "1h";

function tests(rendered: RenderedAlert, { fires, silent, labels, at: when = LOOKED_AT, every = MINUTE }: AlertCase) {
  const expected = [labels].flat().map((own) => {
    const all = { ...own, ...rendered.labels };
    const annotations = Object.entries(rendered.annotations).map(([name, text]) => [name, said(text, all)]);
    return { exp_labels: all, exp_annotations: Object.fromEntries(annotations) };
  });
  const one = (what: string, series: Series, exp_alerts: readonly object[]) => ({
    name: `${rendered.alert} ${what}`,
    interval: every,
    input_series: inputs(series),
    alert_rule_test: [{ eval_time: when, alertname: rendered.alert, exp_alerts }],
  });
  return [one("fires", fires, expected), one("is silent", silent, [])];
}

/**
 * Files of promtool's unit tests, by the step at which they are evaluated: each alert that has a case fires on the one
 * series with the labels and texts that it should, and stays silent on the other.
 */
export function unitTests(rulesFile: string, alerts: readonly RenderedAlert[], cases: Cases): Map<string, object> {
  const files = new Map<string, object[]>();
  for (const rendered of alerts) {
    const found = cases[rendered.alert];
    if (found === undefined) continue;
    const { every = MINUTE } = found;
    files.set(every, [...(files.get(every) ?? []), ...tests(rendered, found)]);
  }
  return new Map(
    [...files].map(([every, all]) => [every, { rule_files: [rulesFile], evaluation_interval: every, tests: all }]),
  );
}
