import type { Compute } from "../../fleet/capacity/topology";
import { ANTIVIRUS_NAMESPACE, type Fleet } from "../../fleet/fleet";
import { BORDER_PROXY, borderPeer } from "../border/border";
import { CONTENT_SCANNER } from "../content-scanner/places";
import { filesChecksum } from "../files";
import { bytesQuantity } from "../kubernetes/quantity";
import { selectorLabels, systemLabels, TENANT_LABELS } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import type { Flow } from "../values";
import { clamdConfig, freshclamConfig, temporaryMiB } from "./config";
import { ANTIVIRUS, PATHS, PORT } from "./places";
import type { AntivirusValues } from "./values";

/**
 * What fetches signatures: it loads those that came once, to try them, which takes 1.2 GiB (ClamAV's documentation,
 * Docker), with some room.
 */
const UPDATER: Compute = { milliCpu: 500, memoryMiB: 1536 };

/** Room for signatures in MiB: 300 of them (main, daily, bytecode), unpacked, old and new at a time. Assumption. */
const SIGNATURES_MIB = 2048;

/** Scanners of every shard ask it; it asks the border for signatures. */
function flows(): AntivirusValues["antivirus"]["networkPolicy"] {
  const scanners: Flow = {
    peers: [
      {
        namespaceSelector: { matchLabels: TENANT_LABELS },
        podSelector: { matchLabels: selectorLabels(CONTENT_SCANNER) },
      },
    ],
    ports: [PORT],
  };
  return { ingress: [scanners], egress: [{ peers: [borderPeer()], ports: [BORDER_PROXY.port] }] };
}

/** ClamAV for all shards: scans what it is sent, keeps nothing, and fetches signatures hourly. */
export function antivirus(fleet: Fleet): Release {
  const { replicas, milliCpu, memoryMiB } = fleet.antivirusPods;
  const scanner = { milliCpu, memoryMiB };
  const needs: Needs = {
    milliCpu: milliCpu + UPDATER.milliCpu,
    memoryMiB: memoryMiB + UPDATER.memoryMiB,
    pods: replicas,
    surge: 1,
    volumesGiB: [],
  };
  const files = {
    "clamd.conf": clamdConfig(scanner),
    "freshclam.conf": freshclamConfig(fleet.antivirus.signatures, new URL(BORDER_PROXY.url)),
  };
  const values: AntivirusValues = {
    antivirus: {
      labels: systemLabels(fleet, ANTIVIRUS, "backend"),
      selector: selectorLabels(ANTIVIRUS),
      image: fleet.images.clamav.reference,
      serviceAccount: ANTIVIRUS,
      replicas,
      resources: guaranteed(scanner),
      updater: { resources: guaranteed(UPDATER) },
      nodeSelector: poolSelector(fleet, "serving"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      port: PORT,
      paths: PATHS,
      sizes: { signatures: bytesQuantity(SIGNATURES_MIB), temporary: bytesQuantity(temporaryMiB(scanner)) },
      networkPolicy: flows(),
    },
  };
  return {
    name: ANTIVIRUS,
    namespace: ANTIVIRUS_NAMESPACE,
    chart: "antivirus",
    values,
    wait: true,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [needs],
    accounts: [ANTIVIRUS],
  };
}
