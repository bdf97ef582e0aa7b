import { shardCapacity } from "../../../../fleet/capacity/shard";
import type { Plan } from "../../../../plan/plan";
import { perimeterPath, set } from "../../change";
import { JUSTICE } from "../../places";
import type { Mutation } from "../../rule-case";
import { smallPlan, withFirst } from "../../small-plan";

const LOAD = { dailyActiveShare: 0.5, messagesPerActiveAndDay: 1.15, headroom: 2 };

/** The small plan, its first shard with the sizes of so many agents. */
function withAgents(registered: number): Plan {
  const { perimeters } = withFirst({});
  const shards = perimeters[0]?.shards.map((shard) => ({ ...shard, capacity: shardCapacity(registered, LOAD) })) ?? [];
  return smallPlan({ facts: withFirst({ shards }) });
}

export const good = withAgents(52_000);
export const bad = withAgents(53_000);

/** Shards that are found, and waived, as prod stands. */
const KNOWN = ["interieur", "intradef", "education", "social"].map((name) => `prod-${name}`);

const sized = (registered: number, load = LOAD) => ({
  at: JUSTICE.shard,
  also: KNOWN,
  mutate: (plan: Plan) =>
    set(plan, perimeterPath(plan, "justice", "shards", 0, "capacity"), shardCapacity(registered, load)),
});

export const mutations: readonly Mutation[] = [
  { name: "five times as many agents", ...sized(160_000) },
  // 30.4 events a second: below what is planned, and twice that beyond the alarm.
  { name: "agents that leave no room to double", ...sized(88_000) },
  // 63 000 sessions, 120 000 of which a hundred sync workers hold.
  {
    name: "sessions that leave no room to double, at few messages",
    ...sized(70_000, { dailyActiveShare: 1, messagesPerActiveAndDay: 0.1, headroom: 1 }),
  },
  { name: "four times the messages", ...sized(32_000, { ...LOAD, messagesPerActiveAndDay: 4.6 }) },
  // 11 events a second ten times over: what PostgreSQL cannot be given, although the load itself could double.
  { name: "headroom that no size gives", ...sized(32_000, { ...LOAD, headroom: 10 }) },
];
