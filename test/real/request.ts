import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Whom to ask, whatever the name in the URL leads to. */
  readonly address?: string;
  /** The only authority to trust. */
  readonly authority?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly bytes: Buffer;
}

/** Seconds until an answer must be there: a join over federation between busy servers takes several. Assumption. */
const PATIENCE = 90;

/** One HTTP request on a connection of its own; redirections are answers like others. */
export function request(url: URL, { method = "GET", headers, body, address, authority }: Asked = {}): Promise<Answer> {
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const asked = (secure ? https : http)(
      {
        host: address ?? url.hostname,
        port: url.port || (secure ? 443 : 80),
        path: `${url.pathname}${url.search}`,
        method,
        headers: { host: url.host, ...headers },
        timeout: PATIENCE * 1000,
        agent: false,
        ...(secure ? { servername: url.hostname, ca: authority } : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString("utf8"), bytes });
        });
        answer.on("error", reject);
      },
    );
    asked.on("timeout", () => asked.destroy(new Error(`${method} ${url.href}: no answer in ${PATIENCE} s`)));
    asked.on("error", reject);
    asked.end(body);
  });
}
