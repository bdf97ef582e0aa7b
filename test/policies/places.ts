import { thisProject } from "../../cli/project";
import { loadFleet } from "../../fleet/load/fleet";
import { setupValues } from "../../stacks/media-store/setup";
import type { Path, Place } from "./change";

function shardPlaces(perimeter: string) {
  const stack = `prod-${perimeter}`;
  const namespace = `tchap-${perimeter}`;
  const place = (kind: string, name: string): Place => ({ stack, object: `${kind}/${namespace}/${name}` });
  return {
    stack,
    namespace,
    terraform: { stack, object: `${stack}/cdk.tf.json` },
    perimeter: { stack, object: `perimeter ${perimeter}` },
    shard: { stack, object: `shard ${perimeter}` },
    space: { stack, object: `Namespace/${namespace}` },
    homeserver: place("StatefulSet", "homeserver"),
    config: place("ConfigMap", "homeserver"),
    service: place("Service", "homeserver"),
    postgres: place("Cluster", "postgres"),
    media: place("PersistentVolumeClaim", "media"),
    quota: place("ResourceQuota", "quota"),
    denial: place("NetworkPolicy", "default-deny"),
    dnsPolicy: place("NetworkPolicy", "allow-dns"),
    homeserverPolicy: place("NetworkPolicy", "homeserver"),
    postgresPolicy: place("NetworkPolicy", "postgres"),
    backupStore: place("ObjectStore", "postgres-backup"),
    backupSchedule: place("ScheduledBackup", "postgres"),
    /** Any other object of its namespace. */
    at: place,
    /** Of the namespace in which it is restored. */
    inRestore: (kind: string, name: string): Place => ({ stack, object: `${kind}/${namespace}-restore/${name}` }),
    restoreSpace: { stack, object: `Namespace/${namespace}-restore` },
  };
}

/** Two perimeters of prod: one that mutations change, one that must not notice. */
export const JUSTICE = shardPlaces("justice");
export const FINANCES = shardPlaces("finances");

/** One of the largest, of many processes of every kind. */
export const INTERIEUR = shardPlaces("interieur");

/** One whose agents the authentication service signs in. */
export const AGENT = shardPlaces("agent");

/** That of people by invitation, who have passwords. */
export const EXTERNE = shardPlaces("externe");

/** One small enough for a homeserver of one process. */
export const ELYSEE = shardPlaces("elysee");

const services = (kind: string): Place => ({ stack: "prod-services", object: `${kind}/tchap-border/border` });

export const BORDER = {
  deployment: services("Deployment"),
  config: services("ConfigMap"),
  policy: services("NetworkPolicy"),
  service: services("Service"),
  budget: services("PodDisruptionBudget"),
  space: { stack: "prod-services", object: "Namespace/tchap-border" },
  quota: { stack: "prod-services", object: "ResourceQuota/tchap-border/quota" },
};

const inMediaStore = (kind: string, name: string): Place => ({
  stack: "prod-services",
  object: `${kind}/tchap-media-store/${name}`,
});

const { fleet } = loadFleet(thisProject().root, "prod");

/** Stacks of all perimeters: where what the environment as a whole says may be found wrong too. */
export const SHARD_STACKS: readonly string[] = fleet.perimeters.map(({ stack }) => stack);

export const MEDIA_STORE = {
  /** A node, of the seven of its zone. */
  node: inMediaStore("StatefulSet", "media-store-zone-a-0"),
  zone: inMediaStore("ConfigMap", "media-store-zone-a"),
  /** Named after what it says, so that it is another Job when that changes. */
  setup: inMediaStore("ConfigMap", setupValues(fleet).job),
  setupJob: inMediaStore("Job", setupValues(fleet).job),
  connect: inMediaStore("ConfigMap", "media-store-connect"),
  policy: inMediaStore("NetworkPolicy", "media-store"),
  budget: inMediaStore("PodDisruptionBudget", "media-store"),
  service: inMediaStore("Service", "media-store"),
  copy: inMediaStore("CronJob", "media-copy"),
  copyConfig: inMediaStore("ConfigMap", "media-copy"),
  at: inMediaStore,
};

const inDrills = (kind: string): Place => ({
  stack: "prod-services",
  object: `${kind}/tchap-restore-drills/restore-drills`,
});

/** What starts the drills of all shards. */
export const DRILLS = { deployment: inDrills("Deployment"), config: inDrills("ConfigMap") };

/** Findings about the environment as a whole, at what they name. */
export function environment(object: string): Place {
  return { stack: "prod", object };
}

/** The pod's own specification within a Deployment or StatefulSet, and its first containers. */
export const POD: Path = ["spec", "template", "spec"];
export const CONTAINER: Path = [...POD, "containers", 0];
export const INIT: Path = [...POD, "initContainers", 0];
/** The one beside it, which nobody looks at first. */
export const SECOND_INIT: Path = [...POD, "initContainers", 1];

const inServices = (kind: string, namespace: string, name: string): Place => ({
  stack: "prod-services",
  object: `${kind}/tchap-${namespace}/${name}`,
});

/** Systems that all shards share. */
export const SHARED = {
  identityServer: inServices("ConfigMap", "identity-server", "identity-server"),
  pushGateway: inServices("ConfigMap", "push-gateway", "push-gateway"),
  inbound: inServices("ConfigMap", "border", "border-inbound"),
  turn: inServices("ConfigMap", "turn", "turn"),
  collector: inServices("ConfigMap", "log-collector", "log-collector"),
  collectorDaemons: inServices("DaemonSet", "log-collector", "log-collector"),
  collectorPolicy: inServices("NetworkPolicy", "log-collector", "log-collector"),
  antivirus: inServices("ConfigMap", "antivirus", "antivirus"),
  at: inServices,
};
