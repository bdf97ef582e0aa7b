import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/*
 * Shows what the last comparison found: the file of the first argument, at the port of the second, path /metrics. The
 * file is read each time; what cannot be read is an error, so that its alarm is heard.
 */

const [, , file = "", port = ""] = process.argv;

const server = createServer(({ method, url }, answer) => {
  if (method !== "GET" || url !== "/metrics") {
    answer.writeHead(404).end();
    return;
  }
  try {
    const figures = readFileSync(file);
    answer.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(figures);
  } catch {
    answer.writeHead(500).end(`${file} cannot be read\n`);
  }
});

// The first process of a container ends only by what it handles.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(0));
server.listen(Number(port));
