/** The day on which all dates were read. */
export const READ_ON = "2026-11-24";

/** Until when a project mends its releases. */
type Support =
  | {
      /**
       * Last day on which a line of releases is mended, YYYY-MM-DD, by the beginning of its versions: `17` is that of 17.11.
       * Where only a month or a quarter is published, its first day, so that nothing is trusted for too long.
       */
      readonly ends: Readonly<Record<string, string>>;
      /** Where the dates are published. */
      readonly source: string;
    }
  | {
      /** Why no day can be told. */
      readonly unknown: string;
      /** Where the policy, or its absence, was read. */
      readonly source: string;
    };

/** Something that the footprint deploys, or is made with. */
export interface Component {
  readonly title: string;
  /** SPDX expression; of the program itself, not of all that its image holds. */
  readonly licence: string;
  readonly home: string;
  readonly support: Support;
  /** What a reader must know beside it. */
  readonly note?: string;
}

/** When the support of one version ends: a day, `unknown` with the reason, or `unrecorded`, when its line is not listed. */
export type End =
  | { readonly is: "known"; readonly day: string }
  | { readonly is: "unknown"; readonly why: string }
  | { readonly is: "unrecorded" };

/** True when a version is of a line: 17.11 and 17-bookworm are of 17, 170.1 is not. */
function isOf(line: string, version: string): boolean {
  return version === line || (version.startsWith(line) && /^[.+-]/.test(version.slice(line.length)));
}

/** When the support of a version ends; of the longest line that it is of. A leading v is nothing of a version. */
export function endOf({ support }: Component, version: string): End {
  if (!("ends" in support)) return { is: "unknown", why: support.unknown };
  const [day] = Object.entries(support.ends)
    .filter(([line]) => isOf(line, version.replace(/^v(?=\d)/, "")))
    .sort(([one], [other]) => other.length - one.length)
    .map(([, ends]) => ends);
  return day === undefined ? { is: "unrecorded" } : { is: "known", day };
}
