import { at, list, ofKind } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

/** Annotations by which an edge's own configuration is written, whichever edge reads them. */
const WRITES_CONFIGURATION =
  /(snippet|lua|\/(config-(global|frontend|backend|defaults|proxy|tcp)|server-alias|auth-url|modsecurity))/i;

/** A list of filters, by the expression that leads to its holder, without any of the edge's own. */
const plainFilters = (holder: string) => `${holder}.?filters.orValue([]).all(f, f.type != "ExtensionRef")`;

const EDGE_KINDS = ["Ingress", "HTTPRoute", "Gateway", "GRPCRoute", "TLSRoute", "TCPRoute"];

export default planRule({
  id: "NET-08",
  title: {
    fr: "Aucun extrait de configuration glissé dans une route",
    en: "No route carries a piece of the edge's own configuration",
  },
  why: "Un extrait s'exécute dans le processus du bord, avec ses secrets : qui peut écrire une annotation peut alors lire tous les certificats (CVE-2021-25742).",
  remedy: "Dites le réglage dans la table des routes (stacks/edge), ou faites-le faire par le routeur.",
  severity: "high",
  controls: ["CKV:CKV_K8S_153", "CKV:CKV_K8S_152", "CKV:CKV_K8S_154", "PSSIE:EXP-CI-LTP"],
  admission: {
    match: [
      { group: "networking.k8s.io", kinds: ["Ingress"] },
      { group: "gateway.networking.k8s.io", kinds: ["Gateway", "GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute"] },
    ],
    validations: [
      {
        at: "metadata.annotations",
        cel: `object.metadata.?annotations.orValue({}).all(key, !key.matches(${JSON.stringify(WRITES_CONFIGURATION.source)}))`,
      },
      {
        at: "spec.rules[].filters",
        cel: `object.kind == "Ingress" || object.spec.?rules.orValue([]).all(r, ${plainFilters("r")} && r.?backendRefs.orValue([]).all(b, ${plainFilters("b")}))`,
      },
    ],
  },
  looksAt: "annotations of every Ingress, Gateway and route, and the filters of every HTTPRoute",
  check: (plan) => {
    const found = EDGE_KINDS.flatMap((kind) => ofKind(plan, kind));
    const findings = found.flatMap((planned) => {
      const annotations = Object.keys(planned.object.metadata.annotations ?? {}).filter((key) =>
        WRITES_CONFIGURATION.test(key),
      );
      const filters = list(at(planned.object, "spec", "rules")).flatMap((rule) => [
        ...list(at(rule, "filters")),
        ...list(at(rule, "backendRefs")).flatMap((each) => list(at(each, "filters"))),
      ]);
      // An ExtensionRef leads to an object of the edge's own, which holds anything.
      const extensions = filters.filter((each) => at(each, "type") === "ExtensionRef");
      return [
        ...annotations.map((key) => remark(planned, "metadata.annotations", `has ${key}.`)),
        ...extensions.map(() =>
          remark(planned, "spec.rules[].filters", "has a filter that is an extension of the edge's."),
        ),
      ];
    });
    return { looked: found, findings };
  },
});
