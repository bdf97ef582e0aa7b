/** A whole number of the first unit in the largest unit that keeps it whole, as Kubernetes itself writes it back. */
function canonical(amount: number, [unit = "", ...larger]: readonly string[], factor: number): string {
  if (amount === 0) return "0";
  return larger.length > 0 && amount % factor === 0 ? canonical(amount / factor, larger, factor) : `${amount}${unit}`;
}

/**
 * CPU as Kubernetes itself writes it back, 2000 → "2", 500 → "500m"; input in thousandths of a core.
 * A value written another way ("0.5") would show as drift in every second plan.
 */
export function cpuQuantity(milliCpu: number): string {
  return canonical(milliCpu, ["m", "", "k", "M"], 1000);
}

/** Memory or storage as Kubernetes itself writes it back, 2048 → "2Gi", 1500 → "1500Mi", 0 → "0"; input in MiB. */
export function bytesQuantity(mebibytes: number): string {
  return canonical(mebibytes, ["Mi", "Gi", "Ti", "Pi"], 1024);
}
