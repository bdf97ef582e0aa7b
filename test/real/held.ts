import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Agent } from "./agent";
import type { Postgres } from "./postgres";

/** Files that are compared. */
const FILES = 5;

/** What a shard's database holds: people, events with their content, files, and the last event's place. */
const COUNTS = `select (select count(*) from users), (select count(*) from events), (select count(*) from event_json),
  (select count(*) from local_media_repository), (select max(stream_ordering) from events)`;

export function countsOf(database: Postgres): Promise<string> {
  return database.sql(COUNTS, "homeserver");
}

export async function oneTimeKeys(database: Postgres): Promise<number> {
  return Number(await database.sql("select count(*) from e2e_one_time_keys_json", "homeserver"));
}

export const hash = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** What a shard held at an instant, to be found again. */
export interface Held {
  /** RFC 3339, UTC, to the second: nothing happens in the whole of it. */
  readonly at: string;
  readonly counts: string;
  /** Hashes of files by server and id. */
  readonly files: ReadonlyMap<string, string>;
  /** A room of people of the shard alone, and one with somebody of elsewhere. */
  readonly room: string;
  readonly shared: string;
}

async function uploadKey(agent: Agent): Promise<void> {
  const { device_id: device } = await agent.ask("GET", "/_matrix/client/v3/account/whoami");
  const key = { key: randomBytes(32).toString("base64").replaceAll("=", ""), signatures: {} };
  const keys = { one_time_keys: { [`signed_curve25519:${device}A`]: key } };
  await agent.ask("POST", "/_matrix/client/v3/keys/upload", keys);
}

/** Two people of a shard talk, with each other and with somebody of elsewhere; ends in the second that is the instant. */
export async function fill(database: Postgres, alice: Agent, bob: Agent, elsewhere: Agent): Promise<Held> {
  const room = await alice.createRoom({ invite: [bob.id] });
  await bob.join(room);
  const shared = await elsewhere.createRoom({ invite: [alice.id] });
  await alice.join(shared);
  await elsewhere.say(shared, "from elsewhere, before");
  await alice.reads(shared, 1);
  const files = new Map<string, string>();
  for (let index = 0; index < FILES; index += 1) {
    const bytes = randomBytes(20_000 + index);
    files.set(await alice.upload(bytes, "application/octet-stream"), hash(bytes));
  }
  await uploadKey(alice);
  await alice.say(room, "before the instant");
  const counts = await countsOf(database);
  // A second that has begun since, and is over before anything else happens.
  await pause(1000);
  const at = new Date().toISOString().replace(/\.\d+/, "");
  await pause(1000);
  return { at, counts, files, room, shared };
}
