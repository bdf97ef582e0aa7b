import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { driftFigures } from "../../stacks/drift/figures";
import { ROOT, temporaryFolder } from "../plan/plans";

let server: ChildProcess;
let url: string;
const file = join(temporaryFolder(), "figures.txt");

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function started(): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    if ((await fetch(url).catch(() => undefined)) !== undefined) return;
    await pause(50);
  }
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/metrics`;
  server = spawn(process.execPath, [join(ROOT, "bin", "drift-metrics.js"), file, String(port)], { stdio: "ignore" });
  await started();
});

afterAll(() => {
  server.kill();
});

test("figures are shown as they are now, as Prometheus asks for them", async () => {
  for (const changed of [0, 3]) {
    const figures = driftFigures({ changed, missing: 0, foreign: 0, notCompared: 0, endedAt: 1 });
    writeFileSync(file, figures);
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, figures]);
    expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  }
});

test("another path or method shows nothing, and no figures are an error", async () => {
  expect((await fetch(new URL("/etc/passwd", url))).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(404);
  const port = await freePort();
  const blind = spawn(process.execPath, [join(ROOT, "bin", "drift-metrics.js"), `${file}.none`, String(port)]);
  try {
    const at = `http://127.0.0.1:${port}/metrics`;
    let answer: Response | undefined;
    while (answer === undefined) {
      if (blind.exitCode !== null) throw new Error("it ended");
      answer = await fetch(at).catch(() => undefined);
    }
    expect(answer.status).toBe(500);
  } finally {
    blind.kill();
  }
});
