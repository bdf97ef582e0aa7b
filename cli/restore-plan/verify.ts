import type { Restored } from "../../fleet/restored";
import { RESTORE_SECRETS, SHARD_SECRETS } from "../../fleet/secrets";
import type { KubernetesObject } from "../../plan/plan";
import { jsonFile } from "../../stacks/files";
import { shardLabels } from "../../stacks/labels";
import { guaranteed } from "../../stacks/needs";
import { PRIORITY_CLASSES, poolSelector } from "../../stacks/platform";
import { RESTORE_DRILL } from "../../stacks/restore-drill/places";
import { restoreDrillNeeds } from "../../stacks/restore-drill/restore-drill";
import { drillSettings } from "../../stacks/restore-drill/settings";

/** Name of the Job that judges a restored database, and of its ConfigMap. */
export const VERIFY = "restore-verify";

const CONFIG = "/etc/restore-verify";
const SETTINGS = "verify.json";

/** User of the Synapse image. */
const USER = 991;

/** What `tchap_operations.restore_verify` reads, by its own names: the drill's checks, of this database and instant. */
function settings(
  { fleet, shard }: Restored,
  at: string,
  folders: Readonly<Record<"database" | "authority" | "media", string>>,
) {
  const { database, media, rpoSeconds } = drillSettings(fleet, shard);
  const { caSecret: _, ...connection } = database;
  return {
    database: {
      ...connection,
      passwordFile: `${folders.database}/password`,
      sslRootCert: `${folders.authority}/ca.crt`,
    },
    media: { ...media, credentialsFile: `${folders.media}/credentials` },
    rpoSeconds,
    targetTime: at,
    // The homeserver's restore-gate empties them before Synapse starts; the step after it looks.
    oneTimeKeysEmpty: false,
  };
}

/**
 * Checks of a restored database before anything writes to it: indexes, counts, the last stream ordering, the marker and a
 * sample of files. It runs as the drill does, under its account and network policy.
 */
export function verifyObjects(restored: Restored, at: string): KubernetesObject[] {
  const { fleet, shard } = restored;
  const labels = shardLabels(fleet, shard, RESTORE_DRILL, "backend");
  const metadata = { name: VERIFY, namespace: shard.namespace, labels };
  const secrets = {
    database: { secret: SHARD_SECRETS.database.name, keys: ["password"], path: "/run/secrets/database" },
    authority: { secret: SHARD_SECRETS.databaseAuthority.name, keys: ["ca.crt"], path: "/run/secrets/authority" },
    media: { secret: RESTORE_SECRETS.mediaStoreKey.name, keys: ["credentials"], path: "/run/secrets/media" },
  };
  const folders = {
    database: secrets.database.path,
    authority: secrets.authority.path,
    media: secrets.media.path,
  };
  const config = { name: "config", mountPath: CONFIG, readOnly: true };
  const pod = {
    restartPolicy: "Never",
    serviceAccountName: RESTORE_DRILL,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: PRIORITY_CLASSES.serving,
    nodeSelector: poolSelector(fleet, "serving"),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: VERIFY,
        image: fleet.images.synapse.reference,
        imagePullPolicy: "IfNotPresent",
        command: ["python", "-m", "tchap_operations.restore_verify"],
        args: ["--config", `${CONFIG}/${SETTINGS}`],
        resources: guaranteed(restoreDrillNeeds()),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          config,
          ...Object.entries(secrets).map(([name, { path }]) => ({ name, mountPath: path, readOnly: true })),
        ],
      },
    ],
    volumes: [
      { name: config.name, configMap: { name: VERIFY, defaultMode: 0o444 } },
      ...Object.entries(secrets).map(([name, { secret, keys }]) => ({
        name,
        secret: { secretName: secret, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
      })),
    ],
  };
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { [SETTINGS]: jsonFile(settings(restored, at, folders)) } },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata,
      spec: {
        // A check that fails is a finding; a second run would hide it.
        backoffLimit: 0,
        activeDeadlineSeconds: fleet.restore.rtoMinutes * 60,
        template: { metadata: { labels }, spec: pod },
      },
    },
  ];
}
