import { liveShards } from "../../../fleet/fleet";
import { at, ofKind } from "../../../plan/vocabulary";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

test("one pod has every live shard drilled in turn, as often as the environment says", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const inside = plan.objects.filter(({ object }) => object.metadata.namespace === "tchap-restore-drills");
    const find = (kind: string) => inside.find(({ object }) => object.kind === kind)?.object;
    const settings: unknown = JSON.parse(String(at(find("ConfigMap"), "data", "schedule.json")));
    expect(settings).toMatchObject({
      everySeconds: plan.facts.restore.drillEveryDays * 86_400,
      cronJob: "restore-drill",
      shards: liveShards(plan.facts).map(({ name, restoreNamespace }) => ({
        shard: name,
        namespace: restoreNamespace,
      })),
    });
    expect(find("Deployment")?.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  }
});

test("it reaches the API server alone, and monitoring alone reaches it", async () => {
  const { plan } = await buildPlan("prod");
  const policy = ofKind(plan, "NetworkPolicy").find(
    ({ object }) => object.metadata.namespace === "tchap-restore-drills" && object.metadata.name === "restore-drills",
  )?.object;
  const { nodes, apiServerPort, monitoringNamespace } = plan.facts.network;
  expect(at(policy, "spec", "egress")).toEqual([
    { to: [{ ipBlock: { cidr: nodes } }], ports: [{ port: apiServerPort, protocol: "TCP" }] },
  ]);
  expect(at(policy, "spec", "ingress")).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": monitoringNamespace } } }],
      ports: [{ port: 9102, protocol: "TCP" }],
    },
  ]);
});
