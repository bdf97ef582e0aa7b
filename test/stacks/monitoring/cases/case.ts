/** Input series in promtool's notation: `a+bxn` is n+1 samples from a on, each b more, one at each step. */
export type Series = Readonly<Record<string, string>>;

/** What proves an alert: series on which it fires, and like ones on which it stays silent. */
export interface AlertCase {
  readonly fires: Series;
  /** Labels that it fires with, beside those that its rule puts on it; once, or several times. */
  readonly labels: Readonly<Record<string, string>> | readonly Readonly<Record<string, string>>[];
  readonly silent: Series;
  /** When it is looked at; default an hour after the start. */
  readonly at?: string;
  /** Step of the series and of evaluation; default a minute. */
  readonly every?: string;
}

export type Cases = Readonly<Record<string, AlertCase>>;

/** Labels of a shard's series. */
export const A = 'namespace="tchap-a",shard="a",perimeter="p"';
export const OF_A = { namespace: "tchap-a", shard: "a", perimeter: "p" } as const;

/** Whose the namespace is, as the facts of an environment say it. */
export const WHOSE_A: Series = { [`tchap:namespace:info{${A}}`]: "1+0x240" };

/** A namespace that all share. */
export const whose = (namespace: string): Series => ({ [`tchap:namespace:info{namespace="${namespace}"}`]: "1+0x240" });

/** A gauge that stays, for four hours. */
export const still = (value: number) => `${value}+0x240`;

/** Since when something is: so many seconds before the start, which is second 0 for promtool. */
export const since = (secondsAgo: number) => still(-secondsAgo);

export const HOUR = 3600;

/** A counter that grows by so much a minute. */
export const growing = (perMinute: number) => `0+${perMinute}x240`;
