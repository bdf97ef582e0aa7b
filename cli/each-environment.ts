import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mistake, MistakesError, mistakesText } from "../fleet/mistakes";
import type { Output } from "./output";

/** What a command found of one environment: its exit code, and what --json prints. */
interface Found {
  readonly code: number;
  readonly result: unknown;
}

/**
 * Does a command's work for environments one after the other, each with a folder of its own to synthesise into. Every
 * environment is tried; mistakes of all are told together, and then the answer is 2.
 */
export async function eachEnvironment(
  environments: readonly string[],
  output: Output,
  work: (environment: string, aside: string) => Promise<Found>,
): Promise<number> {
  const mistakes: Mistake[] = [];
  const found: Found[] = [];
  for (const environment of environments) {
    const aside = mkdtempSync(join(tmpdir(), "footprint-"));
    try {
      found.push(await work(environment, aside));
    } catch (error) {
      output.done();
      if (!(error instanceof MistakesError)) throw error;
      mistakes.push(...error.mistakes);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  if (mistakes.length > 0) output.problem(mistakesText(mistakes));
  output.data({ environments: found.map(({ result }) => result), mistakes });
  return Math.max(0, mistakes.length > 0 ? 2 : 0, ...found.map(({ code }) => code));
}
