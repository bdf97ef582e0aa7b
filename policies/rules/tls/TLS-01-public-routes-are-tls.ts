import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { attachments, publicHosts } from "../../public-routes";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";

const isTls = (listener: unknown) =>
  at(listener, "protocol") === "HTTPS" &&
  at(listener, "tls", "mode") === "Terminate" &&
  list(at(listener, "tls", "certificateRefs")).length === 1;

/** Whether a route says nothing but where to ask with TLS. */
function isRedirect({ object }: PlannedObject): boolean {
  const rules = list(at(object, "spec", "rules"));
  return (
    rules.length > 0 &&
    rules.every(
      (rule) =>
        list(at(rule, "backendRefs")).length === 0 &&
        list(at(rule, "filters")).length === 1 &&
        list(at(rule, "filters")).every(
          (filter) => at(filter, "type") === "RequestRedirect" && at(filter, "requestRedirect", "scheme") === "https",
        ),
    )
  );
}

function ofGateway(gateway: PlannedObject): Remark[] {
  return list(at(gateway.object, "spec", "listeners")).flatMap((listener, index) =>
    isTls(listener) || (at(listener, "protocol") === "HTTP" && at(listener, "port") === 80)
      ? []
      : [
          remark(
            gateway,
            `spec.listeners[${index}]`,
            "neither ends TLS with one certificate, nor is plain HTTP on port 80.",
          ),
        ],
  );
}

function ofRoute(plan: Plan, route: PlannedObject): Remark[] {
  const attached = attachments(plan, route);
  const open = attached.filter(({ listener }) => !isTls(listener));
  if (attached.length > 0 && (open.length === 0 || isRedirect(route))) return [];
  return [remark(route, "spec.parentRefs", "answers without TLS with more than a redirection to it.")];
}

/** A host's certificate is named once, where its Secret is; every Ingress of the host is answered with it. */
function ofIngress(plan: Plan, ingress: PlannedObject): Remark[] {
  const shown = new Set(
    ofKind(plan, "Ingress").flatMap(({ object }) =>
      list(at(object, "spec", "tls")).flatMap((each) => (at(each, "secretName") ? texts(at(each, "hosts")) : [])),
    ),
  );
  const rules = list(at(ingress.object, "spec", "rules"));
  const { annotations = {} } = ingress.object.metadata;
  const redirects = Object.entries(annotations).some(
    ([key, value]) => /\/(force-)?ssl-redirect$/.test(key) && value === "true",
  );
  return [
    ...(rules.every((rule) => shown.has(String(at(rule, "host"))))
      ? []
      : [remark(ingress, "spec.tls", "has a host without a certificate.")]),
    ...(at(ingress.object, "spec", "defaultBackend") === undefined && rules.length > 0
      ? []
      : [remark(ingress, "spec.defaultBackend", "answers for every host, whatever its certificate.")]),
    ...(redirects ? [] : [remark(ingress, "metadata.annotations", "does not redirect to TLS.")]),
  ];
}

export default planRule({
  id: "TLS-01",
  title: {
    fr: "Routes publiques en TLS seulement ; HTTP ne fait que rediriger",
    en: "Public routes are TLS only, and plain HTTP does nothing but redirect",
  },
  why: "Un jeton d'accès envoyé une seule fois en clair suffit à lire tous les messages d'un agent.",
  remedy: "Attachez la route à l'écouteur https de son hôte (stacks/edge) ; laissez à http la seule redirection.",
  severity: "critical",
  controls: ["SNC:10.2.c", "PA075:R20", "PSSIE:RES-PROT", "PSSIE:EXP-GEST-PASS", "PSSIE:EXP-CI-LTP"],
  waivable: false,
  looksAt: "every listener of every Gateway, every HTTPRoute and every Ingress",
  check: (plan) => {
    const [gateways, routes] = [ofKind(plan, "Gateway"), ofKind(plan, "HTTPRoute")];
    const ingresses = ofKind(plan, "Ingress");
    return {
      looked: against(plannedOf(publicHosts(plan)), ...gateways, ...routes, ...ingresses),
      findings: [
        ...gateways.flatMap(ofGateway),
        ...routes.flatMap((route) => ofRoute(plan, route)),
        ...ingresses.flatMap((ingress) => ofIngress(plan, ingress)),
      ],
    };
  },
});
