import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { publicHosts } from "../../public-routes";
import { against, plannedOf, planRule, type Remark, remark } from "../../rule";

/** A termination of TLS: a host, and the Secret that it shows. */
interface Shown {
  readonly planned: PlannedObject;
  readonly host: unknown;
  readonly secret: string;
}

function shown(plan: Plan): Shown[] {
  const id = (planned: PlannedObject, name: unknown, namespace: unknown = planned.object.metadata.namespace) =>
    `${String(namespace)}/${String(name)}`;
  const listeners = ofKind(plan, "Gateway").flatMap((planned) =>
    list(at(planned.object, "spec", "listeners")).flatMap((listener) =>
      list(at(listener, "tls", "certificateRefs")).map((each) => ({
        planned,
        host: at(listener, "hostname"),
        secret: id(planned, at(each, "name"), at(each, "namespace")),
      })),
    ),
  );
  const ingresses = ofKind(plan, "Ingress").flatMap((planned) =>
    list(at(planned.object, "spec", "tls")).flatMap((each) =>
      texts(at(each, "hosts")).map((host) => ({ planned, host, secret: id(planned, at(each, "secretName")) })),
    ),
  );
  return [...listeners, ...ingresses];
}

function certificateFaults(plan: Plan): Remark[] {
  const all = ofKind(plan, "Certificate");
  const secrets = all.map(
    ({ object: { metadata, spec } }) => `${metadata.namespace}/${String(at(spec, "secretName"))}`,
  );
  return all.flatMap((planned, index) => {
    const names = list(at(planned.object, "spec", "dnsNames"));
    const other = ["commonName", "emailAddresses", "uris", "ipAddresses", "otherNames"].filter(
      (name) => at(planned.object, "spec", name) !== undefined,
    );
    const isOne = names.length === 1 && other.length === 0;
    const wild = names.some((name) => String(name).includes("*"));
    const issuer = at(planned.object, "spec", "issuerRef", "name");
    return [
      ...(isOne ? [] : ["is for more than one host"]),
      ...(wild ? ["is for every host of a domain"] : []),
      ...(issuer === plan.facts.certificates.issuer ? [] : [`is of ${String(issuer)}, not the declared issuer`]),
      ...(secrets.indexOf(secrets[index] ?? "") === index ? [] : ["is kept in another's Secret"]),
    ].map((fault) => remark(planned, "spec", `${fault}.`));
  });
}

function terminationFaults(plan: Plan): Remark[] {
  const made = new Map(
    ofKind(plan, "Certificate").map(({ object: { metadata, spec } }) => [
      `${metadata.namespace}/${String(at(spec, "secretName"))}`,
      list(at(spec, "dnsNames"))[0],
    ]),
  );
  const all = shown(plan);
  const hosts = new Set(publicHosts(plan).map(({ host }) => host));
  return all.flatMap(({ planned, host, secret }) => {
    const own = secret.startsWith(`${planned.object.metadata.namespace}/`);
    const others = all.filter((each) => each.secret === secret && each.host !== host);
    return [
      ...(own ? [] : [`shows a certificate of another namespace, ${secret}`]),
      ...(others.length === 0 ? [] : [`shares ${secret} with ${others.map((each) => String(each.host)).join(", ")}`]),
      ...(made.get(secret) === host && typeof host === "string"
        ? []
        : [`shows ${secret} for ${String(host)}, which is no certificate of that host`]),
      ...(typeof host === "string" && hosts.has(host) ? [] : [`ends TLS for ${String(host)}, to which no route leads`]),
    ].map((fault) => remark(planned, "spec", `${fault}.`));
  });
}

export default planRule({
  id: "TLS-05",
  title: {
    fr: "Un certificat par hôte, dans son espace de noms, sans joker",
    en: "One certificate for each host, in its own namespace, without a wildcard",
  },
  why: "Une clé partagée par tous les périmètres fait de la compromission de l'un celle de tous ; un joker vaut aussi pour les hôtes que personne n'a prévus.",
  remedy: "Laissez stacks/edge/certificates.ts en faire un par hôte.",
  severity: "medium",
  controls: ["TLS:R30", "TLS:R29", "SNC:10.2.c"],
  looksAt: "every Certificate, and every listener and Ingress that shows one",
  check: (plan) => ({
    looked: against(ofKind(plan, "Certificate"), ...plannedOf(shown(plan))),
    findings: [...certificateFaults(plan), ...terminationFaults(plan)],
  }),
});
