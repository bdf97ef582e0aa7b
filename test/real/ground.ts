import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Ground } from "./images";

/** Environment variable by which test/real/run.ts hands over what it installed. */
export const HANDED_OVER = "FOOTPRINT_REAL";

const handed = z.strictObject({
  project: z.string(),
  root: z.string(),
  venv: z.string(),
  barman: z.string(),
  contentScanner: z.string(),
  garage: z.string(),
  chromium: z.string(),
  oscal: z.string(),
  sarif: z.string(),
  cache: z.string(),
  scratch: z.string(),
});

/** Throws unless this process has a network namespace of its own in which nothing leads anywhere. */
function refuseWayOut(): void {
  const routes = readFileSync("/proc/net/route", "utf8").trim().split("\n").slice(1);
  const out = routes.filter((line) => line.split("\t")[1] === "00000000");
  if (out.length > 0) throw new Error("This network has a default route: a test could reach a real server.");
}

/** What was installed for this run; throws outside the namespaces that test/real/run.ts makes. */
export function thisGround(): Ground {
  const text = process.env[HANDED_OVER];
  if (text === undefined) throw new Error("Run these tests by test/real/run.ts.");
  refuseWayOut();
  return handed.parse(JSON.parse(text));
}
