import { type Agent, type IncomingHttpHeaders, request } from "node:http";

/** A request as it is to be sent: nothing in it is read, corrected or escaped. */
export interface Verbatim {
  readonly address: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  /** A header of several values is sent as so many lines. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  readonly agent: Agent;
}

export interface Routed {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The process that answered, if one did. */
  readonly pod: string | undefined;
}

/** Asks in the clear, past every edge. */
export function ask({ address: host, body, ...asked }: Verbatim): Promise<Routed> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, ...asked }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const pod = answer.headers["x-pod"];
      const routed = { status: answer.statusCode ?? 0, headers: answer.headers };
      answer.on("end", () => resolve({ ...routed, text, pod: typeof pod === "string" ? pod : undefined }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
