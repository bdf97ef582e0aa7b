import { turnCapacity } from "../../../fleet/capacity/calls";
import { PARAMETERS } from "../../../fleet/capacity/parameters";
import { antivirusCapacity, pushGatewayCapacity } from "../../../fleet/capacity/shared";
import { MEASURED } from "./loads";

const TCHAP = [665_000];

test("665 000 agents at the measured load need what a calculation by hand gives", () => {
  const load = { ...MEASURED, headroom: 2 };
  // 665 000 × 0.5 active × 0.6 connected × 2 of headroom, 1 % of them in calls, four allocations each, two relays left.
  const { callers, totalQuota, milliCpu } = turnCapacity(TCHAP, load, 3);
  expect(callers).toBe(3990);
  expect(totalQuota).toBe(7980);
  // 3990 × 0.3 relayed × 3.1 Mbit/s over two relays are 1855 Mbit/s: 3.71 cores, in quarters.
  expect(milliCpu).toBe(3750);
});

test("one relay more than the ports ask for, and no relay above its ports", () => {
  const { relayPorts } = PARAMETERS;
  const large = turnCapacity([5_000_000], { ...MEASURED, headroom: 2 }, 3);
  expect(large.totalQuota).toBe(relayPorts.value);
  expect((large.relaysNeeded - 1) * relayPorts.value).toBeGreaterThanOrEqual(large.callers * 4);
  expect((large.relaysNeeded - 2) * relayPorts.value).toBeLessThan(large.callers * 4);
});

test("a handful of testers have relays that carry a call, and one pod a zone of what is shared", () => {
  const { userQuota, totalQuota } = turnCapacity([10], MEASURED, 2);
  expect(totalQuota / userQuota).toBe(8);
  expect(pushGatewayCapacity([10], MEASURED).replicas).toBe(3);
  expect(antivirusCapacity([10], MEASURED).replicas).toBe(3);
});

test("push and scanning grow with agents, and carry their load with one pod less", () => {
  const [push, scans] = [pushGatewayCapacity, antivirusCapacity].map((of) => of([5_000_000], MEASURED).replicas);
  expect(push).toBeGreaterThan(pushGatewayCapacity(TCHAP, MEASURED).replicas);
  expect(scans).toBeGreaterThan(antivirusCapacity(TCHAP, MEASURED).replicas);
});
