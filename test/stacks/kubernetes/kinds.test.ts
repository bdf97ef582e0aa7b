import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import type { PlannedStack } from "../../../plan/plan";
import { resources } from "../../../plan/read";
import { createResource, readResource } from "../../../stacks/kubernetes/kinds";
import type {
  ConfigMap,
  FrameObject,
  LimitRange,
  Namespace,
  NetworkPeer,
  NetworkPolicy,
  NetworkPort,
  PriorityClass,
  ResourceQuota,
  Role,
  RoleBinding,
  ServiceAccount,
} from "../../../stacks/kubernetes/objects";
import { fields, temporaryFolder } from "../../plan/plans";

/** The stack that cdktf writes for these objects, read from disk. */
function synthesised(objects: readonly FrameObject[]): PlannedStack {
  const outdir = temporaryFolder();
  const app = new App({ outdir, context: { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" } });
  const stack = new TerraformStack(app, "stack");
  new KubernetesProvider(stack, "kubernetes");
  for (const object of objects) createResource(stack, object);
  app.synth();
  const text = readFileSync(join(outdir, "stacks", "stack", "cdk.tf.json"), "utf8");
  return { name: "stack", text, terraform: JSON.parse(text) };
}

function readBack(objects: readonly FrameObject[]): FrameObject[] {
  return resources(synthesised(objects)).map(({ type, name, attributes }) => readResource(type, name, attributes));
}

const byId = (objects: readonly FrameObject[]) =>
  new Map(objects.map((each) => [`${each.kind}/${each.metadata.namespace}/${each.metadata.name}`, each]));

const namespace: Namespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tchap-a", labels: { env: "dev" }, annotations: { note: "§ a b" } },
};
const quota: ResourceQuota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota", namespace: "tchap-a" },
  spec: { hard: { "limits.cpu": "2", pods: "4" } },
};
const limits: LimitRange = {
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "limits", namespace: "tchap-a" },
  spec: {
    limits: [{ type: "Container", default: { cpu: "100m", memory: "1Gi" }, defaultRequest: { cpu: "50m" } }],
  },
};
const account: ServiceAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "homeserver", namespace: "tchap-a" },
  automountServiceAccountToken: false,
};
const files: ConfigMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "files", namespace: "tchap-a" },
  // What Terraform would take for expressions, and for their escapes.
  data: { "a.yaml": ["a: $", "{b} # %", "{c} $$", "{d} $$ 100%\n"].join(""), "b.txt": "" },
};
const priority: PriorityClass = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "tchap-data" },
  value: 1_000_000,
  globalDefault: false,
  preemptionPolicy: "Never",
  description: "Databases: evicted last.",
};
const policy: NetworkPolicy = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "some", namespace: "tchap-a" },
  spec: {
    podSelector: { matchLabels: { "app.kubernetes.io/name": "homeserver" } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { a: "b" } }, podSelector: { matchLabels: { c: "d" } } }],
        ports: [{ port: 8008, protocol: "TCP" }],
      },
    ],
    egress: [
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 53, protocol: "UDP" }] },
      { ports: [{ port: 443, protocol: "TCP" }] },
    ],
  },
};

const role: Role = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "reader", namespace: "tchap-a" },
  rules: [
    { apiGroups: [""], resources: ["configmaps"], resourceNames: ["one"], verbs: ["get", "patch"] },
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] },
  ],
};
const binding: RoleBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "reader", namespace: "tchap-a" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
  subjects: [{ kind: "ServiceAccount", name: "reader", namespace: "tchap-b" }],
};

/** One of each kind: a new kind without an example here does not compile. */
const EXAMPLES: { readonly [K in FrameObject["kind"]]: Extract<FrameObject, { kind: K }> } = {
  Namespace: namespace,
  ResourceQuota: quota,
  LimitRange: limits,
  ServiceAccount: account,
  ConfigMap: files,
  PriorityClass: priority,
  NetworkPolicy: policy,
  Role: role,
  RoleBinding: binding,
};

test.each(Object.entries(EXAMPLES))(
  "a %s reads back from the synthesised stack as the object that was written",
  (_, object) => {
    expect(readBack([object])).toEqual([object]);
  },
);

test("a policy that closes both ways reads back closed: an empty selector is kept, and no rule appears", () => {
  const closed: NetworkPolicy = { ...policy, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } };
  expect(readBack([closed])).toEqual([closed]);
});

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/);
const label = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,20}$/);
const labels = fc.dictionary(label, label, { minKeys: 1, maxKeys: 4 });
const selector = fc.oneof(
  fc.constant({}),
  labels.map((matchLabels) => ({ matchLabels })),
);
const cidr = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`);
const peer: fc.Arbitrary<NetworkPeer> = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  selector.map((namespaceSelector) => ({ namespaceSelector })),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
  cidr.map((each) => ({ ipBlock: { cidr: each } })),
  fc.record({ cidr, except: fc.array(cidr, { minLength: 1, maxLength: 3 }) }).map((ipBlock) => ({ ipBlock })),
);
const port: fc.Arbitrary<NetworkPort> = fc.record({
  port: fc.integer({ min: 1, max: 65_535 }),
  protocol: fc.constantFrom("TCP", "UDP"),
});
const peers = fc.array(peer, { minLength: 1, maxLength: 3 });
const ports = fc.array(port, { minLength: 1, maxLength: 3 });
const policies: fc.Arbitrary<NetworkPolicy> = fc
  .record({
    name,
    spec: fc.record(
      {
        podSelector: selector,
        policyTypes: fc.uniqueArray(fc.constantFrom("Ingress", "Egress"), { minLength: 1 }),
        ingress: fc.array(fc.record({ from: peers, ports }, { requiredKeys: ["from"] }), {
          minLength: 1,
          maxLength: 3,
        }),
        egress: fc.array(fc.record({ to: peers, ports }, { requiredKeys: ["to"] }), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ["podSelector", "policyTypes"] },
    ),
  })
  .map(({ name, spec }) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace: "tchap-a" },
    spec,
  }));
const quotas: fc.Arbitrary<ResourceQuota> = fc
  .record({ name, hard: fc.dictionary(label, label, { minKeys: 1 }) })
  .map(({ name, hard }) => ({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name, namespace: "tchap-a" },
    spec: { hard },
  }));

test("any network policies and quotas read back as written", () => {
  const objects = fc.uniqueArray(fc.oneof(policies, quotas), {
    selector: (each) => `${each.kind} ${each.metadata.name}`,
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(objects, (written) => {
      expect(byId(readBack(written))).toEqual(byId(written));
    }),
    { numRuns: 25 },
  );
});

test("a namespace cannot be destroyed by Terraform", () => {
  const [resource] = resources(synthesised([namespace]));
  expect(resource?.attributes).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("a resource type that the table does not know is refused, naming the file to extend", () => {
  expect(() => readResource("kubernetes_secret_v1", "some", { metadata: [{ name: "a" }] })).toThrow(
    /^kubernetes_secret_v1\.some: .*stacks\/kubernetes\/kinds\.ts/,
  );
});

describe.each(Object.entries(EXAMPLES))("of a %s", (_, object) => {
  const [resource] = resources(synthesised([object]));
  const attributes = fields(resource?.attributes);
  const metadata = fields(attributes.metadata);
  const read = (changed: object) => () => readResource(resource?.type ?? "", "some", changed);

  test("an attribute that the table does not know is refused, naming it and the file to extend", () => {
    expect(read(attributes)).not.toThrow();
    expect(read({ ...attributes, wait_for: true })).toThrow(/"wait_for"[\s\S]*stacks\/kubernetes\/kinds\.ts/);
    expect(read({ ...attributes, metadata: { ...metadata, generate_name: "a-" } })).toThrow(
      /"generate_name"[\s\S]*stacks\/kubernetes\/kinds\.ts/,
    );
  });

  test("a text that Terraform would evaluate is refused", () => {
    const named = (name: string) => read({ ...attributes, metadata: { ...metadata, name } });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    expect(named("${var.name}")).toThrow(/expression/);
    expect(named("%{ if true }a%{ endif }")).toThrow(/expression/);
  });
});

test("an unknown attribute deep in a policy is refused too", () => {
  const [resource] = resources(synthesised([policy]));
  const { spec, metadata } = fields(resource?.attributes);
  const changed = (more: object) => () =>
    readResource("kubernetes_network_policy_v1", "some", { metadata, spec: { ...fields(spec), ...more } });
  expect(changed({})).not.toThrow();
  expect(changed({ pod_selector: { match_expressions: [] } })).toThrow(/match_expressions/);
  expect(changed({ egress: [{ ports: [{ port: "1", end_port: 9, protocol: "TCP" }] }] })).toThrow(/end_port/);
  expect(changed({ egress: [{ ports: [{ port: "https", protocol: "TCP" }] }] })).toThrow(/port/);
});
