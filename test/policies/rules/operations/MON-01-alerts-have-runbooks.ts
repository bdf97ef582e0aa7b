import { changed } from "../../change";
import { SHARED } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const rules = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "router", namespace: "tchap-monitoring" },
  spec: {
    groups: [
      {
        name: "router",
        rules: [
          { record: "tchap:router:up", expr: "up" },
          {
            alert: "RouterDown",
            expr: "up == 0",
            for: "5m",
            labels: { severity: "critical" },
            annotations: { summary: "a", description: "b", runbook_url: "https://forge.example/runbooks/router.md" },
          },
        ],
      },
    ],
  },
};
const ALERT = ["spec", "groups", 0, "rules", 1];

export const good = smallPlan({ objects: [rules] });
export const bad = smallPlan({
  objects: [changed(rules, [...ALERT, "annotations", "runbook_url"], "https://wiki.example")],
});

const AT = SHARED.at("PrometheusRule", "monitoring", "restore-drills");
const FIRST = ["spec", "groups", 0, "rules", 0];

export const mutations: readonly Mutation[] = [
  { name: "no runbook", ...unsetAt(AT, [...FIRST, "annotations", "runbook_url"]) },
  {
    name: "a page on somebody's wiki",
    ...setAt(AT, [...FIRST, "annotations", "runbook_url"], "https://wiki.example/runbook.md"),
  },
  {
    name: "the list of pages",
    ...setAt(
      AT,
      [...FIRST, "annotations", "runbook_url"],
      "https://gitlab.tchap.example/tchap/footprint/-/blob/main/docs/runbooks/",
    ),
  },
  { name: "no severity", ...unsetAt(AT, [...FIRST, "labels", "severity"]) },
  { name: "a severity that nobody is called for", ...setAt(AT, [...FIRST, "labels", "severity"], "info") },
  { name: "at once", ...unsetAt(AT, [...FIRST, "for"]) },
  { name: "without a word", ...setAt(AT, [...FIRST, "annotations", "summary"], " ") },
  { name: "nothing asked", ...setAt(AT, [...FIRST, "expr"], "") },
  { name: "another's name", ...setAt(AT, [...FIRST, "alert"], "RestoreDrillOld") },
];
