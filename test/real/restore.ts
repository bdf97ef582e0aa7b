import { z } from "zod";
import type { RestorePlan, RestoreStep } from "../../cli/restore-plan/steps";
import type { Shard } from "../../fleet/fleet";
import type { KubernetesObject, PlannedObject } from "../../plan/plan";
import { filesOf } from "../../plan/vocabulary";
import { CONTENT_SCANNER } from "../../stacks/content-scanner/places";
import { PUBLIC_PORT } from "../../stacks/router/config";
import { ROUTER } from "../../stacks/router/router";
import type { Data } from "./agent";
import { Sidecar } from "./barman/sidecar";
import { COPIES_IN_FLEET } from "./changes";
import type { Cluster } from "./cluster";
import { eventually } from "./container/network";
import { databaseOwners, objectsIn } from "./databases";
import type { Completed, Pod } from "./pods/pod";
import { Postgres } from "./postgres";
import { request } from "./request";
import { databaseValues, type Secrets, secretValues } from "./secrets";

/** Secrets that the operator makes of a Cluster: of its owner, and of its authority. */
const OWNER = "postgres-app";
const AUTHORITY = "postgres-ca";

/** Seconds until the router has seen that the homeserver is ready. Assumption: HAProxy asks every 2 s, twice. */
const SERVING_SECONDS = 60;

/** The Secret and, where they are named, the keys that a command is about. */
function secretIn(command: string): { name: string; keys: string[] } | undefined {
  const name = /get secret (\S+)/.exec(command)?.[1];
  const keys = [...command.matchAll(/has\("([^"]+)"\)/g)].map(([, key = ""]) => key);
  return name === undefined ? undefined : { name, keys };
}

/**
 * Carries out the steps that `footprint restore-plan` wrote, as who follows them: hands their objects to the test's
 * cluster, and starts what the objects say. A step that is not known here fails.
 */
export class Restore {
  private done = 0;
  private running: Postgres | undefined;
  private verified: Completed | undefined;
  private readonly served: Pod[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly plan: RestorePlan,
    /** The live one. */
    private readonly shard: Shard,
  ) {}

  private readonly ways: Readonly<Record<string, (step: RestoreStep) => Promise<void> | void>> = {
    empty: () => {
      if (this.cluster.holds(this.plan.namespace)) throw new Error(`${this.plan.namespace} is not empty`);
    },
    namespace: (step) => this.apply(step),
    secrets: (step) => this.bring(step),
    "secrets-there": (step) => this.present(step),
    database: (step) => this.restore(step),
    "database-ready": async () => {
      await this.database.sql("select 1");
    },
    verify: async (step) => {
      this.apply(step);
      const [job] = this.cluster
        .objects(this.plan.namespace, "Job")
        .filter(({ object }) => step.objects.includes(object));
      if (job === undefined) throw new Error("no Job to verify with");
      this.verified = await this.cluster.complete(job);
      if (this.verified.code !== 0) throw new Error(`the database is not what it should be:\n${this.verified.log}`);
    },
    serving: (step) => this.serve(step),
    "serving-ready": async () => {
      const url = new URL("/_matrix/client/versions", this.origin);
      await eventually("the homeserver answers", SERVING_SECONDS, async () => (await this.answers(url)) || undefined);
    },
    "one-time-keys": async ({ commands }) => {
      const [, sql = ""] = /--command="([^"]+)"/.exec(commands.join("\n")) ?? [];
      const left = await this.database.sql(sql, "homeserver");
      if (left !== "0") throw new Error(`${left} one-time keys are left`);
    },
  };

  /** Carries out all steps up to one, that one included. */
  async upTo(id: string): Promise<void> {
    const end = this.plan.steps.findIndex((step) => step.id === id);
    if (end < this.done) throw new Error(`no step ${id} is to come.`);
    for (; this.done <= end; this.done += 1) {
      const step = this.plan.steps[this.done];
      const way = step && this.ways[step.id];
      if (step === undefined || way === undefined) throw new Error(`nobody here knows the step ${step?.id}`);
      await way(step);
    }
  }

  private planned(object: KubernetesObject, template: string): PlannedObject {
    const at = { file: "steps.json", line: 1, column: 1 };
    return { object, stack: "restore", release: "restore", template, perimeter: undefined, at };
  }

  private apply({ id, objects }: RestoreStep): void {
    this.cluster.apply(objects.map((object) => this.planned(object, id)));
  }

  /** Brings the Secrets that the commands copy; those of the drills are there. */
  private bring({ commands }: RestoreStep): void {
    const { cluster } = this;
    const copied = commands.flatMap((command) => secretIn(command)?.name ?? []);
    const secrets = copied.map((name) => [name, cluster.secretValues(this.shard.namespace, name)] as const);
    const own = secretValues(cluster.plan, this.plan.namespace, cluster.authority.certificate);
    cluster.setSecrets(this.plan.namespace, new Map([...own, ...secrets]));
  }

  private present({ commands }: RestoreStep): void {
    for (const { name, keys } of commands.flatMap((command) => secretIn(command) ?? []))
      for (const key of keys) this.cluster.secret(this.plan.namespace, name, key);
  }

  /** As the operator: makes the Secrets of the Cluster, and the server from its backups. */
  private async restore(step: RestoreStep): Promise<void> {
    const { cluster, plan } = this;
    this.apply(step);
    const [rendered] = cluster.objects(plan.namespace, "Cluster");
    if (rendered === undefined) throw new Error("no Cluster to restore");
    const [owner] = databaseOwners(cluster.plan, plan.namespace, rendered);
    const made: Secrets = new Map([
      [OWNER, new Map(Object.entries(databaseValues(owner)))],
      [AUTHORITY, new Map([["ca.crt", cluster.authority.certificate]])],
    ]);
    cluster.addSecrets(plan.namespace, made);
    this.running = await restoredFrom(cluster, rendered);
  }

  private async serve(step: RestoreStep): Promise<void> {
    this.apply(step);
    const { namespace } = this.plan;
    const statefulSets = this.cluster.objects(namespace, "StatefulSet");
    // The scanner has a test of its own, and nobody is there who would read a file.
    const deployments = this.cluster
      .objects(namespace, "Deployment")
      .filter(({ object }) => object.metadata.name !== CONTENT_SCANNER);
    const started = await Promise.all([
      ...statefulSets.map((each) => this.cluster.run(each)),
      ...deployments.map((each) => this.cluster.run(each, COPIES_IN_FLEET)),
    ]);
    this.served.push(...started.flat());
  }

  get database(): Postgres {
    if (this.running === undefined) throw new Error("no database is restored yet");
    return this.running;
  }

  /** What the checks of the database said: a line each. */
  get checks(): readonly Data[] {
    const lines = (this.verified?.log ?? "").split("\n").filter((line) => line.startsWith("{"));
    return lines.map((line): Data => JSON.parse(line));
  }

  /** Where the homeserver answers to who is let into its namespace. */
  get origin(): string {
    const router = this.served.find(({ rendered }) => rendered.labels["app.kubernetes.io/name"] === ROUTER);
    if (router === undefined) throw new Error("no router serves");
    return `http://${router.address}:${PUBLIC_PORT}`;
  }

  private async answers(url: URL): Promise<boolean> {
    const { host } = this.shard;
    return (await request(url, { headers: { host } })).status === 200;
  }

  /** What the step `discard` does. */
  async discard(): Promise<void> {
    await this.running?.remove();
    await this.cluster.lose(this.plan.namespace);
  }
}

const recoverySpec = z.looseObject({ bootstrap: z.strictObject({ recovery: z.looseObject({}) }) });

/** The Cluster of a shard's drill, which its ConfigMap holds; to an instant, where one is given. */
export function drillCluster({ plan }: Cluster, { restoreNamespace }: Shard, targetTime?: string): PlannedObject {
  const maps = objectsIn(plan, restoreNamespace, "ConfigMap");
  const held = maps.find(({ object }) => object.metadata.name === "restore-drill");
  if (held === undefined) throw new Error(`no ConfigMap ${restoreNamespace}/restore-drill.`);
  const object: KubernetesObject = JSON.parse(new Map(filesOf(held)).get("cluster.json") ?? "");
  if (targetTime === undefined) return { ...held, object };
  const { bootstrap, ...spec } = recoverySpec.parse(object.spec);
  const recovery = { ...bootstrap.recovery, recoveryTarget: { targetTime } };
  return { ...held, object: { ...object, spec: { ...spec, bootstrap: { recovery } } } };
}

/** The server that a Cluster describes, from its backups; rejects with what kept it from them. */
export function restoredFrom(cluster: Cluster, rendered: PlannedObject): Promise<Postgres> {
  const { namespace = "" } = rendered.object.metadata;
  return Postgres.start(
    cluster,
    namespace,
    ({ secret }) => cluster.secret(namespace, secret, "password"),
    new Sidecar(cluster, rendered).options(),
  );
}
