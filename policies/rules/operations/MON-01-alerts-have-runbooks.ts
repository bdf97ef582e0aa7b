import { at, list, ofKind } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";

export default planRule({
  id: "MON-01",
  title: {
    fr: "Chaque alerte dit sa gravité, son attente et sa procédure",
    en: "Every alert says how grave it is, how long it must hold, and which page to open",
  },
  why: "À trois heures du matin, une alerte sans procédure se tait au premier bouton trouvé. Que la page existe, le test des procédures le vérifie. Règle propre.",
  remedy: "Dans stacks/monitoring/alerts, donnez runbook (une page de docs/runbooks), severity et for.",
  severity: "medium",
  controls: ["PSSIE:INT-QUOT-SSI", "PSSIE:EXP-GES-DYN", "PSSIE:PCA-PROC", "II901:Article 10", "SNC:12.1.a", "own"],
  looksAt: "every alert of every PrometheusRule",
  check: (plan) => {
    const { runbooks } = plan.facts.monitoring;
    const all = ofKind(plan, "PrometheusRule").flatMap((planned) =>
      list(at(planned.object, "spec", "groups")).flatMap((group) =>
        list(at(group, "rules"))
          .filter((rule) => at(rule, "record") === undefined)
          .map((rule) => ({ planned, rule, name: String(at(rule, "alert")) })),
      ),
    );
    const names = all.map(({ name }) => name);
    const findings = all.flatMap(({ planned, rule, name }) => {
      const url = String(at(rule, "annotations", "runbook_url"));
      const page = url.startsWith(`${runbooks}/`) ? url.slice(runbooks.length + 1) : "";
      return [
        ...(/^[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(page) ? [] : [`leads to ${url}, which is no page of the runbooks`]),
        ...(["critical", "warning"].includes(String(at(rule, "labels", "severity")))
          ? []
          : ["does not say how grave it is"]),
        ...(/^\d+[smhd]/.test(String(at(rule, "for"))) ? [] : ["does not say how long it must hold"]),
        ...(isText(at(rule, "annotations", "summary")) && isText(at(rule, "annotations", "description"))
          ? []
          : ["does not say what is wrong"]),
        ...(isText(at(rule, "expr")) ? [] : ["asks nothing"]),
        ...(names.indexOf(name) === names.lastIndexOf(name) ? [] : ["has the name of another"]),
      ].map((fault) => remark(planned, name, `${fault}.`));
    });
    return { looked: plannedOf(all), findings };
  },
});
