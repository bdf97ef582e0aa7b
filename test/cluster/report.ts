import type { Outcome } from "./writer";

/** Tells what was measured as it comes: assertions only say that it was within the objective. */
export class Report {
  private last = Date.now();
  private begun = false;

  /** Tells how long something took, in seconds since this was last asked. */
  step(what: string): void {
    const now = Date.now();
    process.stdout.write(`${what} after ${((now - this.last) / 1000).toFixed(0)} s\n`);
    this.last = now;
  }

  private row(what: string, ...others: readonly string[]): void {
    process.stdout.write(`${what.padEnd(40)}${others.map((each) => each.padEnd(14)).join("")}\n`);
  }

  /** Tells one fault's outcome, and what became of the primary. */
  add(what: string, { acknowledged, gapSeconds, lost }: Outcome, primary: string): void {
    if (!this.begun) this.row("fault", "gap, s", "acknowledged", "lost", "took, s", "");
    this.begun = true;
    const now = Date.now();
    const took = ((now - this.last) / 1000).toFixed(0);
    this.last = now;
    this.row(what, gapSeconds.toFixed(1), String(acknowledged.length), String(lost.length), took, primary);
  }
}
