import { chmodSync, chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { POSTGRES_PARAMETERS } from "./changes";
import { type Cluster, serviceNames } from "./cluster";
import { Container, type ContainerSpec, type Mount } from "./container/container";
import { eventually, type Place, run } from "./container/network";
import { type DatabaseOwner, databaseCluster, databaseOwners, renderedParameters } from "./databases";
import { USERS } from "./images";
import { keptFolder, keyOf } from "./install/kept";
import { systemFiles } from "./pods/pod";
import { signingKey } from "./secrets";

/*
 * Stands in for CloudNativePG: one plain PostgreSQL for a Cluster of the plan, with its rendered parameters, databases,
 * roles and Secrets. What the operator adds for failover and backups is not this test's subject.
 */

const BIN = "/usr/lib/postgresql/15/bin";
const DATA = "/var/lib/postgresql/data";
const SOCKETS = "/run/postgresql";
const CERTIFICATES = "/run/certificates";
const UID = USERS.postgres ?? 0;

/** As CloudNativePG writes it: passwords over TLS, and the operator itself by the socket. */
const ACCESS = "local all all trust\nhostssl all all all scram-sha-256\n";

/** Seconds until a server answers. Assumption: one that starts among many. */
const START_SECONDS = 60;

function ownFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chownSync(path, UID, UID);
  chmodSync(path, 0o700);
  return path;
}

const templates = new Map<string, Promise<string>>();

/** A PostgreSQL server in a place of its own. */
export class Postgres {
  private constructor(private readonly container: Container) {}

  /** A container with the programs of PostgreSQL, for a folder that holds the data. */
  private static spec(
    cluster: Cluster,
    place: Place,
    namespace: string,
    folder: string,
  ): Omit<ContainerSpec, "command"> {
    const hostname = "postgres-1";
    const mount = (name: string, to: string): Mount => ({ from: ownFolder(join(folder, name)), to, writable: true });
    return {
      name: `${namespace}/${hostname}`,
      hostname,
      network: place.namespace,
      env: { PATH: `${BIN}:/usr/bin`, PGHOST: SOCKETS, PGUSER: "postgres", LC_ALL: "C" },
      mounts: [
        ...systemFiles(folder, cluster.node, { namespace, hostname, address: place.addresses.pods ?? "" }),
        mount("data", DATA),
        mount("sockets", SOCKETS),
        mount("certificates", CERTIFICATES),
      ],
      uid: UID,
      gid: UID,
      groups: [],
      folder: undefined,
    };
  }

  /** Starts a server on a folder that `initialise` or an earlier server filled. */
  private static async serve(
    cluster: Cluster,
    place: Place,
    namespace: string,
    folder: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Postgres> {
    const settings = Object.entries({ ...parameters, listen_addresses: "*", unix_socket_directories: SOCKETS });
    const command = ["postgres", "-D", DATA, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
    const log = join(cluster.ground.scratch, "logs", namespace, "postgres-1", "postgres.log");
    const spec = { ...Postgres.spec(cluster, place, namespace, folder), command };
    const server = new Postgres(Container.start(cluster.ground.root, spec, log));
    await eventually(`PostgreSQL of ${namespace}`, START_SECONDS, async () => {
      if (server.container.ended !== undefined) throw new Error(`PostgreSQL ended:\n${server.container.tail()}`);
      return server.sql("select 1").catch(() => undefined);
    });
    return server;
  }

  /** An empty server's files in a folder. */
  private static async initialise(cluster: Cluster, place: Place, folder: string): Promise<void> {
    const command = [
      "initdb",
      "-D",
      DATA,
      "--encoding=UTF8",
      "--locale=C",
      "--data-checksums",
      "--no-sync",
      "-U",
      "postgres",
    ];
    const spec = { ...Postgres.spec(cluster, place, "template", folder), command };
    const made = Container.start(cluster.ground.root, spec, join(cluster.ground.scratch, "logs", "initdb.log"));
    if ((await made.end) !== 0) throw new Error(`initdb failed:\n${made.tail()}`);
    writeFileSync(join(folder, "data", "pg_hba.conf"), ACCESS);
  }

  /**
   * Fills a folder with a server's files that hold Synapse's schema, made by Synapse's own program; every shard starts
   * from a copy, since 17 times the same statements prove nothing.
   */
  private static async makeTemplate(
    cluster: Cluster,
    folder: string,
    { database, owner }: DatabaseOwner,
  ): Promise<void> {
    const place = await cluster.network.join("template", ["pods"]);
    const work = mkdtempSync(join(cluster.ground.scratch, "template-"));
    await Postgres.initialise(cluster, place, work);
    const server = await Postgres.serve(cluster, place, "template", work, POSTGRES_PARAMETERS);
    try {
      await server.sql(`create role "${owner}" login`);
      await server.sql(`create database "${database}" owner "${owner}"`);
      writeFileSync(join(work, "sockets", "signing.key"), signingKey());
      const config = {
        server_name: "template.invalid",
        report_stats: false,
        media_store_path: `${SOCKETS}/media`,
        signing_key_path: `${SOCKETS}/signing.key`,
        database: { name: "psycopg2", args: { host: SOCKETS, user: owner, dbname: database } },
      };
      const update = [
        ...["python", "-m", "synapse._scripts.update_synapse_database", "--run-background-updates"],
        ...["--database-config", "-"],
      ];
      const synapse = cluster.image(cluster.plan.facts.images.synapse.reference);
      const { spec } = server.container;
      await server.container.exec(update, JSON.stringify(config), {
        env: { ...spec.env, ...synapse.env, PATH: synapse.path },
        mounts: [...spec.mounts, ...synapse.mounts],
      });
      await server.container.signal("SIGINT");
      await server.container.end;
    } finally {
      await server.container.kill();
    }
    renameSync(join(work, "data"), join(folder, "data"));
    rmSync(work, { recursive: true });
    await cluster.network.leave(place);
  }

  /** Folder of the template, from the cache or made anew; once, whoever asks meanwhile. */
  private static template(cluster: Cluster, owner: DatabaseOwner): Promise<string> {
    const { root, venv, cache } = cluster.ground;
    const name = `database-${keyOf(root, venv, JSON.stringify(owner))}`;
    const known =
      templates.get(name) ?? keptFolder(cache, name, (folder) => Postgres.makeTemplate(cluster, folder, owner));
    templates.set(name, known);
    return known;
  }

  /** The server of one shard, under the names that the operator gives it. */
  static async start(
    cluster: Cluster,
    namespace: string,
    password: (owner: DatabaseOwner) => string,
  ): Promise<Postgres> {
    const rendered = databaseCluster(cluster.plan, namespace);
    const owners = databaseOwners(cluster.plan, namespace);
    const { name } = rendered.object.metadata;
    const place = await cluster.network.join(`${namespace}.${name}`, ["pods"]);
    const folder = join(cluster.ground.scratch, "pods", `${namespace}.${name}`);
    mkdirSync(folder, { recursive: true });
    // cp keeps owners and rights, which PostgreSQL insists on.
    await run(["cp", "-a", "--reflink=auto", join(await Postgres.template(cluster, owners[0]), "data"), folder]);
    const names = serviceNames(namespace, `${name}-rw`);
    const { certificate, key } = await cluster.authority.issue(`${namespace}-postgres`, names);
    const certificates = ownFolder(join(folder, "certificates"));
    for (const [file, content] of Object.entries({ "server.crt": certificate, "server.key": key })) {
      writeFileSync(join(certificates, file), content, { mode: 0o600 });
      chownSync(join(certificates, file), UID, UID);
    }
    const tls = { ssl: "on", ssl_cert_file: `${CERTIFICATES}/server.crt`, ssl_key_file: `${CERTIFICATES}/server.key` };
    const server = await Postgres.serve(cluster, place, namespace, folder, {
      ...renderedParameters(rendered),
      ...POSTGRES_PARAMETERS,
      ...tls,
    });
    cluster.atEnd(() => server.container.kill());
    for (const owner of owners) await server.own(owner, password(owner));
    await cluster.name(names.slice(-1), place.addresses.pods ?? "");
    return server;
  }

  /** Makes a role and its database where they are missing, and gives the role its password. */
  private async own({ database, owner }: DatabaseOwner, password: string): Promise<void> {
    if ((await this.sql(`select 1 from pg_roles where rolname = '${owner}'`)) === "")
      await this.sql(`create role "${owner}" login`);
    await this.sql(`alter role "${owner}" password '${password}'`);
    if ((await this.sql(`select 1 from pg_database where datname = '${database}'`)) === "")
      await this.sql(`create database "${database}" owner "${owner}" template template0`);
  }

  /** Runs statements as the operator would; resolves to what they return, without a header. */
  async sql(statements: string, database = "postgres"): Promise<string> {
    const quiet = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"];
    return (await this.container.exec([...quiet, "--dbname", database], statements)).trim();
  }
}
