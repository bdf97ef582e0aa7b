/** What surrounds a command: where it prints, whether a person is there, and where it was called. */
export interface Shell {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal: progress is shown. */
  readonly live: boolean;
  /** Standard input is a terminal: questions are asked. */
  readonly interactive: boolean;
  readonly folder: string;
  readonly variables: NodeJS.ProcessEnv;
}

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

/** Output to a shell. */
export function shellOutput({ out, err, live }: Shell, json: boolean): Output {
  const shown = live && !json;
  return {
    say: (text) => {
      if (!json) out(text);
    },
    problem: (text) => {
      if (!json) err(text.endsWith("\n\n") ? text : `${text}\n`);
    },
    data: (value) => {
      if (json) out(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress: (text) => {
      if (shown) err(`\r\u001b[K${text} …`);
    },
    done: () => {
      if (shown) err("\r\u001b[K");
    },
  };
}
