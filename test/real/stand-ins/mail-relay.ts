import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import type { Cluster } from "../cluster";
import { eventually, type Place } from "../container/network";

/*
 * Stands in for the operator's mail relay: SMTP that takes mail after STARTTLS and a password only (RFC 5321, 3207,
 * 4954), and delivers it to whoever looks.
 */

export interface Mail {
  readonly to: readonly string[];
  readonly text: string;
}

/** The first link of a mail's first part, which Synapse writes as text in base64. */
export function linkIn({ text }: Mail): URL {
  const part = /Content-Transfer-Encoding: base64\n\n([A-Za-z0-9+/=\n]*)/.exec(text)?.[1] ?? "";
  const words = Buffer.from(part, "base64").toString("utf8");
  const link = /https:\/\/\S*/.exec(words)?.[0];
  if (link === undefined) throw new Error(`no link in ${words}`);
  return new URL(link);
}

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Seconds until a mail that was asked for has come. Assumption. */
const DELIVERY_SECONDS = 20;

/** Lines of one connection, one after another, over TLS from the moment that the client asks for it. */
class Conversation {
  private buffer = "";
  private account: Account | undefined;
  private to: string[] = [];
  private data: string[] | undefined;
  /** Whether the next line is what a client signs in with. */
  private asked = false;

  constructor(
    private socket: Socket,
    private readonly relay: MailRelay,
    private readonly context: ReturnType<typeof createSecureContext>,
    private secure = false,
  ) {}

  open(): void {
    this.listen();
    this.say("220 relay ready");
  }

  private listen(): void {
    this.socket.on("error", () => this.socket.destroy());
    this.socket.on("data", (chunk: Buffer) => {
      this.buffer += chunk.toString("utf8");
      for (let end = this.buffer.indexOf("\r\n"); end >= 0; end = this.buffer.indexOf("\r\n")) {
        const line = this.buffer.slice(0, end);
        this.buffer = this.buffer.slice(end + 2);
        const answer = this.data === undefined ? this.hear(line) : this.take(this.data, line);
        if (answer !== undefined) this.say(answer);
        if (line === "STARTTLS") this.startTls();
        if (line === "QUIT") this.socket.end();
      }
    });
  }

  private say(line: string): void {
    this.socket.write(`${line}\r\n`);
  }

  private startTls(): void {
    const plain = this.socket;
    plain.removeAllListeners("data");
    this.socket = new TLSSocket(plain, { isServer: true, secureContext: this.context });
    this.secure = true;
    this.listen();
  }

  /** A line of a mail, which ends with a dot on a line of its own. */
  private take(data: string[], line: string): string | undefined {
    if (line !== ".") {
      data.push(line.replace(/^\./, ""));
      return undefined;
    }
    this.relay.mails.push({ to: this.to, text: data.join("\n") });
    this.data = undefined;
    return "250 taken";
  }

  private admit(encoded: string): string {
    const [, user = "", password = ""] = Buffer.from(encoded, "base64").toString("utf8").split("\0");
    this.account = { user, password };
    this.relay.accounts.push(this.account);
    return "235 welcome";
  }

  private hear(line: string): string {
    if (this.asked) {
      this.asked = false;
      return this.admit(line);
    }
    const [command = "", ...rest] = line.split(" ");
    const [first = "", second] = rest;
    switch (command) {
      case "EHLO":
        return this.secure ? "250-relay\r\n250 AUTH PLAIN" : "250-relay\r\n250 STARTTLS";
      case "STARTTLS":
        return "220 go ahead";
      case "AUTH":
        if (!this.secure || first !== "PLAIN") return "538 encryption required";
        if (second !== undefined) return this.admit(second);
        this.asked = true;
        return "334 ";
      case "MAIL":
        this.to = [];
        return this.account === undefined ? "530 sign in first" : "250 ok";
      case "RCPT":
        this.to = [...this.to, /<([^>]*)>/.exec(line)?.[1] ?? ""];
        return "250 ok";
      case "DATA":
        this.data = [];
        return "354 go on";
      case "QUIT":
        return "221 bye";
      default:
        return "502 unknown";
    }
  }
}

export class MailRelay {
  readonly mails: Mail[] = [];
  /** Who signed in, and how. */
  readonly accounts: Account[] = [];

  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** At the first of the addresses that the environment declares, where these pods alone find it. */
  static async start(cluster: Cluster, readers: readonly Place[]): Promise<MailRelay> {
    const { relay: name, addresses, port } = cluster.plan.facts.mail;
    const address = addresses[0]?.replace("/32", "");
    if (address === undefined) throw new Error("the environment declares no address of its mail relay.");
    await cluster.network.declare(address, readers);
    const { certificate, key } = await cluster.authority.issue("mail-relay", [name]);
    const context = createSecureContext({ cert: certificate, key });
    const server = createServer();
    const relay = new MailRelay(server);
    server.on("connection", (socket) => {
      relay.sockets.add(socket);
      new Conversation(socket, relay, context).open();
    });
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    await cluster.name([name], address);
    cluster.atEnd(() => relay.stop());
    return relay;
  }

  /** The newest mail to somebody, once it has come. */
  async newest(to: string): Promise<Mail> {
    return eventually(`a mail to ${to}`, DELIVERY_SECONDS, async () =>
      this.mails.findLast((mail) => mail.to.includes(to)),
    );
  }

  private async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
