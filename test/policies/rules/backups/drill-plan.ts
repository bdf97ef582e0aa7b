import type { KubernetesObject, Plan } from "../../../../plan/plan";
import { cluster, configMap, namespace } from "../../objects";
import { ALONE, LOCKED_IMAGE, smallPlan } from "../../small-plan";
import { restoredFrom, store } from "../archived";
import { SETTINGS } from "../media/store-plan";

/*
 * The drill of one shard and what starts it, small: what rules about them accept.
 */

const RESTORE = "tchap-alpha-restore";
const DRILLS = "tchap-restore-drills";
const RBAC = "rbac.authorization.k8s.io";

/** A workload of one of our programs, with its settings from a ConfigMap. */
function program(kind: string, name: string, within: string, more: object = {}): KubernetesObject {
  const pod = {
    serviceAccountName: name,
    containers: [
      {
        image: LOCKED_IMAGE,
        command: ["python", "-m", `tchap_operations.${name}`],
        args: ["setup", "--config", "/etc/program/settings.json"],
        volumeMounts: [{ name: "config", mountPath: "/etc/program" }],
      },
    ],
    volumes: [{ name: "config", configMap: { name: "homeserver" } }],
  };
  const template = { metadata: { labels: { "app.kubernetes.io/name": name } }, spec: pod };
  const spec = kind === "CronJob" ? { ...more, jobTemplate: { spec: { template } } } : { ...more, template };
  return { apiVersion: "batch/v1", kind, metadata: { name, namespace: within }, spec };
}

const DRILL = {
  shard: "alpha",
  clusterFile: "/etc/program/cluster.json",
  database: { sslMode: "verify-full" },
  media: { bucket: "media-alpha", sample: 1 },
  rtoSeconds: 7200,
  rpoSeconds: 300,
  deadlineSeconds: 7200,
};

const granted = (kind: string, more: object): KubernetesObject => ({
  apiVersion: `${RBAC}/v1`,
  kind,
  metadata: { name: "drills", namespace: RESTORE },
  ...more,
});

/** The plan of a drill whose database has this origin. */
export function drillPlan(database: object = restoredFrom("postgres"), suspend = true): Plan {
  const restored = cluster(database, RESTORE);
  const shards = [{ shard: "alpha", namespace: RESTORE }];
  return smallPlan({
    facts: ALONE,
    objects: [
      namespace(RESTORE),
      store(RESTORE),
      configMap({ "settings.json": JSON.stringify(DRILL), "cluster.json": JSON.stringify(restored) }, RESTORE),
      program("CronJob", "restore_drill", RESTORE, { suspend }),
      configMap({ "settings.json": JSON.stringify({ everySeconds: 604_800, shards }) }, DRILLS),
      program("Deployment", "drill_schedule", DRILLS),
      granted("Role", { rules: [{ apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] }] }),
      granted("RoleBinding", {
        roleRef: { apiGroup: RBAC, kind: "Role", name: "drills" },
        subjects: [{ kind: "ServiceAccount", name: "drill_schedule", namespace: DRILLS }],
      }),
      configMap({ "settings.json": JSON.stringify(SETTINGS) }, "tchap-media-store"),
      program("Job", "media_store", "tchap-media-store"),
    ],
  });
}
