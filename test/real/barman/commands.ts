import { z } from "zod";
import type { KubernetesObject } from "../../../plan/plan";

/*
 * What the Barman Cloud plugin 0.14 makes of an ObjectStore and a Cluster: the commands of barman-cloud that its sidecar
 * runs, with their arguments in its order. Sources, in github.com/cloudnative-pg: barman-cloud (pkg/archiver/command.go,
 * pkg/backup/backup.go, pkg/command/*.go, pkg/restorer/restorer.go, pkg/walarchive/cmd.go) and plugin-barman-cloud
 * (internal/cnpgi/restore/restore.go, internal/cnpgi/operator/config/config.go). Strict: what is not carried over here
 * fails.
 */

const PLUGIN = "barman-cloud.cloudnative-pg.io";

/** Left to the sidecar's container, or to how many commands run at a time. */
const left = z.unknown().optional();

const reference = z.strictObject({ name: z.string(), key: z.string() });
const variables = z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]);

const storeSpec = z.strictObject({
  configuration: z.strictObject({
    destinationPath: z.string(),
    endpointURL: z.string(),
    s3Credentials: z.strictObject({
      accessKeyId: reference,
      secretAccessKey: reference,
      region: reference.optional(),
    }),
    wal: z
      .strictObject({
        compression: z.string().optional(),
        encryption: z.string().optional(),
        maxParallel: left,
        archiveAdditionalCommandArgs: z.array(z.string()).default([]),
        restoreAdditionalCommandArgs: z.array(z.string()).default([]),
      })
      .prefault({}),
    data: z
      .strictObject({
        compression: z.string().optional(),
        encryption: z.string().optional(),
        immediateCheckpoint: z.boolean().default(false),
        jobs: z.number().int().optional(),
        additionalCommandArgs: z.array(z.string()).default([]),
      })
      .prefault({}),
  }),
  retentionPolicy: z.string().optional(),
  instanceSidecarConfiguration: z
    .looseObject({ env: variables, resources: left, retentionPolicyIntervalSeconds: left })
    .prefault({}),
});

const plugin = z.looseObject({
  name: z.literal(PLUGIN),
  parameters: z.strictObject({ barmanObjectName: z.string(), serverName: z.string().optional() }),
});

const clusterSpec = z.looseObject({
  bootstrap: z.looseObject({ recovery: z.looseObject({ source: z.string() }).optional() }).optional(),
  plugins: z.array(plugin).default([]),
  externalClusters: z.array(z.looseObject({ name: z.string(), plugin })).default([]),
});

/** An archive: an object store, and the server's name in it. */
export interface Archive {
  /** Name of the ObjectStore. */
  readonly store: string;
  readonly server: string;
}

/** Where a Cluster archives to, and from where it is recovered. */
export function archivesOf({ metadata, spec }: KubernetesObject): { own?: Archive; recovered?: Archive } {
  const { bootstrap, plugins, externalClusters } = clusterSpec.parse(spec);
  const archive = ({ parameters }: z.output<typeof plugin>): Archive => ({
    store: parameters.barmanObjectName,
    server: parameters.serverName ?? metadata.name,
  });
  const [own] = plugins;
  const source = bootstrap?.recovery?.source;
  const recovered = externalClusters.find(({ name }) => name === source);
  return {
    ...(own === undefined ? {} : { own: archive(own) }),
    ...(recovered === undefined ? {} : { recovered: archive(recovered.plugin) }),
  };
}

/** A backup, as barman-cloud lists it. */
const listed = z.looseObject({
  backup_id: z.string(),
  begin_wal: z.string().nullable(),
  end_time_iso: z.string().nullable(),
  status: z.string(),
});
export type Backup = z.output<typeof listed>;

/** The newest finished backup that ended before an instant, or the newest of all: what the plugin restores from. */
export function backupFor(list: string, target: string | undefined): Backup | undefined {
  const { backups_list: backups } = z.object({ backups_list: z.array(listed) }).parse(JSON.parse(list));
  const ended = ({ end_time_iso: end }: Backup) => Date.parse(end ?? "");
  return backups
    .filter(({ status }) => status === "DONE")
    .filter((backup) => target === undefined || ended(backup) <= Date.parse(target))
    .sort((a, b) => ended(b) - ended(a))[0];
}

/** The commands for one server's archive in an object store. */
export class Commands {
  private readonly spec: z.output<typeof storeSpec>;

  constructor(
    store: KubernetesObject,
    private readonly server: string,
  ) {
    this.spec = storeSpec.parse(store.spec);
  }

  private get endpoint(): string[] {
    return ["--endpoint-url", this.spec.configuration.endpointURL];
  }

  private get place(): string[] {
    return [this.spec.configuration.destinationPath, this.server];
  }

  /** The sidecar's variables; `secret` is what a Secret of the namespace holds. */
  environment(secret: (name: string, key: string) => string): Record<string, string> {
    const { accessKeyId, secretAccessKey, region } = this.spec.configuration.s3Credentials;
    const given = this.spec.instanceSidecarConfiguration.env.map(({ name, value }) => [name, value] as const);
    return {
      ...Object.fromEntries(given),
      ...(region === undefined ? {} : { AWS_DEFAULT_REGION: secret(region.name, region.key) }),
      AWS_ACCESS_KEY_ID: secret(accessKeyId.name, accessKeyId.key),
      AWS_SECRET_ACCESS_KEY: secret(secretAccessKey.name, secretAccessKey.key),
    };
  }

  /** Fails where the archive already holds segments: asked before the first one of a new server. */
  checkEmpty(): string[] {
    return ["barman-cloud-check-wal-archive", ...this.endpoint, "--cloud-provider", "aws-s3", ...this.place];
  }

  archive(segment: string): string[] {
    const { compression, encryption, archiveAdditionalCommandArgs: more } = this.spec.configuration.wal;
    return [
      "barman-cloud-wal-archive",
      ...(compression === undefined ? [] : [`--${compression}`]),
      ...(encryption === undefined ? [] : ["-e", encryption]),
      ...more,
      ...this.endpoint,
      ...["--cloud-provider", "aws-s3"],
      ...this.place,
      segment,
    ];
  }

  backup(name: string): string[] {
    const {
      compression,
      encryption,
      immediateCheckpoint,
      jobs,
      additionalCommandArgs: more,
    } = this.spec.configuration.data;
    return [
      ...["barman-cloud-backup", "--user", "postgres", "--name", name],
      ...(compression === undefined ? [] : [`--${compression}`]),
      ...(encryption === undefined ? [] : ["--encryption", encryption]),
      ...(immediateCheckpoint ? ["--immediate-checkpoint"] : []),
      ...(jobs === undefined ? [] : ["--jobs", String(jobs)]),
      ...more,
      ...this.endpoint,
      ...["--cloud-provider", "aws-s3"],
      ...this.place,
    ];
  }

  list(): string[] {
    const options = ["--format", "json", ...this.endpoint, "--cloud-provider", "aws-s3"];
    return ["barman-cloud-backup-list", ...options, ...this.place];
  }

  restoreSegment(segment: string, to: string): string[] {
    const { restoreAdditionalCommandArgs: more } = this.spec.configuration.wal;
    const options = [...this.endpoint, "--cloud-provider", "aws-s3"];
    return ["barman-cloud-wal-restore", ...options, ...this.place, ...more, segment, to];
  }

  restore(backup: string, folder: string): string[] {
    return ["barman-cloud-restore", "--cloud-provider", "aws-s3", ...this.endpoint, ...this.place, backup, folder];
  }
}
