import { chownSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject, PlannedObject } from "../../../plan/plan";
import { BARMAN_TRUST } from "../changes";
import type { Cluster } from "../cluster";
import { specOf } from "../databases";
import { barmanPrograms, USERS } from "../images";
import type { PostgresOptions, Restored } from "../postgres";
import { DATA, type Programs } from "../postgres-instance";
import { type Archive, archivesOf, backupFor, Commands } from "./commands";

/** The sidecar's own folder, in which its programs keep what they are at. */
const SCRATCH = "/controller";

const quoted = (command: readonly string[]) => command.map((word) => `'${word}'`).join(" ");

/**
 * Stands in for the Barman Cloud plugin beside the PostgreSQL of one Cluster: calls the real programs of barman-cloud
 * with the plugin's arguments. It archives and fetches one segment at a time, where the plugin runs several at once.
 */
export class Sidecar {
  private readonly scratch: string;

  constructor(
    private readonly cluster: Cluster,
    private readonly rendered: PlannedObject,
  ) {
    this.scratch = mkdtempSync(join(cluster.ground.scratch, "sidecar-"));
    mkdirSync(join(this.scratch, "temporary"));
    for (const folder of [this.scratch, join(this.scratch, "temporary")])
      chownSync(folder, USERS.postgres ?? 0, USERS.postgres ?? 0);
  }

  private get namespace(): string {
    return this.rendered.object.metadata.namespace ?? "";
  }

  private store(name: string): KubernetesObject {
    const found = this.cluster
      .objects(this.namespace, "ObjectStore")
      .find(({ object }) => object.metadata.name === name);
    if (found === undefined) throw new Error(`no ObjectStore ${this.namespace}/${name}.`);
    return found.object;
  }

  private commands({ store, server }: Archive): Commands {
    return new Commands(this.store(store), server);
  }

  /** The sidecar's programs with its variables; the one store of a Cluster is both its own and that it comes from. */
  private programs({ store, server }: Archive): Programs {
    const { path, env, mounts } = barmanPrograms(this.cluster.ground);
    const secret = (name: string, key: string) => this.cluster.secret(this.namespace, name, key);
    return {
      path,
      env: {
        ...env,
        ...this.commands({ store, server }).environment(secret),
        ...BARMAN_TRUST,
        TMPDIR: `${SCRATCH}/temporary`,
      },
      mounts: [...mounts, { from: this.scratch, to: SCRATCH, writable: true }],
    };
  }

  /** What the plugin makes of the Cluster: where it archives to, and from where it is recovered. */
  options(): PostgresOptions {
    const { own, recovered } = archivesOf(this.rendered.object);
    const either = own ?? recovered;
    return {
      rendered: this.rendered,
      ...(own === undefined ? {} : { archive: quoted(this.commands(own).archive("%p")) }),
      ...(recovered === undefined ? {} : { restored: this.restored(recovered, own) }),
      ...(either === undefined ? {} : { programs: this.programs(either) }),
    };
  }

  private restored(from: Archive, own: Archive | undefined): Restored {
    const commands = this.commands(from);
    const target = specOf(this.rendered).bootstrap.recoveryTarget?.targetTime;
    return {
      // As the operator hands it on: PostgreSQL knows no name of a zone yet when it reads this, `Z` included.
      ...(target === undefined ? {} : { targetTime: target.replace("T", " ").replace("Z", "+00") }),
      command: quoted(commands.restoreSegment("%f", "%p")),
      restore: async (run) => {
        if (own !== undefined) await run(this.commands(own).checkEmpty());
        const backup = backupFor(await run(commands.list()), target);
        if (backup === undefined) throw new Error("no target backup found");
        await run(commands.restoreSegment(backup.begin_wal ?? "", `${SCRATCH}/first-segment`));
        await run(commands.restore(backup.backup_id, DATA));
      },
    };
  }

  /** The command of a base backup, for PostgreSQL's own container. */
  backup(name: string): string[] {
    const { own } = archivesOf(this.rendered.object);
    if (own === undefined) throw new Error(`${this.namespace} archives nothing.`);
    return this.commands(own).backup(name);
  }
}
