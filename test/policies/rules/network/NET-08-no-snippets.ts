import { changed } from "../../change";
import { EDGE, httpRoute } from "../../edge-objects";
import { JUSTICE } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const ANNOTATIONS = ["metadata", "annotations"];
const SNIPPET = { "nginx.ingress.kubernetes.io/configuration-snippet": "deny all;" };

export const good = smallPlan({ objects: EDGE });
export const bad = smallPlan({ objects: [changed(httpRoute, ANNOTATIONS, SNIPPET)] });

const ROUTE = JUSTICE.at("HTTPRoute", "homeserver");
const ingress = (annotations: Record<string, string>) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "mine", namespace: JUSTICE.namespace, annotations },
  spec: { rules: [] },
});

export const mutations: readonly Mutation[] = [
  { name: "nginx's", ...addedBeside(ROUTE, ingress(SNIPPET)) },
  { name: "of a server", ...addedBeside(ROUTE, ingress({ "nginx.ingress.kubernetes.io/server-snippet": "x" })) },
  { name: "HAProxy's", ...addedBeside(ROUTE, ingress({ "haproxy.org/backend-config-snippet": "x" })) },
  { name: "of the other HAProxy", ...addedBeside(ROUTE, ingress({ "haproxy-ingress.github.io/config-backend": "x" })) },
  { name: "Lua", ...addedBeside(ROUTE, ingress({ "example.org/lua-script": "x" })) },
  { name: "on a Gateway", ...setAt(JUSTICE.at("Gateway", "edge"), ANNOTATIONS, SNIPPET) },
  {
    name: "a filter of the edge's own",
    ...appendAt(ROUTE, ["spec", "rules"], {
      filters: [{ type: "ExtensionRef", extensionRef: { group: "example.org", kind: "Snippet", name: "mine" } }],
    }),
  },
  {
    name: "one behind a backend",
    ...setAt(ROUTE, ["spec", "rules", 0, "backendRefs", 0, "filters"], [{ type: "ExtensionRef" }]),
  },
];
