import { A, type Cases, growing, HOUR, OF_A, type Series, since, still } from "./case";

const scanner = (number: number) => `{${A},pod="content-scanner-${number}"}`;

const scanners = (up: number): Series => ({
  [`content_scanner_antivirus_up${scanner(0)}`]: still(up),
  [`content_scanner_antivirus_up${scanner(1)}`]: still(0),
});

const scans = (undecided: number): Series => ({
  [`content_scanner_scans_total{${A},pod="content-scanner-0",outcome="clean"}`]: growing(100 - undecided),
  [`content_scanner_scans_total{${A},pod="content-scanner-0",outcome="undecided"}`]: growing(undecided),
});

/** One scanner asks an antivirus with new signatures, the other one with these. */
const signatures = (secondsAgo: number): Series => ({
  [`content_scanner_signatures_timestamp_seconds${scanner(0)}`]: since(secondsAgo),
  [`content_scanner_signatures_timestamp_seconds${scanner(1)}`]: since(0),
});

export const CONTENT_SCANNER_CASES: Cases = {
  AntivirusUnreachable: { fires: scanners(0), labels: OF_A, silent: scanners(1) },
  ScansUndecided: { fires: scans(6), labels: OF_A, silent: scans(4) },
  SignaturesOld: { fires: signatures(48 * HOUR), labels: {}, silent: signatures(40 * HOUR), at: "3h" },
};
