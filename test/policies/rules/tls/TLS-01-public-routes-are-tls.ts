import { changed } from "../../change";
import { EDGE, gateway, httpRoute } from "../../edge-objects";
import { JUSTICE } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

export const good = smallPlan({ objects: EDGE });
export const bad = smallPlan({
  objects: [gateway, changed(httpRoute, ["spec", "parentRefs", 0, "sectionName"], "http-homeserver")],
});

const GATEWAY = JUSTICE.at("Gateway", "edge");
const ROUTE = JUSTICE.at("HTTPRoute", "homeserver");
const REDIRECT = JUSTICE.at("HTTPRoute", "redirect");
const PARENT = ["spec", "parentRefs", 0];

const ingress = (annotations: Record<string, string>, spec: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "mine", namespace: JUSTICE.namespace, annotations },
  spec,
});
const RULE = { host: "matrix.agent.justice.tchap.gouv.fr", http: { paths: [] } };
const TLS = [{ hosts: [RULE.host], secretName: "edge-homeserver" }];

export const mutations: readonly Mutation[] = [
  { name: "a route on the listener without TLS", ...setAt(ROUTE, [...PARENT, "sectionName"], "http-homeserver") },
  { name: "a route on all listeners", ...unsetAt(ROUTE, [...PARENT, "sectionName"]) },
  { name: "a route on a listener that is not there", ...setAt(ROUTE, [...PARENT, "sectionName"], "https-other") },
  { name: "a route on no Gateway", ...setAt(ROUTE, ["spec", "parentRefs"], []) },
  {
    name: "a redirection that answers as well",
    ...setAt(REDIRECT, ["spec", "rules", 0, "backendRefs"], [{ name: "router", port: 8008 }]),
  },
  {
    name: "a redirection to the same, without TLS",
    ...setAt(REDIRECT, ["spec", "rules", 0, "filters", 0, "requestRedirect", "scheme"], "http"),
  },
  {
    name: "TLS that somebody behind ends",
    ...setAt(GATEWAY, ["spec", "listeners", 0, "tls", "mode"], "Passthrough"),
    also: ["prod-services"],
  },
  {
    name: "a listener of TCP",
    ...setAt(GATEWAY, ["spec", "listeners", 0, "protocol"], "TCP"),
    also: ["prod-services"],
  },
  {
    name: "plain HTTP on another port",
    ...appendAt(GATEWAY, ["spec", "listeners"], { name: "debug", port: 8080, protocol: "HTTP" }),
  },
  {
    name: "an Ingress without a certificate",
    ...addedBeside(
      ROUTE,
      ingress({ "haproxy.org/ssl-redirect": "true" }, { rules: [{ ...RULE, host: "other.example" }] }),
    ),
  },
  { name: "an Ingress that does not redirect", ...addedBeside(ROUTE, ingress({}, { tls: TLS, rules: [RULE] })) },
  {
    name: "an Ingress for every host",
    ...addedBeside(
      ROUTE,
      ingress(
        { "haproxy.org/ssl-redirect": "true" },
        { tls: TLS, rules: [RULE], defaultBackend: { service: { name: "router", port: { number: 8008 } } } },
      ),
    ),
  },
];
