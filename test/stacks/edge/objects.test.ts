import { at, ofKind as objectsOf } from "../../../plan/vocabulary";
import { certificate } from "../../../stacks/edge/certificates";
import { publicHosts } from "../../../stacks/edge/table";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { edges, FLEETS, KINDS, listener, ofKind, shardNamespaces } from "./edges";

test("charts write the objects out as they are, each kind where its edge is of that kind", async () => {
  const kinds = {
    gateways: "Gateway",
    routes: "HTTPRoute",
    ingresses: "Ingress",
    certificates: "Certificate",
  } as const;
  const written = new Set<string>();
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const due = [...edges(plan.facts)].flatMap(([namespace, values]) =>
      (["gateways", "routes", "ingresses", "certificates"] as const).flatMap((list) =>
        values[list].map((each) => ({
          id: `${kinds[list]}/${namespace}/${each.name}`,
          spec: each.spec,
          annotations: "annotations" in each ? each.annotations : undefined,
        })),
      ),
    );
    const relays = plan.facts.turn.relays.map(({ node, host }) => {
      const name = `turn-tls-${node}`;
      const { spec } = certificate(plan.facts, { name, host, secretName: name });
      return { id: `Certificate/tchap-turn/${name}`, spec, annotations: undefined };
    });
    const found = Object.values(kinds).flatMap((kind) =>
      objectsOf(plan, kind).map(({ object }) => ({
        id: `${kind}/${object.metadata.namespace}/${object.metadata.name}`,
        spec: object.spec,
        annotations: object.metadata.annotations,
      })),
    );
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(found.sort(byId)).toEqual([...due, ...relays].sort(byId));
    for (const { id } of found) written.add(id.split("/")[0] ?? "");
  }
  expect(written).toEqual(new Set(Object.values(kinds)));
});

test("every backend is a Service of the same namespace, on a port that it has", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const services = new Map(
      objectsOf(plan, "Service").map(({ object }) => [
        `${object.metadata.namespace}/${object.metadata.name}`,
        at(object, "spec", "ports"),
      ]),
    );
    for (const { routes } of publicHosts(plan.facts))
      for (const { backend } of routes)
        expect(services.get(`${backend.namespace}/${backend.service}`)).toContainEqual(
          expect.objectContaining({ port: backend.port }),
        );
  }
});

test("a Gateway stays below the limits of its kind, and without TLS it only tells where TLS is", () => {
  for (const fleet of FLEETS)
    for (const { gateways, routes } of edges(ofKind(fleet, "gateway")).values()) {
      for (const { spec } of gateways) {
        expect(spec.listeners.length).toBeLessThanOrEqual(64);
        expect(new Set(spec.listeners.map(({ name }) => name)).size).toBe(spec.listeners.length);
        for (const { protocol, tls, port } of spec.listeners)
          expect([protocol, tls?.mode, port]).toEqual(
            protocol === "HTTPS" ? ["HTTPS", "Terminate", 443] : ["HTTP", undefined, 80],
          );
      }
      for (const { spec } of routes) {
        const isPlain = spec.parentRefs.every(({ sectionName }) => sectionName.startsWith("http-"));
        expect(spec.rules.every((rule) => "filters" in rule === isPlain)).toBe(true);
        const matches = spec.rules.map((rule) => ("matches" in rule ? rule.matches.length : 0));
        expect(matches.length).toBeLessThanOrEqual(16);
        expect(Math.max(...matches)).toBeLessThanOrEqual(64);
        expect(matches.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(128);
        if (isPlain) expect(spec.rules).toEqual([{ filters: [expect.objectContaining({ type: "RequestRedirect" })] }]);
      }
    }
});

test("every route is taken by the listener that it names, and no listener takes another shard's", () => {
  for (const fleet of FLEETS) {
    const all = edges(ofKind(fleet, "gateway"));
    let attached = 0;
    for (const [namespace, { routes }] of all)
      for (const { spec } of routes)
        for (const parent of spec.parentRefs) {
          const found = listener(all, parent, namespace);
          expect(spec.hostnames).toContain(found?.hostname);
          attached += 1;
          for (const other of shardNamespaces(fleet))
            if (other !== parent.namespace) expect(listener(all, parent, other)).toBeUndefined();
        }
    expect(attached).toBeGreaterThan(2 * shardNamespaces(fleet).length);
  }
});

test("an Ingress has no snippet, and every host shows its certificate where that is", () => {
  for (const fleet of FLEETS) {
    const all = edges(ofKind(fleet, "ingress"));
    for (const { ingresses } of all.values())
      for (const { annotations, spec } of ingresses) {
        expect(Object.keys(annotations).filter((key) => /snippet|configuration/.test(key))).toEqual([]);
        expect(annotations).toMatchObject({
          "haproxy.org/ssl-redirect": "true",
          "haproxy.org/standalone-backend": "true",
        });
        expect(spec.ingressClassName).toBe(fleet.edge.class);
      }
    for (const { host, namespace, secret } of publicHosts(fleet)) {
      const tls = all.get(namespace)?.ingresses.flatMap(({ spec }) => spec.tls ?? []) ?? [];
      expect(tls).toContainEqual({ hosts: [host], secretName: secret });
      expect(tls.filter(({ hosts }) => hosts.includes(host)).every(({ secretName }) => secretName === secret)).toBe(
        true,
      );
    }
    expect(all.get("tchap-border")?.ingresses.every(({ spec }) => spec.tls === undefined)).toBe(true);
  }
});

test.each(KINDS)(
  "by a %s every public host and relay has one certificate of its own, in a declared Secret",
  async (kind) => {
    for (const fleet of FLEETS) {
      const made = [...edges(ofKind(fleet, kind))].flatMap(([namespace, { certificates }]) =>
        certificates.map(({ spec }) => ({ namespace, ...spec })),
      );
      expect(made.flatMap(({ dnsNames }) => dnsNames).sort()).toEqual(
        publicHosts(fleet)
          .map(({ host }) => host)
          .sort(),
      );
      for (const { namespace, secretName, dnsNames, issuerRef, privateKey, duration, renewBefore, usages } of made) {
        expect(dnsNames).toHaveLength(1);
        expect(dnsNames[0]).not.toContain("*");
        const [secret] = fleet.secrets.filter((each) => each.namespace === namespace && each.name === secretName);
        expect(secret).toMatchObject({ kind: "operator", keys: ["tls.crt", "tls.key"], readers: ["edge"] });
        expect(issuerRef).toEqual({ group: "cert-manager.io", kind: "ClusterIssuer", name: fleet.certificates.issuer });
        expect(privateKey.rotationPolicy).toBe("Always");
        expect([duration, renewBefore].map(Number.parseFloat)).toEqual([
          fleet.certificates.days * 24,
          fleet.certificates.renewBeforeDays * 24,
        ]);
        expect(usages).toContain("server auth");
      }
    }
  },
);

test("keys are of the declared kind and no smaller", () => {
  const [fleet] = FLEETS;
  if (fleet === undefined) throw new Error("no environment");
  const made = (key: "rsa-3072" | "ecdsa-p256") =>
    certificate(
      { ...fleet, certificates: { ...fleet.certificates, key } },
      { name: "a", host: "a.example", secretName: "b" },
    ).spec;
  expect(made("rsa-3072")).toMatchObject({
    secretName: "b",
    dnsNames: ["a.example"],
    privateKey: { algorithm: "RSA", size: 3072 },
    usages: ["digital signature", "key encipherment", "server auth"],
  });
  expect(made("ecdsa-p256")).toMatchObject({
    privateKey: { algorithm: "ECDSA", size: 256 },
    usages: ["digital signature", "server auth"],
  });
});
