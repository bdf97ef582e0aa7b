import type { KubernetesObject } from "../plan";

/** What a change does to what runs, or to data. */
export interface Effect {
  /** In a word, beside the object. */
  readonly what: string;
  /** Whole sentences for whoever deploys it; said once for all objects of which they are true. */
  readonly implies?: readonly string[];
  /** True where data may be lost, or nothing leads back to what was. */
  readonly irreversible?: boolean;
}

/** An object that is in both plans, otherwise in the second. */
export interface Changed {
  readonly before: KubernetesObject;
  readonly after: KubernetesObject;
  /** Paths of the fields that differ. */
  readonly fields: readonly string[];
}

/** `17.11-202608310816-standard-bookworm` of `host/path/postgresql:17.11-…@sha256:…`; undefined where there is none. */
export function tagOf(image: unknown): string | undefined {
  return typeof image === "string" ? image.match(/:([^/:@]+)(@[^@]*)?$/)?.[1] : undefined;
}
