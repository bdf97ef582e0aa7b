/**
 * Seconds of the lease that only one primary holds. A standby that is to take over first waits a whole lease: with these
 * acknowledged writes stopped for 8.7 s when a primary's pod was deleted, with CloudNativePG's defaults (15, 10, 2) for
 * 19 s (measured, real operator). It costs a write to the API server a second from each primary, twice the default, and
 * a primary that is chosen to be replaced has 6 s in place of 15 to show that it lives. A failing API server alone
 * changes no primary: the lease is only taken by a standby that the operator chose.
 */
export const PRIMARY_LEASE = { durationSeconds: 6, renewSeconds: 4, retrySeconds: 1 } as const;

/**
 * Milliseconds in which a primary that reaches neither API server nor standbys stops itself (CloudNativePG's defaults):
 * behind a broken network it would go on answering reads of the past.
 */
export const ISOLATION_CHECK = { connectMilliseconds: 1000, requestMilliseconds: 1000 } as const;

/** Seconds that an instance has to stop or start. */
export const SHUTDOWN = {
  /** For clients to leave by themselves, 180 by default: Synapse's never do, and no new one gets in meanwhile. */
  smartSeconds: 5,
  /**
   * For an orderly stop, checkpoint and last segments included, 1800 by default; then it is killed, and a node's drain
   * waits as long. Nothing acknowledged is lost by that, only a replay on start. Assumption.
   */
  stopSeconds: 600,
  /** The same for a primary that hands over, 3600 by default: nobody can write meanwhile. Assumption. */
  switchoverSeconds: 120,
  /** For the replay after a crash before the pod is given up; CloudNativePG's default. */
  startSeconds: 3600,
} as const;
