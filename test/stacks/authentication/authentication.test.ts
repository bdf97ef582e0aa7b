import { parse } from "yaml";
import { at, list } from "../../../plan/vocabulary";
import { authentication, authenticationNeeds } from "../../../stacks/authentication/authentication";
import { authenticationConfig } from "../../../stacks/authentication/config";
import { PORTS } from "../../../stacks/authentication/places";
import { authenticationValues } from "../../../stacks/authentication/values";
import { signInSettings } from "../../../stacks/homeserver/sign-in";
import { dev02, rendered, shardsOf } from "./shards";

const placed = dev02();
const values = authenticationValues.parse(authentication(placed.fleet, placed.perimeter, placed.shard));

async function theOnly(kind: string) {
  const objects = await rendered("authentication", { authentication: values });
  const found = objects.filter((each) => each.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} × ${kind}`);
  return found[0];
}

/** Systems that a flow names, with its ports. */
const flows = (all: typeof values.networkPolicy.ingress) =>
  all.map(({ peers, ports }) => ({
    peers: peers.map((peer) =>
      Object.values(peer.podSelector?.matchLabels ?? peer.namespaceSelector?.matchLabels ?? {}),
    ),
    ports,
  }));

test("a shard has it where MAS signs agents in, and nowhere else", () => {
  for (const { fleet, perimeter, shard } of shardsOf("prod"))
    expect(authentication(fleet, perimeter, shard) !== undefined).toBe(perimeter.features.signIn === "mas");
});

test("a shard without it gets no object of it", async () => {
  expect(await rendered("authentication", {})).toEqual([]);
});

test("Synapse asks the port that answers it, and MAS the main process", () => {
  const { fleet, perimeter, shard } = placed;
  const endpoint = new URL(signInSettings(fleet, perimeter, shard).matrix_authentication_service?.endpoint ?? "");
  expect([endpoint.hostname, endpoint.port]).toEqual([
    `authentication.${shard.namespace}.svc.cluster.local`,
    String(PORTS.web),
  ]);
  expect(authenticationConfig(fleet, shard).matrix).toMatchObject({
    homeserver: shard.serverName,
    endpoint: "http://homeserver-0.homeserver.tchap-dev02.svc.cluster.local:8008/",
  });
});

test("who may reach which listener", () => {
  expect(flows(values.networkPolicy.ingress)).toEqual([
    { peers: [["router"], ["homeserver"]], ports: [8080] },
    { peers: [["account-expiry"]], ports: [8081] },
    { peers: [["monitoring"]], ports: [9001] },
  ]);
});

test("it reaches its database, the main process and the border, and nothing else", () => {
  expect(flows(values.networkPolicy.egress)).toEqual([
    { peers: [["postgres"]], ports: [5432] },
    { peers: [["homeserver", "main"]], ports: [8008] },
    { peers: [["border"]], ports: [3128] },
  ]);
});

test("the pods read the file that was written, and every volume is mounted", async () => {
  const pod = at(await theOnly("Deployment"), "spec", "template", "spec");
  const container = at(pod, "containers", 0);
  expect(at(container, "args")).toEqual(["server", "--config", "/etc/authentication/config.yaml"]);
  const names = (value: unknown) => list(value).map((each) => at(each, "name"));
  expect(names(at(container, "volumeMounts"))).toEqual(names(at(pod, "volumes")));
  expect(parse(String(at(await theOnly("ConfigMap"), "data", "config.yaml")))).toEqual(
    authenticationConfig(placed.fleet, placed.shard),
  );
});

test("a pod is alive while it listens, and ready while its database answers", async () => {
  const container = at(await theOnly("Deployment"), "spec", "template", "spec", "containers", 0);
  const ports = new Map(list(at(container, "ports")).map((each) => [at(each, "name"), at(each, "containerPort")]));
  expect(Object.fromEntries(ports)).toEqual(PORTS);
  expect(at(container, "livenessProbe", "tcpSocket", "port")).toBe("web");
  expect(at(container, "readinessProbe", "httpGet")).toEqual({ path: "/health", port: "metrics" });
});

test("three pods over the zones, one disturbed at a time, all selected by what speaks of them", async () => {
  const deployment = await theOnly("Deployment");
  expect([at(deployment, "spec", "replicas"), authenticationNeeds(placed.shard).pods]).toEqual([3, 3]);
  expect(at(deployment, "spec", "template", "spec", "topologySpreadConstraints", 0, "topologyKey")).toBe(
    "topology.kubernetes.io/zone",
  );
  expect(at(await theOnly("PodDisruptionBudget"), "spec", "maxUnavailable")).toBe(1);
  const labels = at(deployment, "spec", "template", "metadata", "labels");
  for (const selector of [
    at(deployment, "spec", "selector", "matchLabels"),
    at(await theOnly("PodDisruptionBudget"), "spec", "selector", "matchLabels"),
    at(await theOnly("NetworkPolicy"), "spec", "podSelector", "matchLabels"),
    at(await theOnly("Service"), "spec", "selector"),
  ])
    expect(labels).toMatchObject(Object(selector));
});
