/** What a finished comparison found, in objects, and when it ended, in seconds since 1970. */
export interface DriftFigures {
  readonly changed: number;
  readonly missing: number;
  readonly foreign: number;
  /** Kinds or namespaces that could not be read. */
  readonly notCompared: number;
  readonly endedAt: number;
}

const NEVER: DriftFigures = { changed: 0, missing: 0, foreign: 0, notCompared: 0, endedAt: 0 };

const series = (name: string, help: string, samples: readonly string[]) =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map((each) => `${name}${each}`), ""].join("\n");

/** The figures as Prometheus reads them; without any, nothing was ever compared. */
export function driftFigures(given: DriftFigures | undefined): string {
  const { changed, missing, foreign, notCompared, endedAt } = given ?? NEVER;
  const found = Object.entries({ changed, missing, foreign });
  return [
    series(
      "tchap_drift_objects",
      "Objects that are not as planned when last compared.",
      found.map(([kind, count]) => `{drift="${kind}"} ${count}`),
    ),
    series("tchap_drift_not_compared", "What the last comparison could not read.", [` ${notCompared}`]),
    series("tchap_drift_timestamp_seconds", "End of the last comparison; 0 when there was none.", [` ${endedAt}`]),
  ].join("");
}
