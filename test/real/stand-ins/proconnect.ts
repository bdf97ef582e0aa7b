import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import type { Cluster } from "../cluster";

/*
 * Stands in for ProConnect: discovery, keys, authorization, token, and what it says of a person as a signed token. Who
 * signs in, and with which claims, the test says; ProConnect's own checks of them are none of this.
 */

export type Claims = Readonly<Record<string, unknown>>;

interface Grant {
  readonly claims: Claims;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

/** Seconds that its tokens live, as ProConnect's. */
const TOKEN_SECONDS = 60;

const KEY_ID = "test";

const base64url = (data: object) => Buffer.from(JSON.stringify(data)).toString("base64url");

async function form(incoming: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
  return new URLSearchParams(text);
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function answer(status: number, data: object): Reply {
  return { status, headers: { "content-type": "application/json" }, text: JSON.stringify(data) };
}

export class ProConnect {
  private readonly key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly grants = new Map<string, Grant>();
  private readonly tokens = new Map<string, Claims>();
  /** Addresses from which it was asked for what no browser sees. */
  readonly askers = new Set<string>();
  /** Who is in front of it: what it will say of them. */
  person: Claims = {};

  private constructor(
    readonly address: string,
    private readonly issuer: string,
    private readonly client: { readonly id: string; readonly secret: () => string },
  ) {}

  /** Outside the cluster, at the name that the environment gives; `secret` is what the client's Secret holds. */
  static async start(cluster: Cluster, secret: () => string): Promise<ProConnect> {
    const { identityProvider, environment } = cluster.plan.facts;
    const { host, path } = identityProvider;
    const address = await cluster.network.own("outside");
    const { certificate, key } = await cluster.authority.issue("proconnect", [host]);
    const server = createServer({ cert: certificate, key });
    const client = { id: `tchap-${environment}`, secret };
    const provider = new ProConnect(address, `https://${host}${path}`, client);
    server.on("request", async (incoming, response) => {
      const reply = await provider.serve(incoming).catch((error: Error) => answer(500, { error: error.message }));
      response.writeHead(reply.status, reply.headers).end(reply.text);
    });
    await new Promise<void>((resolve) => server.listen(443, address, resolve));
    await cluster.name([host], address);
    cluster.atEnd(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return provider;
  }

  private signed(claims: Claims, privateKey: KeyObject = this.key.privateKey): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: this.issuer, aud: this.client.id, iat: now, exp: now + TOKEN_SECONDS, ...claims };
    const text = `${base64url({ alg: "RS256", kid: KEY_ID, typ: "JWT" })}.${base64url(payload)}`;
    return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
  }

  private discovery(): object {
    const at = (path: string) => `${this.issuer}/${path}`;
    return {
      issuer: this.issuer,
      authorization_endpoint: at("authorize"),
      token_endpoint: at("token"),
      userinfo_endpoint: at("userinfo"),
      jwks_uri: at("jwks"),
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      subject_types_supported: ["pairwise"],
      // It takes no client's secret in a header (proconnect-documentation).
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
      id_token_signing_alg_values_supported: ["RS256", "ES256"],
      userinfo_signing_alg_values_supported: ["RS256", "ES256"],
      code_challenge_methods_supported: ["S256"],
      scopes_supported: ["openid", "email", "given_name", "usual_name"],
    };
  }

  private async serve(incoming: IncomingMessage): Promise<Reply> {
    const url = new URL(incoming.url ?? "", this.issuer);
    const path = `${url.origin}${url.pathname}`.slice(this.issuer.length);
    if (path !== "/authorize") this.askers.add(incoming.socket.remoteAddress ?? "");
    switch (path) {
      case "/.well-known/openid-configuration":
        return answer(200, this.discovery());
      case "/jwks":
        return answer(200, {
          keys: [{ ...this.key.publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" }],
        });
      case "/authorize":
        return this.authorize(url.searchParams);
      case "/token":
        return this.grant(await form(incoming));
      case "/userinfo": {
        const claims = this.tokens.get((incoming.headers.authorization ?? "").replace("Bearer ", ""));
        if (claims === undefined) return answer(401, { error: "invalid_token" });
        return { status: 200, headers: { "content-type": "application/jwt" }, text: this.signed(claims) };
      }
      default:
        return answer(404, { error: "the stand-in does not answer this" });
    }
  }

  /** The person in front of it has said who they are already: the browser goes straight back. */
  private authorize(asked: URLSearchParams): Reply {
    const value = (name: string) => asked.get(name) ?? "";
    if (value("client_id") !== this.client.id || value("code_challenge_method") !== "S256")
      return answer(400, { error: "invalid_request" });
    const code = randomBytes(16).toString("hex");
    const redirect = value("redirect_uri");
    const challenge = value("code_challenge");
    this.grants.set(code, { claims: this.person, nonce: value("nonce"), challenge, redirect });
    const back = new URL(redirect);
    back.searchParams.set("code", code);
    back.searchParams.set("state", value("state"));
    back.searchParams.set("iss", this.issuer);
    return { status: 302, headers: { location: back.href }, text: "" };
  }

  private grant(asked: URLSearchParams): Reply {
    const { id, secret } = this.client;
    if (asked.get("client_id") !== id || asked.get("client_secret") !== secret())
      return answer(401, { error: "invalid_client" });
    const code = asked.get("code") ?? "";
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const challenge = createHash("sha256")
      .update(asked.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant === undefined || grant.challenge !== challenge || grant.redirect !== asked.get("redirect_uri"))
      return answer(400, { error: "invalid_grant" });
    const token = randomBytes(16).toString("hex");
    this.tokens.set(token, grant.claims);
    const { sub } = grant.claims;
    return answer(200, {
      access_token: token,
      token_type: "Bearer",
      expires_in: TOKEN_SECONDS,
      id_token: this.signed({ sub, nonce: grant.nonce, acr: "eidas1", amr: ["pwd"] }),
    });
  }
}
