import type { Demand } from "./load";
import { PARAMETERS } from "./parameters";

/** What a shard will have stored a year ahead at the declared load, beyond what it holds today. */
export interface YearAhead {
  readonly databaseGiB: number;
  readonly mediaGiB: number;
  /** Base backup and write-ahead log of one day, in a year; the retention is as many of them as it has days. */
  readonly backupGiBPerDay: number;
}

const MONTHS = 12;
const DAYS_PER_MONTH = 365 / MONTHS;

/** A volume of whole steps, of one at least and `most` GiB at most. */
export function volumeGiB(gibibytes: number, most: number): number {
  const { volumeStep } = PARAMETERS;
  return Math.min(Math.max(1, Math.ceil(gibibytes / volumeStep.value)) * volumeStep.value, most);
}

export function yearAhead({ databaseGiBPerMonth, mediaGiBPerMonth }: Demand): YearAhead {
  const { backupCompression, walPerEvent, databaseKibibytes } = PARAMETERS;
  const databaseGiB = databaseGiBPerMonth * MONTHS;
  const walGiBPerDay = ((databaseGiBPerMonth / databaseKibibytes.value) * walPerEvent.value) / DAYS_PER_MONTH;
  return {
    databaseGiB: Math.ceil(databaseGiB),
    mediaGiB: Math.ceil(mediaGiBPerMonth * MONTHS),
    backupGiBPerDay: Math.ceil((databaseGiB + walGiBPerDay) * backupCompression.value),
  };
}

/** What a shard may fill of the media store. */
export function mediaQuotaGiB({ mediaGiBPerMonth }: Demand): number {
  const { mediaQuota, storageMonths, volumeStep } = PARAMETERS;
  const asked = mediaGiBPerMonth * storageMonths.value * mediaQuota.value;
  return Math.max(1, Math.ceil(asked / volumeStep.value)) * volumeStep.value;
}
