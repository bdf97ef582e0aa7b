import { Agent } from "./agent";
import { type Answer, request } from "./request";
import type { RunningShard } from "./shard";
import type { Claims, ProConnect } from "./stand-ins/proconnect";

/** Where a browser is sent, and what it was told to keep. */
const CLIENT = "https://client.example/";

/** Somebody's browser, before a shard that signs agents in with ProConnect. */
export class Browser {
  constructor(
    private readonly shard: RunningShard,
    private readonly proconnect: ProConnect,
  ) {}

  /** Follows the redirections of who signs in; resolves to the last page. */
  async browse(claims: Claims): Promise<Answer> {
    const { host, address, authority } = this.shard.place;
    this.proconnect.person = claims;
    const at = (url: URL) => ({ address: url.host === host ? address : this.proconnect.address, authority });
    let next = new URL(
      `https://${host}/_matrix/client/v3/login/sso/redirect/oidc-proconnect?redirectUrl=${encodeURIComponent(CLIENT)}`,
    );
    const cookies = new Map<string, string>();
    for (;;) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const page = await request(next, { ...at(next), headers: next.host === host ? { cookie } : {} });
      for (const each of page.headers["set-cookie"] ?? []) {
        const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(each) ?? [];
        cookies.set(name, value);
      }
      const { location } = page.headers;
      if (location === undefined) return page;
      next = new URL(location, next);
    }
  }

  /** Signs in to the end; throws where the last page gives no token. */
  async signIn(claims: Claims): Promise<Agent> {
    const { status, text } = await this.browse(claims);
    const token = /loginToken=([A-Za-z0-9_~.-]+)/.exec(text)?.[1];
    if (status !== 200 || token === undefined) throw new Error(`no token: ${status} ${text}`);
    const nobody = new Agent(this.shard.place, "", "");
    const { user_id, access_token } = await nobody.ask("POST", "/_matrix/client/v3/login", {
      type: "m.login.token",
      token,
    });
    return new Agent(this.shard.place, String(user_id), String(access_token));
  }
}
