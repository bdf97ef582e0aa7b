import type { KubernetesObject } from "../../../plan/plan";
import { cluster, RESOURCES } from "../objects";

/*
 * A shard's database as it is archived, small: what rules about backups and restores accept.
 */

const NAME = "postgres-backup";

/** The plugin, archiving under a name. */
export function archiver(serverName = "postgres") {
  return {
    name: "barman-cloud.cloudnative-pg.io",
    isWALArchiver: true,
    parameters: { barmanObjectName: NAME, serverName },
  };
}

/** A database that archives, new or with another origin. */
export function archiving(more: object = {}): KubernetesObject {
  return cluster({
    instances: 3,
    storage: { size: "10Gi", storageClass: "encrypted" },
    resources: RESOURCES,
    bootstrap: { initdb: { database: "homeserver" } },
    plugins: [archiver()],
    postgresql: { parameters: { archive_timeout: "5min" } },
    ...more,
  });
}

/** Restored from an archive of the same store up to an instant. */
export function restoredFrom(serverName: string, targetTime?: string) {
  return {
    bootstrap: {
      recovery: { source: "backups", ...(targetTime === undefined ? {} : { recoveryTarget: { targetTime } }) },
    },
    externalClusters: [
      {
        name: "backups",
        plugin: { name: "barman-cloud.cloudnative-pg.io", parameters: { barmanObjectName: NAME, serverName } },
      },
    ],
  };
}

const credential = (key: string) => ({ name: NAME, key });

/** Alpha's store of archives; where a database is restored, nothing is removed. */
export function store(namespace = "tchap-alpha"): KubernetesObject {
  return {
    apiVersion: "barmancloud.cnpg.io/v1",
    kind: "ObjectStore",
    metadata: { name: NAME, namespace, labels: { "app.kubernetes.io/name": "postgres" } },
    spec: {
      ...(namespace.endsWith("-restore") ? {} : { retentionPolicy: "30d" }),
      configuration: {
        destinationPath: "s3://backup-alpha/",
        endpointURL: "https://backup.example",
        s3Credentials: {
          accessKeyId: credential("access-key-id"),
          secretAccessKey: credential("secret-access-key"),
        },
        wal: { encryption: "AES256" },
        data: { encryption: "AES256" },
      },
    },
  };
}

/** Each night at ten past one. */
export const schedule: KubernetesObject = {
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "ScheduledBackup",
  metadata: { name: "postgres", namespace: "tchap-alpha" },
  spec: {
    cluster: { name: "postgres" },
    method: "plugin",
    pluginConfiguration: { name: "barman-cloud.cloudnative-pg.io" },
    schedule: "0 10 1 * * *",
  },
};
