import { append, remove } from "../../change";
import { configMap } from "../../objects";
import { environment, SHARED } from "../../places";
import { editAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const SYGNAL = `proxy: "http://border.tchap-border.svc.cluster.local:3128"
log: { setup: { root: { level: WARNING } } }
apps:
  app.example:
    type: gcm
    api_version: v1
    project_id: project
    service_account_file: /run/secrets/google/service-account.json
    inflight_request_limit: 512
`;

export const good = smallPlan({ objects: [configMap({ "sygnal.yaml": SYGNAL }, "tchap-push-gateway")] });
export const bad = smallPlan({
  objects: [configMap({ "sygnal.yaml": SYGNAL.replace("api_version: v1", "api_key: secret") }, "tchap-push-gateway")],
});

const changed = (pattern: RegExp, by: string) =>
  editAt(SHARED.pushGateway, ["data", "sygnal.yaml"], (text) => text.replace(pattern, by));

export const mutations: readonly Mutation[] = [
  { name: "Google's old API, by a key", ...changed(/api_version: "v1"/, 'api_key: "key"') },
  { name: "another project", ...changed(/project_id: "tchap-android"/, 'project_id: "other"') },
  { name: "a certificate of Apple's", ...changed(/keyfile: "[^"]*"/, 'certfile: "/run/secrets/apple/cert.pem"') },
  { name: "another app of Apple's", ...changed(/topic: "fr\.gouv\.tchap"/, 'topic: "im.vector"') },
  { name: "an app that nobody declared", ...changed(/^apps:$/m, "apps:\n  im.vector.app:\n    type: gcm") },
  { name: "an app under another name", ...changed(/fr\.gouv\.tchap\.ios:/, "fr.gouv.tchap.*:") },
  { name: "past the border", ...changed(/^proxy:.*\n/m, "") },
  { name: "by somebody else's proxy", ...changed(/^proxy:.*$/m, 'proxy: "http://proxy.example:3128"') },
  { name: "push keys in the log", ...changed(/level: "WARNING"/, 'level: "INFO"') },
  { name: "no bound on pushes under way", ...changed(/inflight_request_limit: 512/, "inflight_request_limit: 0") },
  {
    name: "an app that was declared since",
    at: SHARED.pushGateway,
    mutate: (plan) =>
      append(plan, ["facts", "push", "apps"], { id: "fr.gouv.tchap.new", kind: "gcm", projectId: "tchap-android" }),
  },
  { name: "no push gateway", at: environment("push-gateway"), mutate: (plan) => remove(plan, SHARED.pushGateway) },
];
