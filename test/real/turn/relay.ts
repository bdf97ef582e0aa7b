import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Fleet, TURN_NAMESPACE } from "../../../fleet/fleet";
import type { Plan } from "../../../plan/plan";
import { at, filesOf, ofKind, texts } from "../../../plan/vocabulary";
import { PORTS } from "../../../stacks/turn/places";
import type { Authority } from "../container/authority";
import { Container, type ContainerSpec, type Mount } from "../container/container";
import { eventually } from "../container/network";
import type { Ground } from "../images";
import { forDebian, impatient } from "./changes";
import { steps } from "./client";
import { CLIENT, type Internet } from "./network";

type Node = Fleet["turn"]["relays"][number];

/** What the plan has rendered for the relays. */
export interface Rendered {
  readonly files: Readonly<Record<string, string>>;
  readonly prepare: readonly string[];
  readonly run: readonly string[];
  readonly firewall: readonly string[];
  readonly uid: number;
}

export function renderedRelays(plan: Plan): Rendered {
  const [found] = ofKind(plan, "DaemonSet").filter(({ object }) => object.metadata.namespace === TURN_NAMESPACE);
  const [config] = ofKind(plan, "ConfigMap").filter(({ object }) => object.metadata.namespace === TURN_NAMESPACE);
  const pod = at(found?.object, "spec", "template", "spec");
  const command = (list: string, index: number) => texts(at(pod, list, index, "command"));
  return {
    files: Object.fromEntries(config === undefined ? [] : filesOf(config)),
    firewall: command("initContainers", 0),
    prepare: command("initContainers", 1),
    run: command("containers", 0),
    uid: Number(at(pod, "securityContext", "runAsUser")),
  };
}

/** One relay: the pod's own commands on its own files, one after the other, on the network of its node. */
export class RunningRelay {
  private constructor(
    readonly node: Node,
    private readonly folder: string,
    private readonly spec: ContainerSpec,
    private readonly container: Container,
  ) {}

  static async start(
    ground: Ground,
    internet: Internet,
    authority: Authority,
    rendered: Rendered,
    node: Node,
    secrets: Readonly<Record<string, string>>,
    change: (configuration: string) => string = (same) => same,
  ): Promise<RunningRelay> {
    const { root, scratch } = ground;
    const folder = join(scratch, `relay-${node.node}`);
    const places = { files: "/etc/turn", secrets: "/run/secrets/turn", tls: "/run/tls", run: "/run/turn" };
    for (const each of Object.keys(places)) mkdirSync(join(folder, each), { recursive: true });
    for (const [name, text] of Object.entries(rendered.files))
      writeFileSync(join(folder, "files", name), name.endsWith(".conf") ? change(forDebian(text)) : impatient(text));
    for (const [name, value] of Object.entries(secrets))
      writeFileSync(join(folder, "secrets", name), `static-auth-secret=${value}`);
    const mounts = Object.entries(places).map(
      ([from, to]): Mount => ({
        from: join(folder, from),
        to,
        writable: from === "run",
      }),
    );
    chownSync(join(folder, "run"), rendered.uid, rendered.uid);
    const spec: ContainerSpec = {
      name: `relay ${node.node}`,
      hostname: node.node,
      network: node.node,
      command: rendered.run,
      env: { PATH: "/usr/sbin:/usr/bin", NODE_NAME: node.node },
      mounts,
      uid: rendered.uid,
      gid: rendered.uid,
      groups: [],
      folder: undefined,
    };
    await RunningRelay.certify(folder, authority, node);
    // The firewall's own words, but for the file, which is read here.
    const [program, , file = ""] = rendered.firewall;
    if (program !== "nft") throw new Error(`the firewall is loaded by ${program}`);
    await internet.nft(node.node, readFileSync(file.replace(places.files, join(folder, "files")), "utf8"));
    await Container.once(root, { ...spec, command: rendered.prepare });
    const container = Container.start(root, spec, join(scratch, "logs", `${node.node}.log`));
    // As its readiness probe asks.
    const ask = { do: "connect", with: { server: node.address, port: PORTS.tls } };
    await eventually(`${node.node} listens`, 20, async () => {
      if (container.ended !== undefined) throw new Error(container.tail());
      const [found] = await steps(ground, CLIENT, [ask]);
      return found?.code === "open" ? true : undefined;
    });
    return new RunningRelay(node, folder, spec, container);
  }

  private static async certify(folder: string, authority: Authority, { node, host }: Node): Promise<void> {
    const { certificate, key } = await authority.issue(host, [host]);
    const place = join(folder, "tls", node);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "tls.key"), key);
    writeFileSync(join(place, "tls.crt"), certificate);
  }

  /** Puts another certificate in the place of the first, as cert-manager's renewal does. */
  renew(authority: Authority): Promise<void> {
    return RunningRelay.certify(this.folder, authority, this.node);
  }

  /** Runs one more process on its node, of coturn's user or of another. */
  beside(root: string, command: readonly string[], uid = this.spec.uid): Promise<string> {
    return Container.once(root, { ...this.spec, command, uid, gid: uid });
  }

  /** Starts one that stays. */
  stay({ root, scratch }: Ground, name: string, command: readonly string[], uid = this.spec.uid): Container {
    return Container.start(root, { ...this.spec, command, uid, gid: uid }, join(scratch, "logs", `${name}.log`));
  }

  get log(): string {
    return this.container.text();
  }

  stop(): Promise<void> {
    return this.container.stop(5);
  }
}
