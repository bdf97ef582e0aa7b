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
    /** Any other object of its namespace. */
    at: place,
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
