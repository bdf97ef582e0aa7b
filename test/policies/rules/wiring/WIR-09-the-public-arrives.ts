import { changed } from "../../change";
import { EDGE, gateway, httpRoute, ROUTER_PODS } from "../../edge-objects";
import { networkPolicy } from "../../objects";
import { JUSTICE, SHARED } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const EDGE_IN = networkPolicy("router", {
  podSelector: { matchLabels: { "app.kubernetes.io/name": "router" } },
  policyTypes: ["Ingress"],
  ingress: [
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } } }],
      ports: [{ port: 8008, protocol: "TCP" }],
    },
  ],
});
const BACKEND = ["spec", "rules", 0, "backendRefs", 0];

export const good = smallPlan({ objects: [...EDGE, ...ROUTER_PODS, EDGE_IN] });
export const bad = smallPlan({
  objects: [gateway, changed(httpRoute, [...BACKEND, "port"], 8009), ...ROUTER_PODS, EDGE_IN],
});

const ROUTE = JUSTICE.at("HTTPRoute", "homeserver");
const LISTENER = ["spec", "listeners", 0];
const FEDERATION = SHARED.at("HTTPRoute", "border", "justice");
const PROBE = SHARED.at("Probe", "monitoring", "client-versions-justice");

export const mutations: readonly Mutation[] = [
  { name: "a Service that is not there", ...setAt(ROUTE, [...BACKEND, "name"], "gateway") },
  { name: "a port that the Service has not", ...setAt(ROUTE, [...BACKEND, "port"], 8080) },
  { name: "a Service of another namespace", ...setAt(ROUTE, [...BACKEND, "namespace"], "tchap-border") },
  {
    name: "a router that does not let the edge in",
    ...setAt(JUSTICE.at("NetworkPolicy", "router"), ["spec", "ingress", 0, "from"], [{ podSelector: {} }]),
    at: ROUTE,
  },
  {
    name: "an inbound gateway that lets the edge in elsewhere",
    ...setAt(SHARED.at("NetworkPolicy", "border", "border-inbound"), ["spec", "ingress", 0, "ports"], [{ port: 8008 }]),
    at: FEDERATION,
  },
  { name: "a listener that is not there", ...setAt(ROUTE, ["spec", "parentRefs", 0, "sectionName"], "https") },
  { name: "another host than the listener's", ...setAt(ROUTE, ["spec", "hostnames"], ["matrix.example"]) },
  { name: "every host", ...unsetAt(ROUTE, ["spec", "hostnames"]) },
  {
    name: "a listener that takes no route of the border's",
    ...setAt(JUSTICE.at("Gateway", "edge"), [...LISTENER, "allowedRoutes", "namespaces"], { from: "Same" }),
    at: FEDERATION,
  },
  {
    name: "a check of a host that nobody has",
    ...setAt(PROBE, ["spec", "targets", "staticConfig", "static"], ["https://matrix.example/_matrix/client/versions"]),
  },
];
