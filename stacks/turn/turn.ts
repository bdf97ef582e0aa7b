import { dirname } from "node:path";
import type { Compute } from "../../fleet/capacity/topology";
import { type Fleet, liveShards, TURN_NAMESPACE } from "../../fleet/fleet";
import { turnSecret, turnTls } from "../../fleet/secrets";
import { certificate } from "../edge/certificates";
import { filesChecksum } from "../files";
import { namespaceSelector, selectorLabels, systemLabels } from "../labels";
import { guaranteed, type Needs } from "../needs";
import { PRIORITY_CLASSES, poolSelector } from "../platform";
import { type Release, TIMEOUT_SECONDS } from "../release";
import { configFile, turnConfig } from "./config";
import { FIREWALL_FILE, firewallRules } from "./firewall";
import { PATHS, PORTS, TURN, TURN_UID } from "./places";
import { DRAIN_COMMAND, FIREWALL_COMMAND, PREPARE_COMMAND, RELAY_COMMAND, SCRIPTS } from "./scripts";
import type { TurnValues } from "./values";

/** What loads rules or joins files needs: well under this. Assumption. */
const INIT: Compute = { milliCpu: 100, memoryMiB: 64 };

/** An hour: nearly every call has ended by then. Assumption. */
const DRAIN_SECONDS = 3600;

/** The one line of each shard's secret; those of one shard open nothing in another's name, and go when it goes. */
function secrets(fleet: Fleet): TurnValues["turn"]["secrets"]["from"] {
  return liveShards(fleet).flatMap((shard) => {
    const { name: secretName, keys } = turnSecret(shard.name);
    return keys.map((key) => ({ secretName, key, file: `${shard.name}.conf` }));
  });
}

/** Of all relays, since a DaemonSet's pods are alike: each uses its own, and whoever takes one node has them all. */
function certificates({ turn }: Fleet): TurnValues["turn"]["certificates"]["from"] {
  return turn.relays.map(({ node }) => {
    const { name: secretName, keys } = turnTls(node);
    return { secretName, keys: [...keys], node };
  });
}

/**
 * The relays of calls: coturn on the network of nodes of its own, each with a public address; nothing balances before
 * them, since a client holds on to the one that it asked. Secrets are read at start only.
 */
export function turn(fleet: Fleet): Release {
  const { milliCpu, memoryMiB } = fleet.turnCapacity;
  // A node has one set of ports: its pod is replaced in place.
  const needs: Needs = { milliCpu, memoryMiB, pods: fleet.turn.relays.length, surge: 0, volumesGiB: [] };
  const files = {
    ...SCRIPTS,
    [FIREWALL_FILE]: firewallRules(fleet),
    ...Object.fromEntries(fleet.turn.relays.map((relay) => [configFile(relay.node), turnConfig(fleet, relay)])),
  };
  const monitoring = [{ namespaceSelector: namespaceSelector(fleet.network.monitoringNamespace) }];
  const values: TurnValues = {
    turn: {
      labels: systemLabels(fleet, TURN, "frontend"),
      selector: selectorLabels(TURN),
      image: fleet.images.coturn.reference,
      serviceAccount: TURN,
      resources: guaranteed(needs),
      nodeSelector: poolSelector(fleet, "turn"),
      priorityClass: PRIORITY_CLASSES.serving,
      files,
      filesChecksum: filesChecksum(files),
      networkPolicy: { ingress: [{ peers: monitoring, ports: [PORTS.metrics] }], egress: [] },
      uid: TURN_UID,
      nodes: fleet.turn.relays.map(({ node }) => node),
      filesPath: PATHS.files,
      runPath: dirname(PATHS.config),
      ports: { listening: PORTS.listening, tls: PORTS.tls, metrics: PORTS.metrics },
      // Synapse's image, which has nft for this.
      firewall: { image: fleet.images.synapse.reference, command: FIREWALL_COMMAND },
      prepareCommand: PREPARE_COMMAND,
      command: RELAY_COMMAND,
      drainCommand: DRAIN_COMMAND,
      drainSeconds: DRAIN_SECONDS,
      initResources: guaranteed(INIT),
      secrets: { path: PATHS.secrets, from: secrets(fleet) },
      certificates: { path: PATHS.certificates, from: certificates(fleet) },
    },
    edge: {
      labels: systemLabels(fleet, "edge", "frontend"),
      certificates: fleet.turn.relays.map(({ node, host }) => {
        const { name } = turnTls(node);
        return certificate(fleet, { name, host, secretName: name });
      }),
    },
  };
  return {
    name: TURN,
    namespace: TURN_NAMESPACE,
    chart: "turn",
    values,
    // A roll-out goes from relay to relay as calls end, which may be hours: no deploy waits for that.
    wait: false,
    timeoutSeconds: TIMEOUT_SECONDS,
    needs: [needs],
    accounts: [TURN],
  };
}
