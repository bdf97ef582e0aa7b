import type { Compute } from "../../fleet/capacity/topology";
import { SCAN_SECONDS } from "../content-scanner/places";
import { UPLOAD_MIB } from "../homeserver/places";
import { PATHS, PORT } from "./places";

/**
 * What one file may unpack to in all, in MiB, and one file within it: eight and four times the largest upload. ClamAV's
 * defaults (400 and 100) refuse spreadsheets that one may send. Assumption.
 */
const UNPACKED_MIB = 8 * UPLOAD_MIB;
const MEMBER_MIB = 4 * UPLOAD_MIB;

/** Seconds of one scan: what takes longer is refused, and would keep others waiting. Assumption. */
const LONGEST_SCAN_SECONDS = 60;

/** Files scanned at a time: one a core. */
const threads = ({ milliCpu }: Compute) => Math.max(1, Math.floor(milliCpu / 1000));

/** Room for what is being scanned, in MiB: the file as it came, and what is unpacked from it. */
export function temporaryMiB(compute: Compute): number {
  return threads(compute) * (UPLOAD_MIB + UNPACKED_MIB);
}

/** clamd's configuration (clamd.conf(5)). Every way in which a file is not wholly looked into counts as found. */
export function clamdConfig(compute: Compute): string {
  return [
    "Foreground yes",
    "LogTime yes",
    `TCPSocket ${PORT}`,
    "# Its own probe, and freshclam, look for an address here.",
    "TCPAddr 0.0.0.0",
    `DatabaseDirectory ${PATHS.signatures}`,
    `TemporaryDirectory ${PATHS.temporary}`,
    "",
    "# While new signatures are loaded, the pod answers nothing and is not ready: the others go on. With two sets in",
    "# memory at a time it would need 1.2 GiB more (ClamAV's documentation, Docker).",
    "ConcurrentDatabaseReload no",
    "ExitOnOOM yes",
    "",
    `MaxThreads ${threads(compute)}`,
    "CommandReadTimeout 10",
    `ReadTimeout ${SCAN_SECONDS}`,
    "",
    `StreamMaxLength ${UPLOAD_MIB}M`,
    `MaxScanSize ${UNPACKED_MIB}M`,
    `MaxFileSize ${MEMBER_MIB}M`,
    `MaxScanTime ${LONGEST_SCAN_SECONDS * 1000}`,
    "# What is larger, nested deeper or slower than may be scanned was not scanned.",
    "AlertExceedsMax yes",
    "# Nor was what only its receiver can open; PDFs that open without a password are looked into.",
    "AlertEncryptedArchive yes",
    "AlertEncryptedDoc yes",
    "# Macros are judged by signatures: administrations work with documents that have some.",
    "AlertOLE2Macros no",
    "",
  ].join("\n");
}

/** ClamAV's own distribution, which tells by DNS what is new and sends only that; a mirror has whole files. */
const PUBLIC_MIRROR = "database.clamav.net";

/** Times a day that new signatures are looked for: hourly, the most that ClamAV's distribution takes. */
const CHECKS = 24;

/** freshclam's configuration (freshclam.conf(5)). */
export function freshclamConfig(signatures: string, proxy: URL): string {
  const source =
    signatures === PUBLIC_MIRROR ? [`DatabaseMirror https://${signatures}`] : [`PrivateMirror https://${signatures}`];
  return [
    "Foreground yes",
    "LogTime yes",
    `DatabaseDirectory ${PATHS.signatures}`,
    ...source,
    `Checks ${CHECKS}`,
    "MaxAttempts 2",
    "ConnectTimeout 10",
    "ReceiveTimeout 300",
    `HTTPProxyServer ${proxy.hostname}`,
    `HTTPProxyPort ${proxy.port}`,
    "# New signatures are loaded aside first: what does not load never takes the place of what does.",
    "TestDatabases yes",
    `NotifyClamd ${PATHS.config}/clamd.conf`,
    "",
  ].join("\n");
}
