import type { KubernetesObject, Plan } from "../../plan/plan";
import { ofKind } from "../../plan/vocabulary";
import { eventually } from "../real/container/network";
import type { Api } from "./admission/api";
import { ApiServer } from "./admission/api-server";
import { installEnvironment } from "./admission/environment";
import { isHere, machine, onMachine, planned } from "./admission/ground";

let server: ApiServer | undefined;
let api: Api;
let plan: Plan;

beforeAll(async () => {
  if (!isHere()) return;
  plan = await planned("prod");
  server = await ApiServer.start(machine(), "removal");
  api = server.api;
  await installEnvironment(server, plan, machine().crds);
});

afterAll(async () => {
  await server?.stop();
});

const one = (kind: string, namespace: string | undefined): KubernetesObject => {
  const found = ofKind(plan, kind).find(({ object }) => object.metadata.namespace === namespace);
  if (found === undefined) throw new Error(`no ${kind} in ${namespace}`);
  return found.object;
};
const NAMED = (name: string) => ({ metadata: { annotations: { "tchap/removal-acknowledged": name } } });

onMachine.each(["PersistentVolumeClaim", "Cluster", "Database", "ObjectStore"])(
  "a %s goes only once it was named",
  async (kind) => {
    const object = one(kind, kind === "Database" ? "tchap-agent" : "tchap-justice");
    expect((await api.create(object)).status).toBe(201);
    expect((await api.remove(object)).message).toContain("ADM-02");
    expect((await api.change(object, NAMED("another"))).status).toBe(200);
    expect((await api.remove(object)).message).toContain("ADM-02");
    expect((await api.change(object, NAMED(object.metadata.name))).status).toBe(200);
    expect((await api.remove(object)).status).toBe(200);
  },
);

onMachine("the operator and the garbage collector remove claims, for what they follow was decided", async () => {
  const claim = {
    ...one("PersistentVolumeClaim", "tchap-justice"),
    metadata: { name: "postgres-1", namespace: "tchap-justice" },
  };
  expect((await api.create(claim)).status).toBe(201);
  const collector = "system:serviceaccount:kube-system:generic-garbage-collector";
  expect((await api.remove(claim, { as: collector })).status).toBe(200);
  expect((await api.remove(claim)).message).toContain("ADM-02");
});

onMachine("in a namespace of restores databases come and go", async () => {
  const claim = one("PersistentVolumeClaim", "tchap-justice");
  const passing = { ...claim, metadata: { name: "postgres-1", namespace: "tchap-justice-restore" } };
  expect((await api.create(passing)).status).toBe(201);
  expect((await api.remove(passing)).status).toBe(200);
});

onMachine("a namespace keeps its labels, and goes only once it was named: then all in it may go", async () => {
  const space = ofKind(plan, "Namespace").find(({ object }) => object.metadata.name === "tchap-agriculture")?.object;
  if (space === undefined) throw new Error("no tchap-agriculture");
  const claim = one("PersistentVolumeClaim", space.metadata.name);
  expect((await api.create(claim)).status).toBe(201);
  expect((await api.remove(space)).message).toContain("ADM-02");
  for (const label of ["tchap/holds-data", "env", "app.kubernetes.io/part-of"])
    expect((await api.change(space, { metadata: { labels: { [label]: null } } })).message).toContain("ADM-02");
  expect((await api.change(space, { metadata: { labels: { "example.org/seen": "yes" } } })).status).toBe(200);
  expect((await api.remove(claim)).message).toContain("ADM-02");
  expect((await api.change(space, NAMED(space.metadata.name))).status).toBe(200);
  expect((await api.remove(space)).status).toBe(200);
  // The server reads namespaces from what it keeps of them, which follows.
  await eventually("what is in it may go", 30, async () =>
    (await api.remove(claim)).status === 200 ? true : undefined,
  );
});

onMachine("a kind goes only once it was named, another's kind at any time", async () => {
  const kind = (name: string): KubernetesObject => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name },
  });
  const clusters = kind("clusters.postgresql.cnpg.io");
  expect((await api.remove(clusters)).message).toContain("ADM-02");
  expect((await api.remove(kind("probes.monitoring.coreos.com"))).status).toBe(200);
  expect((await api.change(clusters, NAMED(clusters.metadata.name))).status).toBe(200);
  expect((await api.remove(clusters)).status).toBe(200);
});

onMachine("the policies themselves can be removed by who runs the cluster", async () => {
  const [policy] = ofKind(plan, "ValidatingAdmissionPolicy");
  if (policy === undefined) throw new Error("no policy");
  expect((await api.remove(policy.object)).status).toBe(200);
});
