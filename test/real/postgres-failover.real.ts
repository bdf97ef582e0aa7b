import { randomBytes } from "node:crypto";
import type { Fleet } from "../../fleet/fleet";
import { Cluster } from "./cluster";
import { LEAST_ADVANCED, MOST_ADVANCED, type Outcome, type Rule, run } from "./failover/cycles";
import { type Commits, ReplicatedPostgres } from "./failover/replicated-postgres";
import { Writer } from "./failover/writer";
import { thisGround } from "./ground";
import { planOf } from "./plan";

/*
 * Whether an acknowledged commit survives the loss of its primary. Nothing need reach the disk (fsync is off, as in all
 * of level 1): a killed process leaves to the machine what it has written. What a power cut leaves is not proven here.
 */

/** Of the moments and the standbys that lag; any other number must do as well. */
const SEED = 5;
const CYCLES = 100;
/** A control that has not lost by then proves that the test sees nothing. */
const CYCLES_OF_CONTROL = 60;

/** Rows that must be acknowledged in every cycle, on average, for the cycles to say anything. Assumption. */
const ROWS_PER_CYCLE = 20;

/** Seconds until a standby has replayed what it received. Assumption: it replays as fast as it is written. */
const REPLAY_SECONDS = 60;

const oneShard = (fleet: Fleet): Fleet => ({ ...fleet, perimeters: fleet.perimeters.slice(0, 1) });

interface Ground {
  readonly postgres: ReplicatedPostgres;
  readonly writer: Writer;
}

let cluster: Cluster;

beforeEach(async () => {
  const ground = thisGround();
  cluster = await Cluster.start(ground, await planOf(ground, "prod", oneShard));
});

afterEach(async () => {
  await cluster.stop();
});

async function begin(commits: Commits): Promise<Ground> {
  const [perimeter] = cluster.plan.facts.perimeters;
  const namespace = perimeter?.shards[0]?.namespace ?? "";
  const password = randomBytes(24).toString("hex");
  const postgres = await ReplicatedPostgres.start(cluster, namespace, password, commits);
  return { postgres, writer: await Writer.start(cluster, namespace, postgres, password) };
}

function told(what: string, { cycles, acknowledged, differed, lost }: Outcome): void {
  process.stdout.write(
    `${what}: ${cycles} cycles (seed ${SEED}), ${acknowledged} rows acknowledged, ${lost} lost; ` +
      `the standbys differed in ${differed} cycles\n`,
  );
}

test(`${CYCLES} losses of the primary lose no acknowledged row`, async () => {
  const { postgres, writer } = await begin("as rendered");
  const outcome = await run(postgres, writer, { seed: SEED, cycles: CYCLES, rule: MOST_ADVANCED });
  told("synchronous, most advanced", outcome);
  expect(outcome).toMatchObject({ cycles: CYCLES, lost: 0 });
  expect(outcome.acknowledged).toBeGreaterThan(CYCLES * ROWS_PER_CYCLE);
  expect(outcome.differed).toBeGreaterThan(CYCLES / 4);
  const all = [...writer.acknowledged()];
  for (const each of postgres.instances)
    await each.until("holds every row", REPLAY_SECONDS, async () =>
      (await writer.missing(all, each)).length === 0 ? true : undefined,
    );
});

test.each<[string, Commits, Rule]>([
  ["the other standby promoted", "as rendered", LEAST_ADVANCED],
  ["commits that wait for no standby", "asynchronous", MOST_ADVANCED],
])("%s: acknowledged rows are lost, so that the test can see it", async (what, commits, rule) => {
  const { postgres, writer } = await begin(commits);
  const outcome = await run(postgres, writer, { seed: SEED, cycles: CYCLES_OF_CONTROL, rule });
  told(what, outcome);
  expect(outcome.lost).toBeGreaterThan(0);
});

test("with a standby lost as well, nothing is promoted", async () => {
  const { postgres } = await begin("as rendered");
  const [lost, left] = postgres.standbys;
  await Promise.all([postgres.primary.kill(), lost?.kill()]);
  const standbys = await postgres.ask(left === undefined ? [] : [left]);
  expect(standbys).toHaveLength(1);
  expect(postgres.mayFailOver(standbys)).toBe(false);
});
