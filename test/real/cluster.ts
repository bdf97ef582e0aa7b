import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
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
import { type Node, Pod } from "./pods/pod";
import { podsOf, type RenderedPod } from "./pods/rendered";
import { type Mountable, mountableIn } from "./pods/volumes";
import type { Secrets } from "./secrets";

/** Pods that start at a time: each keeps a core busy. */
const STARTING = 3;

const DOMAIN = "svc.cluster.local";

/** The names of a Service, from the one within its namespace to the whole one. */
export function serviceNames(namespace: string, service: string): string[] {
  return ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.${DOMAIN}`].map((end) => `${service}${end}`);
}

/** Stands in for Kubernetes: runs the pods of a plan, names its Services, holds the Secrets that others make. */
export class Cluster {
  private readonly pods = new Map<string, Pod[]>();
  private readonly secrets = new Map<string, Secrets>();
  private readonly ending: (() => Promise<void>)[] = [];
  private readonly starting = pLimit(STARTING);
  private readonly made = new Map<string, readonly string[]>();

  private constructor(
    readonly ground: Ground,
    readonly plan: Plan,
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

  objects(namespace: string, kind: string): PlannedObject[] {
    return objectsIn(this.plan, namespace, kind);
  }

  image(reference: string): Image {
    return imageFor(this.ground, this.plan, reference);
  }

  setSecrets(namespace: string, secrets: Secrets): void {
    this.secrets.set(namespace, secrets);
  }

  /** A value that a Secret holds. */
  secret(namespace: string, name: string, key: string): string {
    const found = this.secrets.get(namespace)?.get(name)?.get(key);
    if (found === undefined) throw new Error(`no key ${key} in a Secret ${namespace}/${name}.`);
    return found;
  }

  private mountable(namespace: string): Mountable {
    const claims = join(this.ground.scratch, "claims", namespace);
    return mountableIn(this.plan, namespace, this.secrets.get(namespace) ?? new Map(), claims);
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

  private async add(rendered: RenderedPod): Promise<Pod> {
    const id = `${rendered.namespace}.${rendered.name}`;
    const place = await this.network.join(id, this.legs(rendered));
    const folder = join(this.ground.scratch, "pods", id);
    mkdirSync(folder, { recursive: true });
    const pod = new Pod(rendered, place, this.node, folder, this.mountable(rendered.namespace));
    this.pods.set(rendered.namespace, [...(this.pods.get(rendered.namespace) ?? []), pod]);
    return pod;
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

  private serviceRecords(namespace: string, service: PlannedObject["object"]): [string, string[]][] {
    const headless = at(service, "spec", "clusterIP") === "None";
    const early = at(service, "spec", "publishNotReadyAddresses") === true;
    const selector = { matchLabels: at(service, "spec", "selector") };
    const name = `${service.metadata.name}.${namespace}.${DOMAIN}`;
    const pods = (this.pods.get(namespace) ?? []).filter(({ rendered }) => selects(selector, rendered.labels) === true);
    for (const pod of pods) if (!headless) refuseOtherPorts(service, pod.rendered);
    const shown = pods.filter(({ ready }) => ready || early);
    const own = shown
      .filter(({ rendered }) => headless && rendered.subdomain === service.metadata.name)
      .map((pod): [string, string[]] => [`${pod.name}.${name}`, [pod.address]]);
    return [[name, shown.map(({ address }) => address)], ...own];
  }

  /** Writes the names of all Services anew. */
  private async publish(): Promise<void> {
    const records = [...this.pods.keys()].flatMap((namespace) =>
      this.objects(namespace, "Service").flatMap(({ object }) => this.serviceRecords(namespace, object)),
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

/** A Service is a name here, not an address of its own that translates ports: it must lead to the port that it shows. */
function refuseOtherPorts(service: PlannedObject["object"], pod: RenderedPod): void {
  const open = pod.description.containers.flatMap(({ ports }) => ports);
  for (const shown of list(at(service, "spec", "ports"))) {
    const port = at(shown, "port");
    const target = at(shown, "targetPort") ?? port;
    const number = typeof target === "number" ? target : open.find(({ name }) => name === target)?.containerPort;
    if (number !== port)
      throw new Error(`${objectId(service)}: port ${port} leads to ${target}: the test cannot do that.`);
  }
}
