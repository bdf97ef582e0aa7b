import { footprint } from "./program/program";
import { thisProject } from "./project";

// A reader that has seen enough, such as head, closes the pipe: no defect of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

footprint(process.argv.slice(2), thisProject(), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  live: process.stderr.isTTY === true,
  interactive: process.stdin.isTTY === true,
  folder: process.cwd(),
  variables: process.env,
}).then((code) => {
  process.exitCode = code;
});
