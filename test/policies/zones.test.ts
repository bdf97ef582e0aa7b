import { workloads } from "../../plan/vocabulary";
import { coverZones, partsOf, zoneOf } from "../../policies/zones";
import { deployment } from "./objects";
import { smallPlan } from "./small-plan";

const term = (operator: string, values: readonly string[]) => ({
  matchExpressions: [{ key: "topology.kubernetes.io/zone", operator, values }],
});
const pinned = (...nodeSelectorTerms: readonly object[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});

test.each<[string, object, string | undefined]>([
  ["by its node selector", { nodeSelector: { "topology.kubernetes.io/zone": "a" } }, "a"],
  ["by an affinity that it must keep", pinned(term("In", ["a"])), "a"],
  ["not by one of two zones", pinned(term("In", ["a", "b"])), undefined],
  ["not by either of two terms", pinned(term("In", ["a"]), term("In", ["b"])), undefined],
  ["not where a term leaves the zone open", pinned(term("In", ["a"]), { matchExpressions: [] }), undefined],
  ["not by what it must avoid", pinned(term("NotIn", ["a"])), undefined],
  ["not without any", {}, undefined],
])("a workload is in one zone %s", (_, pod, zone) => {
  expect(zoneOf({ pod })).toBe(zone);
});

test("parts of a system are pinned and of its name and namespace; they cover the cluster's zones or not", () => {
  const part = (zone: string, name = "store", namespace = "tchap-alpha") => {
    const made = deployment(pinned(term("In", [zone])), name, namespace);
    return { ...made, metadata: { ...made.metadata, name: `${name}-${zone}` } };
  };
  const plan = smallPlan({
    objects: [part("a"), part("b"), part("c", "other"), part("c", "store", "tchap-beta"), deployment({}, "store")],
  });
  const all = workloads(plan);
  const [first, , , , open] = all;
  if (first === undefined || open === undefined) throw new Error("no workloads");
  expect(partsOf(all, first).map(({ planned }) => planned.object.metadata.name)).toEqual(["store-a", "store-b"]);
  expect(partsOf(all, open)).toEqual([open]);
  expect(coverZones(plan, partsOf(all, first))).toBe(false);
  expect(
    coverZones({ ...plan, facts: { ...plan.facts, cluster: { ...plan.facts.cluster, zones: ["a", "b"] } } }, all),
  ).toBe(true);
});
