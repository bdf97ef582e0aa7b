import { clientServers } from "../../fleet/client-servers";
import { at, configIn, ofKind } from "../../plan/vocabulary";
import { buildPlan } from "../plan/plans";
import { inCopy } from "./copy";

test("a client begins with the servers that the rendered well-known files name, at their hosts", async () => {
  const { plan } = await buildPlan("dev");
  const told = ofKind(plan, "ConfigMap")
    .filter(({ object }) => object.metadata.name === "router" && !object.metadata.namespace?.endsWith("-restore"))
    .map((planned) => at(configIn(planned, "well-known-client.json"), "m.homeserver", "base_url"));
  expect(told).toHaveLength(3);
  expect(clientServers(plan.facts).map(({ base_url }) => base_url)).toEqual(told);
  const names = plan.facts.perimeters.flatMap(({ shards }) => shards.map(({ serverName }) => serverName));
  expect(clientServers(plan.facts).map(({ server_name }) => server_name)).toEqual(names);
});

test("a closed perimeter's shard is no place to begin at", () => {
  inCopy("dev", (copy) => {
    copy.edit("perimeters/dev02.yaml", "state: active", "state: closed");
    copy.edit(
      "stateful.lock.yaml",
      "removed: []",
      "removed: [{ shard: dev02, reason: x, owner: x, date: 2026-06-30 }]",
    );
    expect(clientServers(copy.load().fleet).map(({ server_name }) => server_name)).toEqual([
      "dev01.tchap.incubateur.net",
      "ext01.tchap.incubateur.net",
    ]);
  });
});
