import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../container/network";
import { byAdvance, type Standby } from "./operator";
import type { ReplicatedPostgres } from "./replicated-postgres";
import type { Writer } from "./writer";

/** Milliseconds that the writer writes before a link is held, and that it is held until the primary is killed, at most. */
const MOST = { written: 400, held: 300 } as const;

/** Share of cycles in which a standby's link is held; both at once follows from it, so does none. Assumption. */
const HELD = 0.5;

/** Share of cycles in which a standby replays nothing, so that it holds more than it shows. Assumption. */
const UNREPLAYED = 0.25;

/** Seconds until the writer has a commit acknowledged by a new primary. Assumption. */
const WRITE_SECONDS = 30;

/** A number from 0 to 1 that follows from its name alone. */
function drawn(...name: (string | number)[]): number {
  return createHash("sha256").update(JSON.stringify(name)).digest().readUInt32BE() / 2 ** 32;
}

/** Which of the standbys, the most advanced first, is promoted. */
export type Rule = (standbys: readonly Standby[]) => Standby | undefined;

/** The operator's, and its opposite. */
export const MOST_ADVANCED: Rule = (standbys) => standbys[0];
export const LEAST_ADVANCED: Rule = (standbys) => standbys.at(-1);

export interface Outcome {
  readonly cycles: number;
  readonly acknowledged: number;
  /** Cycles in which one standby had received more than another when the primary was gone. */
  readonly differed: number;
  /** Acknowledged rows that the last new primary did not hold. */
  readonly lost: number;
}

/** Kills the primary at a moment of this cycle's own; resolves to what its standbys then have. */
async function fault(postgres: ReplicatedPostgres, seed: number, cycle: number): Promise<Standby[]> {
  const { standbys } = postgres;
  const share = (...name: string[]) => drawn(seed, cycle, ...name);
  await pause(share("written") * MOST.written);
  for (const each of standbys) {
    if (share("unreplayed", each.name) < UNREPLAYED) await each.sql("select pg_wal_replay_pause()");
    if (share("held", each.name) < HELD) await postgres.hold(each);
  }
  await pause(share("until killed") * MOST.held);
  await postgres.primary.kill();
  return byAdvance(await postgres.ask(standbys));
}

/** Brings all instances behind the new primary: the old one is rewound, the others follow by themselves. */
async function restore(postgres: ReplicatedPostgres, standbys: readonly Standby[], chosen: Standby): Promise<void> {
  for (const instance of postgres.standbys) {
    const known = standbys.find(({ name }) => name === instance.name);
    if (known !== undefined) await instance.sql("select pg_wal_replay_resume()");
    // One that has more than the new primary cannot follow it; by the operator's rule there is none.
    const ahead = known !== undefined && known.received > chosen.received;
    if (ahead) await instance.stop();
    if (ahead || known === undefined) await postgres.rejoin(instance);
  }
  await postgres.untilFollowed();
}

/**
 * Kills the primary and promotes a standby, time after time, while the writer writes; ends after so many cycles, or with
 * the first one that lost an acknowledged row.
 */
export async function run(
  postgres: ReplicatedPostgres,
  writer: Writer,
  { seed, cycles, rule }: { readonly seed: number; readonly cycles: number; readonly rule: Rule },
): Promise<Outcome> {
  let seen = 0;
  let differed = 0;
  for (let cycle = 1; ; cycle += 1) {
    await eventually("a commit of this cycle", WRITE_SECONDS, async () =>
      writer.acknowledged().length > seen ? true : undefined,
    );
    const standbys = await fault(postgres, seed, cycle);
    if (!postgres.mayFailOver(standbys))
      throw new Error(`cycle ${cycle}: no quorum among ${standbys.length} standbys.`);
    const chosen = rule(standbys);
    if (chosen === undefined) throw new Error(`cycle ${cycle}: no standby to promote.`);
    if (new Set(standbys.map(({ received }) => received)).size > 1) differed += 1;
    await postgres.promote(chosen);
    const acknowledged = writer.acknowledged();
    const lost = (await writer.missing(acknowledged.slice(seen))).length;
    seen = acknowledged.length;
    const outcome = { cycles: cycle, acknowledged: seen, differed, lost };
    if (lost > 0) return outcome;
    await restore(postgres, standbys, chosen);
    if (cycle === cycles) return outcome;
  }
}
