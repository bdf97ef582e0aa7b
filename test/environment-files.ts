import { join } from "node:path";

const PROJECT = join(__dirname, "..");

/**
 * Files of an environment for tests that change them. For dev a frozen copy: a perimeter that comes aboard in
 * environments/dev must not turn tests red that count perimeters or take a reserved name.
 */
export function environmentFiles(environment: string): string {
  return environment === "dev" ? join(__dirname, "fixtures", "dev") : join(PROJECT, "environments", environment);
}
