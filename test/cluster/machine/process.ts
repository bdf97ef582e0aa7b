import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** A process of the test that runs until it is killed, and prints to a file. */
export class Process {
  private ended: string | undefined;
  private readonly end: Promise<void>;

  private constructor(
    readonly name: string,
    private readonly log: string,
    private readonly started: ChildProcess,
  ) {
    this.end = new Promise((resolve) => {
      started.on("error", (error) => {
        this.ended = error.message;
        resolve();
      });
      started.on("exit", (code, signal) => {
        this.ended = `${signal ?? code}`;
        resolve();
      });
    });
  }

  static start(command: readonly string[], log: string): Process {
    mkdirSync(dirname(log), { recursive: true });
    const [program = "", ...args] = command;
    const file = openSync(log, "a");
    const child = spawn(program, args, { stdio: ["ignore", file, file] });
    closeSync(file);
    return new Process(program, log, child);
  }

  /** Throws, with the last lines that it printed, once it has ended by itself. */
  check(): void {
    if (this.ended === undefined) return;
    const tail = readFileSync(this.log, "utf8").split("\n").slice(-25).join("\n");
    throw new Error(`${this.name} ended with ${this.ended}, see ${this.log}:\n${tail}`);
  }

  /** The one process that it started, as unshare starts the first of a namespace. */
  child(): number {
    const { pid } = this.started;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    if (!/^\d+$/.test(children)) throw new Error(`${this.name} has not one child but: ${children}`);
    return Number(children);
  }

  /** Kills it, as a loss of power does. */
  async kill(): Promise<void> {
    this.started.kill("SIGKILL");
    await this.end;
  }
}
