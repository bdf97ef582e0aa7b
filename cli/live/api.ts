import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ToolError } from "../../plan/helm";
import { UsageError } from "../pipeline";

/** How a cluster is reached. */
export interface Access {
  readonly kubectl: string;
  /** Context of the kubeconfig; without one the kubeconfig's own, or, in a pod, the account of the pod. */
  readonly context: string | undefined;
  readonly variables: NodeJS.ProcessEnv;
}

/** What the API server answered. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks the API server for a path; throws ToolError when no answer comes. */
export type Ask = (path: string, accept: string) => Promise<Answer>;

/** Seconds without a byte after which an answer is given up. Assumption: a page of 500 objects takes one. */
const ANSWER_SECONDS = 60;

/** Seconds for kubectl to listen. Assumption: it has read one file by then, and contacts nobody. */
const START_SECONDS = 20;

/** Everything but reading is refused by the proxy itself, whatever the user may do. */
const REFUSED_METHODS = "^(CONNECT|DELETE|HEAD|OPTIONS|PATCH|POST|PUT|TRACE)$";

function read(answer: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    answer.on("data", (part: Buffer) => parts.push(part));
    answer.on("error", reject);
    answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString("utf8") }));
  });
}

function get(socketPath: string, path: string, accept: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new ToolError(`The cluster gave no answer to ${path}: ${why}.`));
    const sent = request({ socketPath, path, method: "GET", headers: { accept, host: "localhost" } }, (answer) => {
      read(answer).then(resolve, (error: Error) => fail(error.message));
    });
    sent.setTimeout(ANSWER_SECONDS * 1000, () => sent.destroy(new Error(`none within ${ANSWER_SECONDS} s`)));
    sent.on("error", (error) => fail(error.message));
    sent.end();
  });
}

/** What kubectl said before it ended, as the exception that tells the person what to do. */
function refusal(text: string, context: string | undefined): Error {
  if (context !== undefined && /context .*(does not exist|not found)|no context exists/i.test(text))
    return new UsageError(
      `The kubeconfig has no context ${context}. Name another with --context, or the right file in KUBE_CONFIG_PATH.`,
    );
  return new ToolError(`kubectl could not start: ${text.trim() || "it said nothing"}`);
}

/**
 * Has kubectl, which knows every way to sign in, stand between a cluster and some work on a socket of this user's alone;
 * it lets through nothing but GET. Throws UsageError for an unknown context, ToolError when kubectl does not start.
 */
export async function withApi<T>({ kubectl, context, variables }: Access, work: (ask: Ask) => Promise<T>): Promise<T> {
  // Made for this user alone.
  const folder = mkdtempSync(join(tmpdir(), "footprint-api-"));
  const socket = join(folder, "socket");
  // What deploys uses this one.
  const { KUBE_CONFIG_PATH: file } = variables;
  const chosen = context === undefined ? [] : [`--context=${context}`];
  const args = ["proxy", ...chosen, `--unix-socket=${socket}`, `--reject-methods=${REFUSED_METHODS}`];
  const child = spawn(kubectl, file === undefined || file === "" ? args : [`--kubeconfig=${file}`, ...args], {
    env: variables,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  try {
    await new Promise<void>((resolve, reject) => {
      let said = "";
      const late = setTimeout(
        () => reject(new ToolError(`kubectl did not listen within ${START_SECONDS} s. ${said.trim()}`)),
        START_SECONDS * 1000,
      );
      const settle = (act: () => void) => {
        clearTimeout(late);
        act();
      };
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
      child.stdout.setEncoding("utf8").once("data", () => settle(resolve));
      child.once("error", (error) => settle(() => reject(refusal(error.message, context))));
      child.once("close", () => settle(() => reject(refusal(said, context))));
    });
    return await work((path, accept) => get(socket, path, accept));
  } finally {
    kill();
    await ended;
    process.removeListener("exit", kill);
    rmSync(folder, { recursive: true, force: true });
  }
}
