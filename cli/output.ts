/** What commands print to: text for people or one JSON document for programs, progress only on a terminal. */
export interface Output {
  /** A line for people; not printed with --json. */
  say(text: string): void;
  /** What a person must look at, on standard error; not printed with --json. */
  problem(text: string): void;
  /** The command's result, printed with --json only. */
  data(value: unknown): void;
  /** What is going on, in place, on a terminal. */
  progress(text: string): void;
  /** Clears the progress line. */
  done(): void;
}

/** Output to a process's streams. */
export function streamOutput(out: NodeJS.WriteStream, err: NodeJS.WriteStream, json: boolean): Output {
  const live = err.isTTY === true && !json;
  return {
    say: (text) => {
      if (!json) out.write(text);
    },
    problem: (text) => {
      if (!json) err.write(text.endsWith("\n\n") ? text : `${text}\n`);
    },
    data: (value) => {
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress: (text) => {
      if (live) err.write(`\r\u001b[K${text} …`);
    },
    done: () => {
      if (live) err.write("\r\u001b[K");
    },
  };
}
