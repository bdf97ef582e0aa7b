import { eventually } from "./container/network";
import { type Answer, request } from "./request";

/** Seconds until a message of another server must be there: one transaction between busy servers. Assumption. */
const ARRIVAL_SECONDS = 30;

/** Where a homeserver is reached from outside: its names, the edge behind them, and who vouches for it. */
export interface PublicPlace {
  readonly serverName: string;
  readonly host: string;
  readonly address: string;
  readonly authority: string;
  /** Where it is asked in the clear, past the edge; default: by the edge, as everybody does. */
  readonly origin?: string;
}

/** A refusal in Matrix's own words. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly status: number,
    readonly errcode: string,
    what: string,
  ) {
    super(`${what}: ${status} ${errcode}`);
  }
}

export type Data = Readonly<Record<string, unknown>>;

function parsed(text: string): Data {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === "object" && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

/** Text of an answer; throws where it is none. */
function text(data: Data, key: string): string {
  const value = data[key];
  if (typeof value !== "string") throw new Error(`no ${key} in ${JSON.stringify(data)}`);
  return value;
}

export interface Room {
  readonly name?: string;
  readonly invite?: readonly string[];
  readonly preset?: "private_chat" | "public_chat";
  readonly initialState?: readonly Data[];
}

/** A person with a client, through the edge as everybody. */
export class Agent {
  private sent = 0;
  private since: string | undefined;

  constructor(
    private readonly where: PublicPlace,
    readonly id: string,
    readonly token: string,
  ) {}

  /** Asks the homeserver; throws Refused with Matrix's error code for every refusal. */
  async ask(method: string, path: string, data?: Data): Promise<Data> {
    const body = data === undefined ? undefined : JSON.stringify(data);
    return parsed((await this.exchange(method, path, "application/json", body)).text);
  }

  private async exchange(method: string, path: string, type: string, body?: string | Buffer): Promise<Answer> {
    const { host, address, authority, origin } = this.where;
    const answer = await request(new URL(path, origin ?? `https://${host}`), {
      method,
      // Without a token it is someone who has not signed in.
      headers: { host, "content-type": type, ...(this.token === "" ? {} : { authorization: `Bearer ${this.token}` }) },
      ...(origin === undefined ? { address, authority } : {}),
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status < 300) return answer;
    const { errcode } = parsed(answer.text);
    throw new Refused(answer.status, String(errcode ?? answer.text.slice(0, 200)), `${method} ${path}`);
  }

  /** Uploads a file; resolves to its server and id, as paths of the media API name it. */
  async upload(bytes: Buffer, type: string): Promise<string> {
    const { text: answer } = await this.exchange("POST", "/_matrix/media/v3/upload", type, bytes);
    return text(parsed(answer), "content_uri").replace("mxc://", "");
  }

  /** A file, or a thumbnail of it. */
  async media(path: string): Promise<Buffer> {
    return (await this.exchange("GET", `/_matrix/client/v1/media/${path}`, "application/json")).bytes;
  }

  private client(method: string, path: string, data?: Data): Promise<Data> {
    return this.ask(method, `/_matrix/client/v3/${path}`, data);
  }

  async displayName(user: string): Promise<string> {
    return text(await this.client("GET", `profile/${encodeURIComponent(user)}`), "displayname");
  }

  async createRoom({ name, invite = [], preset = "private_chat", initialState = [] }: Room = {}): Promise<string> {
    const asked = { name, invite, preset, initial_state: initialState };
    return text(await this.client("POST", "createRoom", asked), "room_id");
  }

  async invite(room: string, user: string): Promise<void> {
    await this.client("POST", `rooms/${encodeURIComponent(room)}/invite`, { user_id: user });
  }

  async join(room: string): Promise<void> {
    await this.client("POST", `rooms/${encodeURIComponent(room)}/join`, {});
  }

  /** Sends a message; resolves to the event's id. */
  async say(room: string, words: string): Promise<string> {
    this.sent += 1;
    const path = `rooms/${encodeURIComponent(room)}/send/m.room.message/${Date.now()}-${this.sent}`;
    return text(await this.client("PUT", path, { msgtype: "m.text", body: words }), "event_id");
  }

  /** What has happened since the last time. */
  async sync(seconds = 0): Promise<Data> {
    const since = this.since === undefined ? "" : `&since=${encodeURIComponent(this.since)}`;
    const news = await this.client("GET", `sync?timeout=${seconds * 1000}${since}`);
    this.since = text(news, "next_batch");
    return news;
  }

  /** Bodies of a room's messages, oldest first, once there are so many: those of another server arrive by themselves. */
  async reads(room: string, count: number): Promise<string[]> {
    return eventually(`${count} messages for ${this.id}`, ARRIVAL_SECONDS, async () => {
      const messages = await this.messages(room);
      return messages.length >= count ? messages : undefined;
    });
  }

  /** Bodies of a room's newest messages, oldest first. */
  async messages(room: string): Promise<string[]> {
    const { chunk } = await this.client("GET", `rooms/${encodeURIComponent(room)}/messages?dir=b&limit=50`);
    if (!Array.isArray(chunk)) throw new Error("no chunk of messages");
    return chunk
      .filter((event) => event.type === "m.room.message")
      .map((event) => String(event.content?.body))
      .reverse();
  }
}
