import fc from "fast-check";
import { quantity } from "../../policies/engine/quantity";
import { guaranteed, type Needs, quota } from "../../stacks/needs";

const needs: fc.Arbitrary<Needs> = fc.record({
  milliCpu: fc.integer({ min: 1, max: 32_000 }),
  memoryMiB: fc.integer({ min: 1, max: 131_072 }),
  pods: fc.integer({ min: 1, max: 20 }),
  surge: fc.nat({ max: 3 }),
  volumesGiB: fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 6 }),
});

test("a pod gets what it asks for and no more: requests equal limits", () => {
  expect(guaranteed({ milliCpu: 2000, memoryMiB: 3072 })).toEqual({
    requests: { cpu: "2", memory: "3Gi" },
    limits: { cpu: "2", memory: "3Gi" },
  });
});

test("a namespace's quota is the sum of its systems, the pods of a roll-out included", () => {
  const database = { milliCpu: 1000, memoryMiB: 4096, pods: 3, surge: 1, volumesGiB: [10, 5, 10, 5, 10, 5] };
  const homeserver = { milliCpu: 2000, memoryMiB: 3072, pods: 1, surge: 0, volumesGiB: [10] };
  expect(quota([database, homeserver])).toEqual({
    "limits.cpu": "6",
    "limits.memory": "19Gi",
    persistentvolumeclaims: "7",
    pods: "5",
    "requests.cpu": "6",
    "requests.memory": "19Gi",
    "requests.storage": "110Gi",
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  });
});

test("a quota holds exactly what the systems take at their most, and room to enlarge their volumes", () => {
  fc.assert(
    fc.property(fc.array(needs, { maxLength: 5 }), (systems) => {
      const hard = quota(systems);
      const sum = (of: (each: Needs) => number) => systems.reduce((total, each) => total + of(each), 0);
      const most = (each: Needs) => each.pods + each.surge;
      const read = (key: string) => quantity(hard[key] ?? "absent") / 1000;
      expect(Math.round(read("requests.cpu") * 1000)).toBe(sum((each) => most(each) * each.milliCpu));
      expect(read("requests.memory") / 1024 ** 2).toBe(sum((each) => most(each) * each.memoryMiB));
      // Twice: each volume may be enlarged in an emergency.
      expect(read("requests.storage") / 1024 ** 3).toBe(2 * sum((each) => each.volumesGiB.reduce((a, b) => a + b, 0)));
      expect(read("pods")).toBe(sum(most));
      expect(read("persistentvolumeclaims")).toBe(sum((each) => each.volumesGiB.length));
      expect(hard["limits.cpu"]).toBe(hard["requests.cpu"]);
      expect(hard["limits.memory"]).toBe(hard["requests.memory"]);
    }),
  );
});

test("no namespace may have a load balancer or a node port", () => {
  expect(quota([])).toMatchObject({ "services.loadbalancers": "0", "services.nodeports": "0" });
});
