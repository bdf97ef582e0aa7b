import { at, list, ofKind } from "../../../plan/vocabulary";
import { TEMPLATES } from "../../../stacks/identity-server/mail";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

const NAMESPACE = "tchap-identity-server";

async function planned(environment: string) {
  const { plan } = await buildPlan(environment);
  const find = (kind: string) =>
    ofKind(plan, kind).find(
      ({ object }) => object.metadata.namespace === NAMESPACE && object.metadata.name === "identity-server",
    )?.object;
  return { plan, find, pod: at(find("Deployment"), "spec", "template", "spec") };
}

/** Options of Sydent's configuration by `section:option`, as its parser reads them. */
function options(text: string): Map<string, string> {
  let section = "";
  return new Map(
    text.split("\n").flatMap((line): [string, string][] => {
      const [, name] = /^\[(.+)\]$/.exec(line) ?? [];
      if (name !== undefined) section = name;
      const [, option, value] = /^(\S+) =(?: (.*))?$/.exec(line) ?? [];
      return option === undefined ? [] : [[`${section}:${option}`, value ?? ""]];
    }),
  );
}

test.each(ENVIRONMENTS)("%s: it runs once, on a volume that is kept", async (environment) => {
  const { plan, find, pod } = await planned(environment);
  expect(find("Deployment")?.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  const [claim] = list(at(pod, "volumes")).flatMap((volume) => at(volume, "persistentVolumeClaim", "claimName") ?? []);
  const volume = ofKind(plan, "PersistentVolumeClaim").find(({ object }) => object.metadata.namespace === NAMESPACE);
  expect(volume?.object.metadata).toMatchObject({
    name: claim,
    annotations: { "helm.sh/resource-policy": "keep" },
  });
  expect(volume?.object.spec).toMatchObject({ storageClassName: plan.facts.storageClasses.database.name });
});

test("an empty volume is restored before anything starts, and secrets reach the configuration in memory only", async () => {
  const { pod, find } = await planned("prod");
  const commands = list(at(pod, "initContainers")).map((each) => [
    ...list(at(each, "command")),
    ...list(at(each, "args")),
  ]);
  expect(commands).toEqual([
    ["python", "-m", "tchap_operations.bindings_backup", "restore", "--config", "/etc/identity-server/backup.json"],
    [
      "python",
      "-m",
      "tchap_operations.identity_configuration",
      "/etc/identity-server/sydent.conf",
      "/run/identity-server/sydent.conf",
      "crypto:ed25519.signingkey=/run/secrets/signing-key/signing.key",
      "email:email.smtppassword=/run/secrets/mail-relay/password",
    ],
  ]);
  const memory = list(at(pod, "volumes")).find((volume) => at(volume, "name") === "secret-config");
  expect(at(memory, "emptyDir", "medium")).toBe("Memory");
  const judged = options(String(at(find("ConfigMap"), "data", "sydent.conf")));
  expect([...judged.keys()].filter((name) => /signingkey|smtppassword/.test(name))).toEqual([]);
});

test("nothing is on that nobody needs", async () => {
  const { plan, find } = await planned("prod");
  const set = options(String(at(find("ConfigMap"), "data", "sydent.conf")));
  const closed = {
    "general:enable_v1_associations": "false",
    "general:log.level": "WARNING",
    "general:ip.blacklist": "0.0.0.0/0,::/0",
    "general:ip.whitelist": plan.facts.edge.addresses.map((address) => `${address}/32`).join(","),
    "http:replication.https.certfile": "",
    "http:internalapi.http.port": "",
    "userdir:userdir.allowed_homeservers": "",
  };
  expect(Object.fromEntries(Object.keys(closed).map((name) => [name, set.get(name)]))).toEqual(closed);
  expect(set.get("general:next_link.domain_whitelist")).not.toBe("");
  expect(set.get("email:email.tlsmode")).toBe("STARTTLS");
});

test("routers of ours reach it and nobody else does; it reaches the border, the relay and the edge", async () => {
  const { plan, find } = await planned("prod");
  const policy = find("NetworkPolicy");
  const { monitoringNamespace } = plan.facts.network;
  expect(at(policy, "spec", "ingress")).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "tchap-footprint" } },
          podSelector: { matchLabels: { "app.kubernetes.io/name": "router" } },
        },
      ],
      ports: [{ port: 8090, protocol: "TCP" }],
    },
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": monitoringNamespace } } }],
      ports: [{ port: 9103, protocol: "TCP" }],
    },
  ]);
  const out = list(at(policy, "spec", "egress")).flatMap((flow) =>
    list(at(flow, "to")).map(
      (peer) =>
        at(peer, "ipBlock", "cidr") ?? at(peer, "namespaceSelector", "matchLabels", "kubernetes.io/metadata.name"),
    ),
  );
  expect(out).toEqual([
    "tchap-border",
    ...plan.facts.mail.addresses,
    ...plan.facts.edge.addresses.map((address) => `${address}/32`),
    plan.facts.edge.namespace,
  ]);
});

test("mails hold nothing that a sender chose himself, and no key", () => {
  const filled = Object.values(TEMPLATES).flatMap((text) => [...text.matchAll(/%\((\w+)\)s/g)].map(([, name]) => name));
  expect(new Set(filled)).toEqual(
    new Set([
      "date",
      "from",
      "to",
      "messageid",
      "subject_header_value",
      "bracketed_verified_sender",
      "link",
      "token",
      "message",
    ]),
  );
  // Sydent fills them in by Python's %: one that stands alone would end the mail with an error.
  for (const text of Object.values(TEMPLATES)) expect(text.replace(/%\(\w+\)s/g, "")).not.toContain("%");
  expect(TEMPLATES["invitation.eml"]).not.toContain("token");
});
