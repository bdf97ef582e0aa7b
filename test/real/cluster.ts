import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { objectId, type Plan, type PlannedObject } from "../../plan/plan";
import { at, list, selects } from "../../plan/vocabulary";
import { Authority } from "./container/authority";
import { Names } from "./container/names";
import { type Leg, Network } from "./container/network";
import { objectsIn } from "./databases";
import { type Ground, type Image, imageFor } from "./images";
import { tool } from "./install/tools";
import { type Completed, type Node, Pod } from "./pods/pod";
import { podsOf, type RenderedPod } from "./pods/rendered";
import { type Mountable, mountableIn } from "./pods/volumes";
import type { Secrets } from "./secrets";
import { serviceRecords } from "./services";

/** Pods that start at a time: each keeps a core busy. */
const STARTING = 3;

/** Stands in for Kubernetes: runs the pods of a plan, names its Services, holds the Secrets that others make. */
export class Cluster {
  private readonly pods = new Map<string, Pod[]>();
  private readonly secrets = new Map<string, Secrets>();
  private readonly ending: (() => Promise<void>)[] = [];
  private readonly starting = pLimit(STARTING);
  private readonly made = new Map<string, readonly string[]>();
  private completed = 0;

  private constructor(
    readonly ground: Ground,
    private current: Plan,
    readonly network: Network,
    readonly names: Names,
    readonly authority: Authority,
    readonly node: Node,
  ) {}

  /** An empty cluster for a plan. Only within namespaces made for the test: see test/real/run.ts. */
  static async start(machine: Ground, plan: Plan): Promise<Cluster> {
    const { root } = machine;
    const scratch = mkdtempSync(join(machine.scratch, "cluster-"));
    const ground = { ...machine, scratch };
    const network = await Network.create(tool(root, "usr/sbin/ip"), plan.facts.network.pods);
    const names = await Names.start(root, network, scratch);
    const authority = await Authority.create(root, join(scratch, "authority"));
    const trust = join(scratch, "trust.crt");
    writeFileSync(trust, authority.certificate);
    mkdirSync(join(scratch, "valkey"));
    for (const program of ["server", "cli"])
      symlinkSync(`/usr/bin/redis-${program}`, join(scratch, "valkey", `valkey-${program}`));
    return new Cluster(ground, plan, network, names, authority, { ground, plan, nameServer: names.address, trust });
  }

  /** What it holds: the plan that it was started for, and what was applied since. */
  get plan(): Plan {
    return this.current;
  }

  /** Takes objects over, in place of those of the same kind and name; nothing of them is started. */
  apply(objects: readonly PlannedObject[]): void {
    const taken = new Set(objects.map(({ object }) => objectId(object)));
    const kept = this.current.objects.filter(({ object }) => !taken.has(objectId(object)));
    // A plan of its own: what is derived from one is kept by it.
    this.current = { ...this.current, objects: [...kept, ...objects] };
  }

  objects(namespace: string, kind: string): PlannedObject[] {
    return objectsIn(this.plan, namespace, kind);
  }

  image(reference: string): Image {
    return imageFor(this.ground, this.plan, reference);
  }

  setSecrets(namespace: string, secrets: Secrets): void {
    this.secrets.set(namespace, secrets);
  }

  hasSecrets(namespace: string): boolean {
    return this.secrets.has(namespace);
  }

  /** Makes Secrets beside those that are there, or in their place. */
  addSecrets(namespace: string, secrets: Secrets): void {
    this.secrets.set(namespace, new Map([...(this.secrets.get(namespace) ?? []), ...secrets]));
  }

  /** All that a Secret holds. */
  secretValues(namespace: string, name: string): ReadonlyMap<string, string> {
    const found = this.secrets.get(namespace)?.get(name);
    if (found === undefined) throw new Error(`no Secret ${namespace}/${name}.`);
    return found;
  }

  /** A value that a Secret holds. */
  secret(namespace: string, name: string, key: string): string {
    const found = this.secretValues(namespace, name).get(key);
    if (found === undefined) throw new Error(`no key ${key} in the Secret ${namespace}/${name}.`);
    return found;
  }

  private claims(namespace: string): string {
    return join(this.ground.scratch, "claims", namespace);
  }

  /** A folder of the node that all pods are on. */
  nodeFolder(path: string): string {
    return join(this.ground.scratch, "node", path);
  }

  private mountable(namespace: string): Mountable {
    return mountableIn(
      this.plan,
      namespace,
      this.secrets.get(namespace) ?? new Map(),
      this.claims(namespace),
      this.nodeFolder("/"),
    );
  }

  /** Folder of a volume claim. */
  claim(namespace: string, name: string): string {
    return this.mountable(namespace).claim(name);
  }

  /** Which bridges a pod is on: a pod reaches outside the cluster only where a network policy names addresses for it. */
  private legs({ namespace, labels }: RenderedPod): Leg[] {
    const outside = this.objects(namespace, "NetworkPolicy").some(
      ({ object }) =>
        selects(at(object, "spec", "podSelector"), labels) === true &&
        list(at(object, "spec", "egress")).some((rule) =>
          list(at(rule, "to")).some((peer) => at(peer, "ipBlock", "cidr") === "0.0.0.0/0"),
        ),
    );
    return outside ? ["pods", "outside"] : ["pods"];
  }

  /** Starts the pods of a workload and resolves when they are ready; `replicas` overrides what it says. */
  async run(workload: PlannedObject, replicas?: number): Promise<Pod[]> {
    const pods = await Promise.all(podsOf(workload, replicas).map((rendered) => this.add(rendered)));
    await this.publish();
    await Promise.all(pods.map((pod) => this.starting(() => this.bringUp(pod))));
    return pods;
  }

  private async place(rendered: RenderedPod): Promise<Pod> {
    const id = `${rendered.namespace}.${rendered.name}`;
    const place = await this.network.join(id, this.legs(rendered));
    const folder = join(this.ground.scratch, "pods", id);
    mkdirSync(folder, { recursive: true });
    return new Pod(rendered, place, this.node, folder, this.mountable(rendered.namespace));
  }

  private async add(rendered: RenderedPod): Promise<Pod> {
    const pod = await this.place(rendered);
    this.pods.set(rendered.namespace, [...(this.pods.get(rendered.namespace) ?? []), pod]);
    return pod;
  }

  private async remove(pod: Pod): Promise<void> {
    const { namespace } = pod.rendered;
    await pod.kill();
    await this.network.leave(pod.place);
    this.pods.set(
      namespace,
      (this.pods.get(namespace) ?? []).filter((each) => each !== pod),
    );
  }

  /** Ends the pods of a workload, and starts those that it asks for now. */
  async rollOut(workload: PlannedObject, replicas?: number): Promise<Pod[]> {
    const names = podsOf(workload, replicas).map(({ name }) => name);
    const running = this.pods.get(workload.object.metadata.namespace ?? "") ?? [];
    for (const pod of running.filter(({ name }) => names.includes(name))) await this.remove(pod);
    return this.run(workload, replicas);
  }

  /** Runs the one pod of a Job, or of a CronJob's next run, to its end; it is not tried again. */
  async complete(workload: PlannedObject): Promise<Completed> {
    const [rendered, ...others] = podsOf(workload);
    if (rendered === undefined || others.length > 0) throw new Error(`${objectId(workload.object)} has not one pod.`);
    this.completed += 1;
    const pod = await this.place({ ...rendered, name: `${workload.object.metadata.name}-run-${this.completed}` });
    try {
      return await pod.complete();
    } finally {
      await this.network.leave(pod.place);
    }
  }

  /** Ends pods and starts them again with the same volumes and other addresses, all at once, as after a cold start. */
  async restartElsewhere(pods: readonly Pod[]): Promise<Pod[]> {
    await Promise.all(pods.map((pod) => this.remove(pod)));
    const again = await Promise.all(pods.map(({ rendered }) => this.add(rendered)));
    await this.publish();
    await Promise.all(again.map((pod) => pod.start()));
    return again;
  }

  /** Whether a namespace runs or keeps anything. */
  holds(namespace: string): boolean {
    return (this.pods.get(namespace) ?? []).length > 0 || existsSync(this.claims(namespace));
  }

  /** Loses all that a namespace runs and keeps: its pods, and the files of its volumes. */
  async lose(namespace: string): Promise<void> {
    await Promise.all((this.pods.get(namespace) ?? []).map((pod) => this.remove(pod)));
    rmSync(this.claims(namespace), { recursive: true, force: true });
    await this.publish();
  }

  /** A pod that was started, by its name. */
  pod(namespace: string, name: string): Pod {
    const found = this.pods.get(namespace)?.find((pod) => pod.name === name);
    if (found === undefined) throw new Error(`no pod ${namespace}/${name}.`);
    return found;
  }

  /** Starts a pod, again or for the first time, and names it when it is ready. */
  async bringUp(pod: Pod): Promise<void> {
    await pod.start();
    await pod.untilReady();
    await this.publish();
  }

  /** Ends a pod as a lost node would. */
  async kill(pod: Pod): Promise<void> {
    await pod.kill();
    await this.publish();
  }

  /** Names something that is no pod of the plan: what an operator makes, what is outside, what stands in. */
  async name(names: readonly string[], address: string): Promise<void> {
    for (const each of names) this.made.set(each, [address]);
    await this.names.set("made", this.made);
  }

  /** Writes the names of all Services anew. */
  private async publish(): Promise<void> {
    const records = [...this.pods.keys()].flatMap((namespace) =>
      this.objects(namespace, "Service").flatMap(({ object }) =>
        serviceRecords(object, this.pods.get(namespace) ?? []),
      ),
    );
    await this.names.set("services", new Map(records));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.pods.values()].flat().map((pod) => pod.kill()));
    await Promise.all([...this.ending.splice(0)].map((end) => end()));
    await this.names.stop();
    await this.network.remove();
  }

  /** Ends this with the cluster. */
  atEnd(end: () => Promise<void>): void {
    this.ending.push(end);
  }
}
