/** A series that Prometheus works out and keeps: `tchap:<what>:<figure>`. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Something that somebody is told. Annotations may name labels, `{{ $labels.shard }}`, and nothing else. */
interface Alert {
  readonly alert: string;
  /** `critical`: somebody is called, at night too. `warning`: somebody looks within a working day. */
  readonly severity: "critical" | "warning";
  readonly expr: string;
  /** How long it must hold, as Prometheus writes durations. */
  readonly for: string;
  readonly summary: string;
  readonly description: string;
  /** Name of a page of docs/runbooks, without `.md`. */
  readonly runbook: string;
}

/** What is recorded and told about one system. */
export interface RuleGroup {
  readonly name: string;
  /** Put on its alerts; absent where the series themselves say which system they are of. */
  readonly system?: string;
  readonly recordings?: readonly Recording[];
  readonly alerts?: readonly Alert[];
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds, as expressions have them. */
export const hours = (count: number): number => count * HOUR;
export const days = (count: number): number => count * DAY;

/** What a series of a shard is of; kept wherever figures are added up. */
export const PER_SHARD = "namespace, shard, perimeter";

/** Says of a series that knows its namespace alone whose it is, and leaves out what is not ours. */
export const WHOSE = "* on (namespace) group_left (shard, perimeter) tchap:namespace:info";
