import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Cluster } from "../cluster";
import { Container } from "../container/container";
import { eventually } from "../container/network";
import { garageImage, USERS } from "../images";
import { systemFiles } from "../pods/pod";
import { request } from "../request";
import { type Credentials, StoreClient, type StorePlace } from "../s3";
import { Edge } from "./edge";

/** Seconds until it answers; it starts in under one. */
const START_SECONDS = 20;
const S3_PORT = 3900;
const ADMIN_PORT = 3903;

const bucket = z.object({ id: z.string() });

export interface Rights {
  readonly read: boolean;
  readonly write: boolean;
}

/**
 * Stands in for an object store of somebody else, outside the cluster, behind a public name: one node of Garage. It has
 * neither versions nor an object lock, so that what only those protect from is not seen here.
 */
export class ObjectStore {
  private constructor(
    readonly place: StorePlace,
    private readonly admin: string,
    private readonly token: string,
  ) {}

  /** Answers at the endpoint's name, over TLS, to those who come through the border. */
  static async start(cluster: Cluster, name: string, endpoint: string, region: string): Promise<ObjectStore> {
    const { ground, names, node, network, authority } = cluster;
    const place = await network.join(name, ["outside"]);
    const address = place.addresses.outside ?? "";
    const folder = join(ground.scratch, "pods", name);
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    const token = randomBytes(24).toString("hex");
    const settings = {
      metadata_dir: "/data/metadata",
      data_dir: "/data/data",
      replication_factor: 1,
      rpc_bind_addr: "0.0.0.0:3901",
      rpc_secret: randomBytes(32).toString("hex"),
      "s3_api.s3_region": region,
      "s3_api.api_bind_addr": `0.0.0.0:${S3_PORT}`,
      "admin.api_bind_addr": `0.0.0.0:${ADMIN_PORT}`,
      "admin.admin_token": token,
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
    writeFileSync(join(data, "garage.toml"), lines.join(""), { mode: 0o600 });
    const uid = USERS.nobody ?? 0;
    for (const each of [data, join(data, "garage.toml")]) chownSync(each, uid, uid);
    const image = garageImage(ground);
    const who = { namespace: name, hostname: name, address };
    const container = Container.start(
      ground.root,
      {
        name,
        hostname: name,
        network: place.namespace,
        command: ["/garage", "-c", "/data/garage.toml", "server", "--single-node"],
        env: { RUST_LOG: "garage=info" },
        mounts: [
          ...systemFiles(folder, { ...node, nameServer: names.outside }, who),
          ...image.mounts,
          { from: data, to: "/data", writable: true },
        ],
        uid,
        gid: uid,
        groups: [],
        folder: undefined,
      },
      join(ground.scratch, "logs", `${name}.log`),
    );
    cluster.atEnd(() => container.kill());
    const admin = `http://${address}:${ADMIN_PORT}`;
    await eventually(`the object store ${name}`, START_SECONDS, async () => {
      if (container.ended !== undefined) throw new Error(`the object store ${name} ended:\n${container.tail()}`);
      const answer = await request(new URL("/health", admin)).catch(() => undefined);
      return answer?.status === 200 || undefined;
    });
    const { hostname } = new URL(endpoint);
    const upstream = { name, hosts: [hostname], server: `${address}:${S3_PORT}` };
    const edge = await Edge.start(cluster, `${name}-edge`, [upstream], false);
    const shown = { endpoint, region, address: edge.address, authority: authority.certificate };
    return new ObjectStore(shown, admin, token);
  }

  private async ask(path: string, body?: unknown): Promise<unknown> {
    const { status, text } = await request(new URL(`/v2/${path}`, this.admin), {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Makes buckets that these keys may use, and nobody else. */
  async buckets(names: readonly string[], keys: readonly (Rights & { readonly key: Credentials })[]): Promise<void> {
    for (const { key } of keys)
      await this.ask("ImportKey", { accessKeyId: key.id, secretAccessKey: key.secret, name: key.id });
    for (const name of names) {
      const made = bucket.parse(await this.ask("CreateBucket", { globalAlias: name }));
      for (const { key, read, write } of keys) {
        const permissions = { read, write, owner: false };
        await this.ask("AllowBucketKey", { bucketId: made.id, accessKeyId: key.id, permissions });
      }
    }
  }

  /** Somebody with a key, outside the cluster. */
  client(key: Credentials): StoreClient {
    return new StoreClient(this.place, key);
  }
}
