import { randomBytes } from "node:crypto";
import { liveShards, type Perimeter, type Shard } from "../../fleet/fleet";
import type { PlannedObject } from "../../plan/plan";
import { at, list } from "../../plan/vocabulary";
import { CONTENT_SCANNER } from "../../stacks/content-scanner/places";
import { Agent, type PublicPlace } from "./agent";
import type { Cluster } from "./cluster";
import { eventually } from "./container/network";
import type { Pod } from "./pods/pod";
import { Postgres, type PostgresOptions } from "./postgres";
import { request } from "./request";
import { secretValues } from "./secrets";
import { Authentication } from "./stand-ins/authentication";

/** Seconds until the router sees the homeserver that has become ready. Assumption: HAProxy asks every 2 s, twice. */
const PUBLIC_SECONDS = 60;

/** What stands in where the plan has what cannot run here. */
const AUTHENTICATION = "authentication";

/** What does not run with a shard: what cannot, and the scanner, which a test of its own runs. */
const LEFT_OUT = [AUTHENTICATION, CONTENT_SCANNER];

export interface ShardOptions {
  /** How many pods of a Deployment run, where not as many as rendered. */
  readonly copies?: number;
  /** How its database begins and where it archives to; default: new, and nowhere. */
  readonly database?: PostgresOptions;
}

/** A shard that runs: its database, its stand-ins, and every pod that the plan gives it. */
export class RunningShard {
  private constructor(
    readonly cluster: Cluster,
    readonly shard: Shard,
    readonly perimeter: Perimeter,
    readonly database: Postgres,
    readonly authentication: Authentication | undefined,
    readonly pods: readonly Pod[],
    private readonly edge: string,
  ) {}

  /**
   * Starts everything that the plan has in a shard's namespace, and resolves when all is ready; `edge` is where its
   * public names lead to.
   */
  static async start(
    cluster: Cluster,
    name: string,
    edge: string,
    { copies, database: options }: ShardOptions = {},
  ): Promise<RunningShard> {
    const { facts } = cluster.plan;
    const shard = liveShards(facts).find((each) => each.name === name);
    const perimeter = facts.perimeters.find(({ shards }) => shards.some((each) => each.name === name));
    if (shard === undefined || perimeter === undefined) throw new Error(`${name} is no shard of ${facts.environment}.`);
    const { namespace } = shard;
    // Who starts again after a loss has them from escrow.
    if (!cluster.hasSecrets(namespace))
      cluster.setSecrets(namespace, secretValues(cluster.plan, namespace, cluster.authority.certificate));
    const value = (secret: string, key: string) => cluster.secret(namespace, secret, key);
    const database = await Postgres.start(cluster, namespace, ({ secret }) => value(secret, "password"), options);
    const main = () => `http://${cluster.pod(namespace, "homeserver-0").address}:8008`;
    const link = perimeter.features.signIn === "mas" ? value("authentication-link", "secret") : undefined;
    const authentication = link === undefined ? undefined : await startAuthentication(cluster, shard, link, main);
    const statefulSets = cluster.objects(namespace, "StatefulSet");
    const deployments = cluster
      .objects(namespace, "Deployment")
      .filter(({ object }) => !LEFT_OUT.includes(object.metadata.name));
    const started = await Promise.all([
      ...statefulSets.map((each) => cluster.run(each, leastOf(cluster, each))),
      ...deployments.map((each) => cluster.run(each, copies)),
    ]);
    const isOpen = facts.federation.peers.some(({ serverName }) => serverName === shard.serverName);
    // To agents by the router, to other servers by the border's gateway before it.
    for (const path of ["/_matrix/client/versions", ...(isOpen ? ["/_matrix/key/v2/server"] : [])])
      await eventually(`${shard.host} answers ${path}`, PUBLIC_SECONDS, async () => {
        const asked = { address: edge, authority: cluster.authority.certificate };
        const answer = await request(new URL(path, `https://${shard.host}`), asked);
        return answer.status === 200 || undefined;
      });
    return new RunningShard(cluster, shard, perimeter, database, authentication, started.flat(), edge);
  }

  pod(name: string): Pod {
    return this.cluster.pod(this.shard.namespace, name);
  }

  /** Where people outside reach it. */
  get place(): PublicPlace {
    const { serverName, host } = this.shard;
    return { serverName, host, address: this.edge, authority: this.cluster.authority.certificate };
  }

  /** A value of one of its Secrets. */
  secret(name: string, key: string): string {
    return this.cluster.secret(this.shard.namespace, name, key);
  }

  /** A person with an account here, signed in as the shard's perimeter signs people in. */
  async agent(localpart: string): Promise<Agent> {
    const where = this.place;
    const { serverName } = where;
    if (this.authentication !== undefined) {
      const session = await this.authentication.signIn(localpart, localpart, `${localpart}@example.invalid`);
      return new Agent(where, `@${localpart}:${serverName}`, session.token);
    }
    return new Agent(where, `@${localpart}:${serverName}`, await this.insertAccount(localpart));
  }

  /** Set-up, no sign-in: the rows that an account, its name and its session leave in the database. */
  private async insertAccount(localpart: string): Promise<string> {
    const user = `@${localpart}:${this.shard.serverName}`;
    const token = `syt_${randomBytes(16).toString("hex")}`;
    await this.database.sql(
      `begin;
       lock table access_tokens in exclusive mode; -- two accounts at once would take the same number
       insert into users (name, creation_ts, admin, is_guest) values ('${user}', extract(epoch from now()), 0, 0);
       insert into profiles (user_id, full_user_id, displayname) values ('${localpart}', '${user}', '${localpart}');
       insert into devices (user_id, device_id, display_name, hidden) values ('${user}', 'TEST', 'test', false);
       insert into access_tokens (id, user_id, device_id, token)
         values ((select coalesce(max(id), 0) + 1 from access_tokens), '${user}', 'TEST', '${token}');
       commit;`,
      "homeserver",
    );
    return token;
  }
}

/** How many pods autoscaling keeps at least, where it decides. */
function leastOf(cluster: Cluster, { object: { metadata } }: PlannedObject): number | undefined {
  const scaled = cluster
    .objects(metadata.namespace ?? "", "HorizontalPodAutoscaler")
    .find(({ object }) => at(object, "spec", "scaleTargetRef", "name") === metadata.name);
  return scaled === undefined ? undefined : Number(at(scaled.object, "spec", "minReplicas"));
}

async function startAuthentication(
  cluster: Cluster,
  shard: Shard,
  secret: string,
  main: () => string,
): Promise<Authentication> {
  const { namespace, authenticationHost } = shard;
  const shown = cluster.objects(namespace, "Service").find(({ object }) => object.metadata.name === AUTHENTICATION);
  const port = at(list(at(shown?.object, "spec", "ports"))[0], "port");
  const address = await cluster.network.own("pods");
  await cluster.name([`${AUTHENTICATION}.${namespace}.svc.cluster.local`], address);
  const issuer = `https://${authenticationHost}/`;
  const service = await Authentication.start({ address, port: Number(port) }, secret, issuer, main);
  cluster.atEnd(() => service.stop());
  return service;
}
