import { deepFreeze } from "../../../fleet/fleet";
import { at, list } from "../../../plan/vocabulary";
import { pushGateway } from "../../../stacks/push-gateway/push-gateway";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";
import { fleetOf } from "../fleets";

async function found(environment: string, kind: string, name = "push-gateway"): Promise<unknown> {
  const { plan } = await buildPlan(environment);
  const inside = plan.objects.filter(
    ({ object }) =>
      object.metadata.namespace === "tchap-push-gateway" && object.kind === kind && object.metadata.name === name,
  );
  expect(inside).toHaveLength(1);
  return inside[0]?.object;
}

test("a zone may be lost, and a node be drained, while telephones ring", async () => {
  for (const environment of ENVIRONMENTS) {
    const deployment = await found(environment, "Deployment");
    expect(Number(at(deployment, "spec", "replicas"))).toBeGreaterThanOrEqual(3);
    expect(at(deployment, "spec", "template", "spec", "topologySpreadConstraints", 0)).toMatchObject({
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      maxSkew: 1,
    });
    expect(at(await found(environment, "PodDisruptionBudget"), "spec", "maxUnavailable")).toBe(1);
  }
});

test("the edge reaches its API, monitoring its metrics, and it reaches the border alone", async () => {
  const { plan } = await buildPlan("prod");
  const policy = await found("prod", "NetworkPolicy");
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
  expect(at(policy, "spec", "ingress")).toEqual([
    { from: [namespace(plan.facts.edge.namespace)], ports: [{ port: 5000, protocol: "TCP" }] },
    { from: [namespace(plan.facts.network.monitoringNamespace)], ports: [{ port: 8001, protocol: "TCP" }] },
  ]);
  expect(at(policy, "spec", "egress")).toEqual([
    {
      to: [{ ...namespace("tchap-border"), podSelector: { matchLabels: { "app.kubernetes.io/name": "border" } } }],
      ports: [{ port: 3128, protocol: "TCP" }],
    },
  ]);
});

test("the providers' keys are files of the Secrets that are declared, each where there is an app of theirs", async () => {
  const { plan } = await buildPlan("prod");
  const pod = at(await found("prod", "Deployment"), "spec", "template", "spec");
  const secrets = list(at(pod, "volumes")).flatMap((volume) => {
    const name = at(volume, "secret", "secretName");
    return name === undefined ? [] : [[name, list(at(volume, "secret", "items")).map((item) => at(item, "key"))]];
  });
  const declared = plan.facts.secrets.filter(({ readers }) => readers.includes("push-gateway"));
  expect(secrets).toEqual(declared.map(({ name, keys }) => [name, [...keys]]));
  expect(secrets.map(([name]) => name)).toEqual(["push-apns", "push-fcm"]);
  const fleet = fleetOf("prod");
  const apps = fleet.push.apps.filter(({ kind }) => kind === "gcm");
  const [google] = pushGateway(deepFreeze({ ...fleet, push: { ...fleet.push, apps } }));
  expect(JSON.stringify(google?.values)).not.toContain("push-apns");
  expect(pushGateway(deepFreeze({ ...fleet, push: { ...fleet.push, apps: [] } }))).toEqual([]);
});
