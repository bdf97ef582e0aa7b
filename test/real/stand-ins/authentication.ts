import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "../request";

/*
 * Stands in for Matrix Authentication Service, which is in no package registry: what Synapse asks it (whose token is
 * this), and what it tells Synapse (this account and this device exist). By Synapse's synapse/api/auth/mas.py and
 * synapse/rest/synapse/mas.
 */

export interface Session {
  readonly token: string;
  readonly localpart: string;
  readonly device: string;
}

async function body(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
  return text;
}

function answer(response: ServerResponse, status: number, data: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(data));
}

export class Authentication {
  private readonly sessions = new Map<string, Session>();
  /** How many tokens it was asked about. */
  asked = 0;

  private constructor(
    private readonly server: Server,
    private readonly secret: string,
    private readonly issuer: string,
    private readonly homeserver: () => string,
  ) {}

  /** `homeserver` is where Synapse's main process answers, once it runs. */
  static async start(
    where: { readonly address: string; readonly port: number },
    secret: string,
    issuer: string,
    homeserver: () => string,
  ): Promise<Authentication> {
    const server = createServer();
    const service = new Authentication(server, secret, issuer, homeserver);
    server.on("request", (incoming, response) => {
      service.serve(incoming, response).catch((error: Error) => answer(response, 500, { error: error.message }));
    });
    await new Promise<void>((resolve) => server.listen(where.port, where.address, resolve));
    return service;
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await body(incoming);
    switch (`${incoming.method} ${incoming.url}`) {
      case "GET /.well-known/openid-configuration":
        answer(response, 200, { issuer: this.issuer, account_management_uri: `${this.issuer}account/` });
        return;
      case "POST /oauth2/introspect":
        if (incoming.headers.authorization !== `Bearer ${this.secret}`)
          answer(response, 401, { error: "wrong secret" });
        else answer(response, 200, this.introspect(new URLSearchParams(text).get("token") ?? ""));
        return;
      default:
        answer(response, 404, { error: "the stand-in does not answer this" });
    }
  }

  private introspect(token: string): object {
    this.asked += 1;
    const session = this.sessions.get(token);
    if (session === undefined) return { active: false };
    const scope = `urn:matrix:client:api:* urn:matrix:client:device:${session.device}`;
    return { active: true, scope, username: session.localpart, sub: session.localpart, expires_in: 300 };
  }

  private async tell(path: string, data: object): Promise<void> {
    const { status, text } = await request(new URL(`/_synapse/mas/${path}`, this.homeserver()), {
      method: "POST",
      headers: { authorization: `Bearer ${this.secret}`, "content-type": "application/json" },
      body: JSON.stringify(data),
    });
    if (status >= 300) throw new Error(`Synapse refused ${path} with ${status}: ${text}`);
  }

  /** Makes an account and signs it in on one device, as this service does after ProConnect answered. */
  async signIn(localpart: string, displayName: string, email: string): Promise<Session> {
    const session = { token: `mat_${randomBytes(16).toString("hex")}`, localpart, device: "TEST" };
    await this.tell("provision_user", { localpart, set_displayname: displayName, set_emails: [email] });
    await this.tell("upsert_device", { localpart, device_id: session.device });
    this.sessions.set(session.token, session);
    return session;
  }

  /** Ends a session: its token is active no longer. */
  end(session: Session): void {
    this.sessions.delete(session.token);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
