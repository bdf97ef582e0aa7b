import type { Compute } from "../../fleet/capacity/topology";
import type { Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { ANTIVIRUS_HOST, PORT, SIGNATURE_DAYS } from "../antivirus/places";
import { jsonFile, yamlFile } from "../files";
import { UPLOAD_MIB } from "../homeserver/places";
import { PUBLIC_PORT } from "../router/config";
import { ROUTER } from "../router/router";
import { PATHS, PORTS, SCAN_SECONDS } from "./places";

/** Memory of the scanner with no file, in MiB. Assumption; 60 were seen. */
const IDLE_MIB = 192;

/**
 * Times that a file is held at once: as it came, decrypted, the copy of that which Python takes over, and the one that
 * the antivirus is sent, in a volume in memory (scanner/scanner.py and rust/src/crypto of matrix-content-scanner 1.3).
 */
const COPIES = 4;

/** Files of the largest size that a pod has room for, and so takes at a time; one at least. */
export function filesAtATime({ memoryMiB }: Compute): number {
  return Math.max(1, Math.floor((memoryMiB - IDLE_MIB) / (UPLOAD_MIB * COPIES)));
}

/** Room for the files that are being scanned, in MiB: one each, and some for their folders. */
export function filesMiB(compute: Compute): number {
  return filesAtATime(compute) * UPLOAD_MIB + 8;
}

/** How long a verdict holds, in seconds: a day, after which newer signatures judge the file again. Assumption. */
const VERDICT_SECONDS = 24 * 3600;

/** Verdicts that a pod remembers; each takes less than a KiB. Assumption. */
const VERDICTS = 20_000;

/**
 * How a scan ends that came to no verdict: as our program says it, or killed (SIGKILL, SIGTERM). It is tried again when
 * the file is asked for again.
 */
const NO_VERDICT = [2, -9, -15];

/** Configuration of matrix-content-scanner, of its config.sample.yaml. */
function scannerConfig(shard: Pick<Shard, "namespace">) {
  return {
    web: { host: "0.0.0.0", port: PORTS.scan },
    scan: {
      script: `${PATHS.config}/scan.py`,
      temp_directory: PATHS.files,
      removal_command: "rm -f",
      // No list of MIME types: administrations send each other everything, and a type is guessed from the first bytes.
    },
    result_cache: {
      max_size: VERDICTS,
      // With its unit: a bare number is allowed by the schema and ends the program.
      ttl: `${VERDICT_SECONDS}s`,
      exit_codes_to_ignore: NO_VERDICT,
      // No copy of a file: who asks again has the homeserver say that they may have it, by their own token, and what
      // comes is compared with what was judged.
      max_file_size: "0",
    },
    download: {
      // By the shard's own router, which answers for the files of every shard: it speaks to no other server.
      base_homeserver_url: `http://${ROUTER}.${shard.namespace}.svc.cluster.local:${PUBLIC_PORT}`,
    },
    crypto: { request_secret_path: `${PATHS.secret}/${SHARD_SECRETS.contentScanner.keys[0]}` },
  };
}

/** What charts/shard/files/content-scanner reads, by its own names. */
function programSettings(compute: Compute) {
  return {
    folder: PATHS.files,
    filesAtATime: filesAtATime(compute),
    metricsPort: PORTS.metrics,
    antivirus: {
      host: ANTIVIRUS_HOST,
      port: PORT,
      seconds: SCAN_SECONDS,
      mostBytes: UPLOAD_MIB * 1024 * 1024,
      signatureDays: SIGNATURE_DAYS,
    },
  };
}

/** Files of the scanner beside its programs. */
export function scannerFiles(shard: Pick<Shard, "namespace">, compute: Compute): Record<string, string> {
  return {
    "scanner.yaml": yamlFile(scannerConfig(shard)),
    "settings.json": jsonFile(programSettings(compute)),
  };
}
