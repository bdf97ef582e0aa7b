import { at, ofKind } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

/** `host:port` pairs that a squid.conf lets through. */
function allowList(config: string): string[] {
  const ports = new Map([...config.matchAll(/^acl (\S+) port (\d+)$/gm)].map(([, name, port]) => [name, port]));
  const hosts = [...config.matchAll(/^acl (\S+) dstdomain -n (\S+)$/gm)].map(([, acl, host]) => ({ acl, host }));
  return [...config.matchAll(/^http_access allow (.*)$/gm)].flatMap(([, terms]) => {
    const names = (terms ?? "").split(" ");
    const port = names.map((name) => ports.get(name)).find((each) => each !== undefined) ?? "any";
    const named = hosts.filter(({ acl }) => names.includes(acl ?? ""));
    return named.length === 0 ? [`any:${port}`] : named.map(({ host }) => `${host}:${port}`);
  });
}

export default planRule({
  id: "NET-10",
  title: {
    fr: "La liste de la bordure est la déclaration",
    en: "The border's list is exactly the declared destinations",
  },
  why: "Une destination hors déclaration est un flux que personne n'a jugé ; une destination oubliée coupe un périmètre.",
  remedy: "Déclarez la destination dans fleet/destinations.ts ou dans environment.yaml ; la liste en est dérivée.",
  severity: "critical",
  controls: ["PSSIE:RES-ENTSOR", "SNC:13.2.a"],
  waivable: false,
  looksAt: "squid.conf of the border, against every destination and federation peer of the fleet",
  check: (plan) => {
    const borders = ofKind(plan, "ConfigMap").flatMap((planned) => {
      const config = at(planned.object, "data", "squid.conf");
      return typeof config === "string" ? [{ planned, config }] : [];
    });
    const declared = new Set(
      plan.facts.destinations.filter((each) => each.through === "border").map(({ host, port }) => `${host}:${port}`),
    );
    return {
      looked: borders.length,
      findings: borders.flatMap(({ planned, config }) => {
        const real = new Set(allowList(config));
        const closed = /^http_access deny all$/m.test(config) ? [] : ["does not end with deny all"];
        const extra = [...real]
          .filter((each) => !declared.has(each))
          .map((each) => `lets ${each} through, which is not declared`);
        const lost = [...declared].filter((each) => !real.has(each)).map((each) => `lacks ${each}, which is declared`);
        return [...closed, ...extra, ...lost].map((message) => remark(planned, "squid.conf", `${message}.`));
      }),
    };
  },
});
