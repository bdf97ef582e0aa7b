import { createServer, type Server, type TLSSocket } from "node:tls";
import { z } from "zod";
import type { Certificate } from "../container/authority";

/*
 * Stands in for the central store: syslog over TLS (RFC 5425), each message with its length before it (RFC 6587, 3.4.1),
 * from clients with a certificate of the store's authority alone.
 */

/** A line as the store has it. */
export interface Taken {
  readonly priority: number;
  readonly time: string;
  readonly host: string;
  readonly program: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function read(message: string): Taken {
  const found = /^<(\d+)>1 (\S+) (\S+) (\S+) - - - (\{.*\})$/s.exec(message);
  if (found === null) throw new Error(`not as RFC 5424 has it: ${message.slice(0, 300)}`);
  const [, priority = "", time = "", host = "", program = "", text = ""] = found;
  const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return { priority: Number(priority), time, host, program, fields };
}

export class LogStore {
  /** All that was taken, in its order. */
  readonly taken: Taken[] = [];
  /** What clients used: protocol and suite. */
  readonly secured: string[] = [];
  /** Connections that came to nothing. */
  refused = 0;
  private server: Server | undefined;
  private readonly open = new Set<TLSSocket>();

  constructor(
    readonly address: string,
    readonly port: number,
    private readonly authority: string,
  ) {}

  async start({ certificate, key }: Certificate): Promise<void> {
    const options = { cert: certificate, key, ca: this.authority, requestCert: true, rejectUnauthorized: true };
    const server = createServer(options, (socket) => this.take(socket));
    server.on("tlsClientError", () => {
      this.refused += 1;
    });
    await new Promise<void>((resolve) => server.listen(this.port, this.address, resolve));
    this.server = server;
  }

  private take(socket: TLSSocket): void {
    this.open.add(socket);
    this.secured.push(`${socket.getProtocol()} ${socket.getCipher().name}`);
    let waiting = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.open.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (let space = waiting.indexOf(" "); space > 0; space = waiting.indexOf(" ")) {
        const end = space + 1 + Number(waiting.toString("latin1", 0, space));
        if (waiting.length < end) return;
        this.taken.push(read(waiting.toString("utf8", space + 1, end)));
        waiting = waiting.subarray(end);
      }
    });
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.open) socket.destroy();
    await closed;
  }
}
