import { once } from "../../../plan/once";
import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, configIn, filesOf, ofKind } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark, remarkAtEnvironment } from "../../rule";

/** The environment's own files, by which the cluster is compared with them: they declare the apps, and ring for nobody. */
const isDeclaration = ({ object: { metadata } }: PlannedObject, file: string) =>
  metadata.namespace === "tchap-drift" && metadata.name === "drift" && file === "drift.json";

/** Configurations of Sygnal, known by its apps. */
const gateways = once((plan: Plan): readonly { planned: PlannedObject; file: string; config: unknown }[] =>
  ofKind(plan, "ConfigMap").flatMap((planned) =>
    filesOf(planned)
      .filter(
        ([file, text]) =>
          !isDeclaration(planned, file) && /"?apps"?\s*:/.test(text) && /\b(gcm|apns|webpush)\b/.test(text),
      )
      .map(([file]) => ({ planned, file, config: configIn(planned, file) })),
  ),
);

type App = Plan["facts"]["push"]["apps"][number];

function appFaults(id: string, written: unknown, app: App | undefined): string[] {
  const value = (name: string) => at(written, name);
  if (app === undefined || value("type") !== app.kind)
    return [`rings for ${id} as ${String(value("type"))}, which is not declared`];
  const limit = value("inflight_request_limit");
  const faults =
    app.kind === "gcm"
      ? [
          ...(value("api_version") === "v1" && value("project_id") === app.projectId
            ? []
            : ["does not use FCM's v1 API for the declared project"]),
          ...(typeof value("service_account_file") === "string" && value("api_key") === undefined
            ? []
            : ["has a key for all of Google's projects"]),
        ]
      : [
          ...(value("key_id") === app.keyId &&
          value("team_id") === app.teamId &&
          value("topic") === app.topic &&
          typeof value("keyfile") === "string"
            ? []
            : ["does not use the declared key of Apple's"]),
          ...(value("certfile") === undefined ? [] : ["uses a certificate, which ends one day without a word"]),
        ];
  return [...faults, ...(typeof limit === "number" && limit > 0 ? [] : ["has no bound on pushes under way"])].map(
    (fault) => `${fault} (${id})`,
  );
}

function faults(plan: Plan, config: unknown): string[] {
  const { apps } = plan.facts.push;
  const written = Object.entries(Object(at(config, "apps")));
  const names = new Set(written.map(([id]) => id));
  const border = `http://border.tchap-border.svc.cluster.local:3128`;
  const quiet = at(config, "log", "setup", "root", "level");
  return [
    ...written.flatMap(([id, each]) =>
      appFaults(
        id,
        each,
        apps.find((app) => app.id === id),
      ),
    ),
    ...apps.filter(({ id }) => !names.has(id)).map(({ id }) => `does not ring for ${id}`),
    ...(at(config, "proxy") === border
      ? []
      : [`asks Apple and Google past the border (${String(at(config, "proxy"))})`]),
    // Below WARNING it writes push keys, by which anybody may make the telephone ring.
    ...(quiet === "WARNING" || quiet === "ERROR" ? [] : ["writes push keys into its log"]),
  ];
}

export default planRule({
  id: "PSH-01",
  title: {
    fr: "Notifications par la bordure seule, avec les clés déclarées",
    en: "Push goes through the border, with the declared keys alone",
  },
  why: "Apple et Google lisent ce qu'une notification porte : un contenu, ou un nom de salon, sort de l'Union au premier téléphone. Que Synapse n'y mette rien, SYN-08 le vérifie.",
  remedy: "Corrigez push dans environment.yaml ; la configuration de Sygnal vient de stacks/push-gateway/config.ts.",
  severity: "high",
  controls: ["SNC:19.2.b", "PSSIE:RES-ENTSOR", "SNC:19.6.c"],
  looksAt: "the push gateway's configuration against the declared apps",
  check: (plan) => {
    const found = gateways(plan);
    const none = found.length > 0 ? [] : [remarkAtEnvironment(plan, "push-gateway", "apps", "is nowhere in the plan.")];
    return {
      looked: plannedOf(found),
      findings: [
        ...none,
        ...found.flatMap(({ planned, file, config }) =>
          faults(plan, config).map((fault) => remark(planned, file, `${fault}.`)),
        ),
      ],
    };
  },
});
