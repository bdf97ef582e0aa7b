import type { Plan } from "../../../plan/plan";
import { at, homeservers } from "../../../plan/vocabulary";
import { type Answer, remark } from "../../rule";

/** A setting of homeserver.yaml, by its path, and what must be true of its value; absent is undefined. */
export interface Setting {
  readonly field: string;
  readonly right: (value: unknown) => boolean;
  readonly must: string;
}

/** Absent, where Synapse's default is off, or off in so many words: what YAML 1.1 reads as true is no exception. */
export function isOff(value: unknown): boolean {
  return value === undefined || value === false;
}

/** Looks at the same settings on every shard; what is absent has Synapse's default, which `right` is asked about too. */
export function checkSettings(plan: Plan, settings: readonly Setting[]): Answer {
  const found = homeservers(plan);
  return {
    looked: found.length,
    findings: found.flatMap(({ planned, config }) =>
      settings.flatMap(({ field, right, must }) => {
        const value = at(config, ...field.split("."));
        const shown = value === undefined ? "absent" : JSON.stringify(value);
        return right(value) ? [] : [remark(planned, field, `is ${shown}; it must be ${must}.`)];
      }),
    ),
  };
}
