import type { Fleet } from "../../../fleet/fleet";
import type { RuleGroup } from "../rules";

/** Of a relay's quota, what it may have used so that the others could take its calls; of a single one, four fifths. */
const bearable = (relays: number): number => (relays > 1 ? (relays - 1) / relays : 0.8);

/** The relays of calls; what they carry is counted when a session ends, so that only allocations say how full they are. */
export function turnRules({ turn, turnCapacity }: Pick<Fleet, "turn" | "turnCapacity">): RuleGroup {
  return {
    name: "turn",
    system: "turn",
    recordings: [{ record: "tchap:relay_allocations:sum", expr: "sum by (namespace, pod) (turn_total_allocations)" }],
    alerts: [
      {
        alert: "RelayFull",
        severity: "warning",
        expr: `tchap:relay_allocations:sum > ${Math.floor(bearable(turn.relays.length) * turnCapacity.totalQuota)}`,
        for: "10m",
        summary: "Relays of calls could not stand the loss of one",
        description: `{{ $labels.pod }} has so many of its ${turnCapacity.totalQuota} allocations in use that the others could not take them.`,
        runbook: "calls-not-connecting",
      },
      {
        alert: "RelayMissing",
        severity: "critical",
        expr: `count(up{system="turn"} == 1) < ${turn.relays.length} or absent(up{system="turn"} == 1)`,
        for: "5m",
        summary: "A relay of calls is away",
        description: `Fewer than the ${turn.relays.length} declared relays answer: calls through the lost one ended, new ones take another.`,
        runbook: "calls-not-connecting",
      },
    ],
  };
}
