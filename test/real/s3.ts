import { createHash, createHmac } from "node:crypto";
import { type Answer, request } from "./request";

/** A key of an object store. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** Where an object store is asked. */
export interface StorePlace {
  readonly endpoint: string;
  readonly region: string;
  /** Where the endpoint's name leads to, and who vouches for it, where it is a public one. */
  readonly address?: string;
  readonly authority?: string;
}

/** A refusal in the store's own words. */
class StoreRefused extends Error {
  override readonly name = "StoreRefused";

  constructor(
    readonly status: number,
    readonly code: string,
    what: string,
  ) {
    super(`${what}: ${status} ${code}`);
  }
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** As Signature Version 4 wants names: everything but letters, digits and `-._~` in hexadecimal. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The texts of an element in an answer of the store. */
const texts = (xml: string, element: string) =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);

/** Somebody with a key who asks an object store, by its S3 interface. */
export class StoreClient {
  constructor(
    private readonly place: StorePlace,
    private readonly credentials: Credentials,
  ) {}

  /** Signs as Signature Version 4 of AWS says: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
  private async ask(
    method: string,
    path: string,
    query: Readonly<Record<string, string>> = {},
    body: Buffer = Buffer.alloc(0),
  ): Promise<Answer> {
    const { endpoint, region, address, authority } = this.place;
    const search = Object.entries(query)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join("&");
    const url = new URL(`${path.split("/").map(encoded).join("/")}${search === "" ? "" : `?${search}`}`, endpoint);
    const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const scope = `${moment.slice(0, 8)}/${region}/s3/aws4_request`;
    const headers = { host: url.host, "x-amz-content-sha256": sha256(body), "x-amz-date": moment };
    const names = Object.keys(headers).join(";");
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const asked = [method, url.pathname, search, lines.join(""), names, headers["x-amz-content-sha256"]].join("\n");
    const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${this.credentials.secret}`);
    const signature = hmac(key, ["AWS4-HMAC-SHA256", moment, scope, sha256(asked)].join("\n")).toString("hex");
    const authorization = `AWS4-HMAC-SHA256 Credential=${this.credentials.id}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    const answer = await request(url, {
      method,
      headers: { ...headers, authorization, "content-length": String(body.length) },
      body,
      ...(address === undefined ? {} : { address }),
      ...(authority === undefined ? {} : { authority }),
    });
    if (answer.status < 300) return answer;
    throw new StoreRefused(answer.status, texts(answer.text, "Code")[0] ?? "", `${method} ${path}`);
  }

  async put(bucket: string, name: string, content: string | Buffer): Promise<void> {
    await this.ask("PUT", `/${bucket}/${name}`, {}, Buffer.from(content));
  }

  async get(bucket: string, name: string): Promise<Buffer> {
    return (await this.ask("GET", `/${bucket}/${name}`)).bytes;
  }

  async remove(bucket: string, name: string): Promise<void> {
    await this.ask("DELETE", `/${bucket}/${name}`);
  }

  /** Names of all objects, and of those only that begin with a prefix, where one is given. */
  async list(bucket: string, prefix = ""): Promise<string[]> {
    const names: string[] = [];
    let more: Record<string, string> = {};
    do {
      const { text } = await this.ask("GET", `/${bucket}`, { "list-type": "2", prefix, ...more });
      names.push(...texts(text, "Key"));
      const [next] = texts(text, "NextContinuationToken");
      more = next === undefined ? {} : { "continuation-token": next };
    } while (more["continuation-token"] !== undefined);
    return names;
  }
}
