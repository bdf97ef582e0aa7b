import { at, list } from "../../../plan/vocabulary";
import { buildPlan, ENVIRONMENTS } from "../../plan/plans";

async function found(environment: string, kind: string): Promise<unknown> {
  const { plan } = await buildPlan(environment);
  const inside = plan.objects.filter(
    ({ object }) =>
      object.metadata.namespace === "tchap-log-collector" &&
      object.kind === kind &&
      object.metadata.name === "log-collector",
  );
  expect(inside).toHaveLength(1);
  return inside[0]?.object;
}

test("it runs on every node of every pool, whatever the node is tainted with, and the quota has room for that", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const pod = at(await found(environment, "DaemonSet"), "spec", "template", "spec");
    expect(at(pod, "tolerations")).toEqual([{ operator: "Exists" }]);
    expect(at(pod, "nodeSelector")).toBeUndefined();
    const terms = at(
      pod,
      "affinity",
      "nodeAffinity",
      "requiredDuringSchedulingIgnoredDuringExecution",
      "nodeSelectorTerms",
    );
    expect(terms).toEqual([{ matchExpressions: [{ key: "tchap/pool", operator: "Exists" }] }]);
    const { nodePools, zones } = plan.facts.cluster;
    const nodes = nodePools.reduce((sum, { nodesPerZone }) => sum + nodesPerZone * zones.length, 0);
    const quota = plan.objects.find(
      ({ object }) => object.kind === "ResourceQuota" && object.metadata.namespace === "tchap-log-collector",
    );
    // One of each pool and zone more, while nodes are replaced.
    expect(at(quota?.object, "spec", "hard", "pods")).toBe(String(nodes + nodePools.length * zones.length));
  }
});

test("it is root without any power: no capability, nothing of the node but two folders, one of them read only", async () => {
  const pod = at(await found("prod", "DaemonSet"), "spec", "template", "spec");
  const [container] = list(at(pod, "containers"));
  expect(at(container, "securityContext")).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  const folders = list(at(pod, "volumes")).filter((volume) => at(volume, "hostPath") !== undefined);
  const mounts = list(at(container, "volumeMounts"));
  const seen = folders.map((volume) => [
    at(volume, "hostPath", "path"),
    mounts.some((mount) => at(mount, "name") === at(volume, "name") && at(mount, "readOnly") === true),
  ]);
  expect(seen).toEqual([
    ["/var/log/pods", true],
    ["/var/lib/tchap-log-collector", false],
  ]);
  for (const power of ["hostNetwork", "hostPID", "hostIPC"]) expect(at(pod, power)).toBeUndefined();
});

test("it reaches the addresses of the store alone, and nobody reaches it", async () => {
  for (const environment of ENVIRONMENTS) {
    const { plan } = await buildPlan(environment);
    const policy = await found(environment, "NetworkPolicy");
    const { addresses, port } = plan.facts.logs;
    expect(list(at(policy, "spec", "ingress"))).toEqual([]);
    expect(at(policy, "spec", "egress")).toEqual([
      { to: addresses.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port, protocol: "TCP" }] },
    ]);
  }
});
