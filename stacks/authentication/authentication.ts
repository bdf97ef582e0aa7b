import type { Fleet, Perimeter, Shard } from "../../fleet/fleet";
import { SHARD_SECRETS } from "../../fleet/secrets";
import { ACCOUNT_EXPIRY } from "../account-expiry/places";
import { BORDER_PROXY, wayOut } from "../border/border";
import { filesChecksum, mounted, yamlFile } from "../files";
import { CLIENT_PORT, HOMESERVER, MAIN, PROCESS_LABEL } from "../homeserver/places";
import { namespaceSelector, selectorLabels, shardLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { postgresSelector } from "../postgres/places";
import { ROUTER } from "../router/router";
import type { Flow } from "../values";
import { authenticationConfig } from "./config";
import { AUTHENTICATION, PATHS, PORTS, REPLICAS, SURGE } from "./places";
import type { AuthenticationValues } from "./values";

export function authenticationNeeds(shard: Shard): Needs {
  return { ...shard.capacity.authentication, pods: REPLICAS, surge: SURGE, volumesGiB: [] };
}

const pods = (system: string, more: Record<string, string> = {}) => ({
  podSelector: { matchLabels: { ...selectorLabels(system), ...more } },
});

function flows(fleet: Fleet, shard: Shard): AuthenticationValues["networkPolicy"] {
  const ingress: Flow[] = [
    // Synapse asks whose an access token is.
    { peers: [pods(ROUTER), pods(HOMESERVER)], ports: [PORTS.web] },
    { peers: [pods(ACCOUNT_EXPIRY)], ports: [PORTS.admin] },
    { peers: [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }], ports: [PORTS.metrics] },
  ];
  const egress: Flow[] = [
    { peers: [{ podSelector: postgresSelector(shard.stateful.database) }], ports: [5432] },
    { peers: [pods(HOMESERVER, { [PROCESS_LABEL]: MAIN })], ports: [CLIENT_PORT] },
    ...wayOut(shard),
  ];
  return { ingress, egress };
}

/** Matrix Authentication Service of one shard: agents sign in with ProConnect; undefined where Synapse does it. */
export function authentication(fleet: Fleet, perimeter: Perimeter, shard: Shard): AuthenticationValues | undefined {
  if (perimeter.features.signIn !== "mas") return undefined;
  const config = authenticationConfig(fleet, shard);
  const files = {
    "config.yaml": yamlFile(config),
  };
  return {
    labels: shardLabels(fleet, shard, AUTHENTICATION, "auth"),
    selector: selectorLabels(AUTHENTICATION),
    image: fleet.images.authentication.reference,
    serviceAccount: AUTHENTICATION,
    replicas: REPLICAS,
    surge: SURGE,
    resources: guaranteed(shard.capacity.authentication),
    nodeSelector: poolSelector(fleet, "serving"),
    priorityClass: PRIORITY_CLASSES.serving,
    files,
    filesChecksum: filesChecksum(files),
    configPath: PATHS.config,
    secretMounts: [
      mounted(SHARD_SECRETS.authenticationDatabase, PATHS.databasePassword, ["password"]),
      mounted(SHARD_SECRETS.databaseAuthority, PATHS.databaseAuthority),
      mounted(SHARD_SECRETS.authenticationKeys, PATHS.keys),
      mounted(SHARD_SECRETS.authenticationLink, PATHS.homeserverLink),
      mounted(SHARD_SECRETS.authenticationProconnect, PATHS.proconnectClient),
      mounted(SHARD_SECRETS.authenticationAdmin, PATHS.adminClient),
    ],
    // Only ProConnect is asked by https; Synapse and the database are in the namespace.
    proxy: { url: BORDER_PROXY.url, except: BORDER_PROXY.except },
    ports: { ...PORTS },
    networkPolicy: flows(fleet, shard),
  };
}
