import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Plan } from "../../../plan/plan";
import { PROBES, TRUST_STORE } from "../changes";
import { Container, type Mount } from "../container/container";
import type { Place } from "../container/network";
import { type Ground, imageFor, userFiles } from "../images";
import { passes } from "./probes";
import { expanded, type RenderedPod, variables } from "./rendered";
import type { ContainerDescription } from "./spec";
import { type Mountable, prepareVolumes } from "./volumes";

/** What every pod of a cluster shares. */
export interface Node {
  readonly ground: Ground;
  readonly plan: Plan;
  readonly nameServer: string;
  /** File of the authority that images trust. */
  readonly trust: string;
}

/** Seconds that a kubelet waits before it starts a container again; ten in a cluster, doubled each time. */
const PAUSE_BEFORE_RESTART = 2;

/** Files of /etc that every container has. */
export function systemFiles(
  folder: string,
  { nameServer, trust, ground }: Pick<Node, "nameServer" | "trust" | "ground">,
  who: { readonly namespace: string; readonly hostname: string; readonly address: string },
): Mount[] {
  const search = `${who.namespace}.svc.cluster.local svc.cluster.local cluster.local`;
  const files: Readonly<Record<string, string>> = {
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "/etc/hosts": `127.0.0.1 localhost\n${who.address} ${who.hostname}\n`,
    // As a kubelet writes it for a pod of the policy ClusterFirst.
    "/etc/resolv.conf": `nameserver ${nameServer}\nsearch ${search}\noptions ndots:5\n`,
  };
  const folderOfFiles = join(folder, "etc");
  mkdirSync(folderOfFiles, { recursive: true });
  const written = Object.entries(files).map(([to, content]) => {
    const from = join(folderOfFiles, to.slice("/etc/".length));
    writeFileSync(from, content);
    return { from, to, writable: false };
  });
  const tables = ["/etc/services", "/etc/protocols", "/etc/ssl/openssl.cnf"].map((to) => ({
    from: join(ground.root, to),
    to,
    writable: false,
  }));
  return [...userFiles(folderOfFiles), ...written, ...tables, { from: trust, to: TRUST_STORE, writable: false }];
}

/** A pod that ends by itself more often before it is ready does not become so. Assumption. */
const MOST_RESTARTS = 5;

/** How a pod ended that was to end. */
export interface Completed {
  readonly code: number | string;
  /** All that it printed. */
  readonly log: string;
}

/** An init container ended with another code than 0, so that the pod's containers were not started. */
class InitFailed extends Error {
  override readonly name = "InitFailed";

  constructor(
    what: string,
    readonly completed: Completed,
  ) {
    super(`${what} ended with ${completed.code}:\n${completed.log.trimEnd().split("\n").slice(-30).join("\n")}`);
  }
}

/** A pod of the plan that runs on this machine as it is rendered. */
export class Pod {
  private readonly running = new Map<string, Container>();
  private stopping = false;
  /** How often a container ended by itself and was started again. */
  restarts = 0;
  ready = false;

  constructor(
    readonly rendered: RenderedPod,
    readonly place: Place,
    private readonly node: Node,
    private readonly folder: string,
    private readonly mountable: Mountable,
  ) {}

  get name(): string {
    return this.rendered.name;
  }

  get address(): string {
    return this.place.addresses.pods ?? "";
  }

  private get logs(): string {
    return join(this.node.ground.scratch, "logs", this.rendered.namespace, this.name);
  }

  private launch(description: ContainerDescription, volumes: ReadonlyMap<string, string>): Container {
    const { rendered, node, address } = this;
    const image = imageFor(node.ground, node.plan, description.image);
    const env = { PATH: image.path, ...image.env, ...variables(rendered, description, address) };
    const { runAsUser, runAsGroup, fsGroup, supplementalGroups } = rendered.description.securityContext;
    const mounts = description.volumeMounts.map(({ name, mountPath, subPath, readOnly }) => {
      const volume = volumes.get(name);
      if (volume === undefined)
        throw new Error(`${this.name}: ${description.name} mounts ${name}, which is no volume.`);
      return { from: subPath === undefined ? volume : join(volume, subPath), to: mountPath, writable: !readOnly };
    });
    const system = systemFiles(this.folder, node, { ...rendered, hostname: this.name, address });
    return Container.start(
      node.ground.root,
      {
        name: `${rendered.namespace}/${this.name}/${description.name}`,
        hostname: this.name,
        network: this.place.namespace,
        command: [
          ...[...description.command, ...description.args].map((text) => expanded(text, env)),
          ...image.arguments,
        ],
        env: { ...env, HOSTNAME: this.name },
        mounts: [...system, ...image.mounts, ...mounts],
        uid: description.securityContext.runAsUser ?? runAsUser,
        gid: description.securityContext.runAsGroup ?? runAsGroup,
        groups: [...(fsGroup === undefined ? [] : [fsGroup]), ...supplementalGroups],
        folder: description.workingDir,
      },
      join(this.logs, `${description.name}.log`),
    );
  }

  /** Lays out its volumes and runs its init containers one after another. */
  private async prepare(): Promise<ReadonlyMap<string, string>> {
    this.stopping = false;
    const volumes = prepareVolumes(this.rendered, join(this.folder, "volumes"), this.mountable);
    for (const description of this.rendered.description.initContainers) {
      const container = this.launch(description, volumes);
      const code = await container.end;
      if (code !== 0) throw new InitFailed(container.spec.name, { code, log: container.text() });
    }
    return volumes;
  }

  /** Init containers, then all containers; resolves when each has started. */
  async start(): Promise<void> {
    const volumes = await this.prepare();
    for (const description of this.rendered.description.containers) this.keepRunning(description, volumes);
  }

  /** Runs it to its end, once, as a Job's pod. */
  async complete(): Promise<Completed> {
    try {
      return await this.completeOnce(await this.prepare());
    } catch (error) {
      if (error instanceof InitFailed) return error.completed;
      throw error;
    }
  }

  private async completeOnce(volumes: ReadonlyMap<string, string>): Promise<Completed> {
    const [description, ...others] = this.rendered.description.containers;
    if (description === undefined || others.length > 0) throw new Error(`${this.describe()} has not one container.`);
    const container = this.launch(description, volumes);
    this.running.set(description.name, container);
    this.stopping = true;
    return { code: await container.end, log: container.text() };
  }

  private keepRunning(description: ContainerDescription, volumes: ReadonlyMap<string, string>): void {
    const container = this.launch(description, volumes);
    this.running.set(description.name, container);
    void container.end.then(async () => {
      if (this.stopping) return;
      this.ready = false;
      this.restarts += 1;
      await pause(PAUSE_BEFORE_RESTART * 1000);
      if (!this.stopping) this.keepRunning(description, volumes);
    });
  }

  /** Whether every container answers its readiness probe, and its start-up probe before. */
  private async answers(): Promise<boolean> {
    for (const description of this.rendered.description.containers) {
      const container = this.running.get(description.name);
      if (container === undefined || container.ended !== undefined) return false;
      for (const probe of [description.startupProbe, description.readinessProbe])
        if (!(await passes(probe, description, container, this.address))) return false;
    }
    return true;
  }

  /** Waits until it is ready; its liveness probes must pass then as well, or a kubelet would kill it. */
  async untilReady(): Promise<void> {
    const end = Date.now() + PROBES.untilReadySeconds * 1000;
    while (!(await this.answers())) {
      if (Date.now() > end || this.restarts > MOST_RESTARTS)
        throw new Error(`${this.describe()} is not ready:\n${this.tails()}`);
      await pause(PROBES.everySeconds * 1000);
    }
    for (const description of this.rendered.description.containers) {
      const container = this.running.get(description.name);
      if (container === undefined || !(await passes(description.livenessProbe, description, container, this.address)))
        throw new Error(`${this.describe()} is ready, yet its liveness probe fails.`);
    }
    this.ready = true;
  }

  private describe(): string {
    return `pod ${this.rendered.namespace}/${this.name}`;
  }

  private tails(): string {
    return [...this.running].map(([name, container]) => `--- ${name}\n${container.tail()}`).join("\n");
  }

  /** One of its containers; the first unless named. */
  container(name = this.rendered.description.containers[0]?.name ?? ""): Container {
    const found = this.running.get(name);
    if (found === undefined) throw new Error(`${this.describe()} runs no container ${name}.`);
    return found;
  }

  /** All that its containers have printed, earlier starts included. */
  log(name?: string): string {
    return this.container(name).text();
  }

  /** As a kubelet ends a pod: what is to be done before, SIGTERM, and SIGKILL after the grace period. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.ready = false;
    const { containers, terminationGracePeriodSeconds } = this.rendered.description;
    await Promise.all(
      containers.map(async (description) => {
        const container = this.running.get(description.name);
        const before = description.lifecycle?.preStop;
        if (before?.sleep) await pause(before.sleep.seconds * 1000);
        if (before?.exec) await container?.exec(before.exec.command);
        await container?.stop(terminationGracePeriodSeconds);
      }),
    );
  }

  /** As a lost node ends it: at once. It stays ended until `start`. */
  async kill(): Promise<void> {
    this.stopping = true;
    this.ready = false;
    await Promise.all([...this.running.values()].map((container) => container.kill()));
  }
}
