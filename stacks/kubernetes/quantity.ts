/**
 * CPU as Kubernetes itself writes it back, 2000 → "2", 500 → "500m"; input in thousandths of a core.
 * A value written another way ("0.5") would show as drift in every second plan.
 */
export function cpuQuantity(milliCpu: number): string {
  return milliCpu % 1000 === 0 ? String(milliCpu / 1000) : `${milliCpu}m`;
}

/** Memory or storage as Kubernetes itself writes it back, 2048 → "2Gi", 1500 → "1500Mi"; input in MiB. */
export function bytesQuantity(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
