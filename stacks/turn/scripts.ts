import { FIREWALL_FILE } from "./firewall";
import { PATHS } from "./places";

const PREPARE_FILE = "prepare.sh";
const RELAY_FILE = "relay.sh";

/** Loads the firewall of the node. */
export const FIREWALL_COMMAND = ["nft", "-f", `${PATHS.files}/${FIREWALL_FILE}`];

/**
 * Puts the node's configuration together: coturn reads secrets from its configuration and nowhere else. Told of the folder
 * with the configuration of each node, and of that with the secrets.
 */
const PREPARE = `set -eu
umask 077
{
  cat "$1/$NODE_NAME.conf"
  for secret in "$2"/*; do
    cat "$secret"
    echo
  done
} >${PATHS.config}
`;

/**
 * Runs coturn, hands signals on to it, and tells it of a renewed certificate, which it reads anew on SIGUSR2 alone. Ends
 * when coturn does, and as it does.
 */
const RELAY = `set -u
certificate="${PATHS.certificates}/$NODE_NAME/tls.crt"
turnserver -c ${PATHS.config} &
relay=$!
trap 'kill -USR1 "$relay"' USR1
trap 'kill -TERM "$relay"' TERM
(
  seen=$(cksum <"$certificate")
  while sleep 60; do
    now=$(cksum <"$certificate") || continue
    if [ "$now" != "$seen" ]; then
      seen=$now
      kill -USR2 "$relay"
    fi
  done
) &
while :; do
  wait "$relay"
  code=$?
  kill -0 "$relay" 2>/dev/null || exit "$code"
done
`;

export const PREPARE_COMMAND = ["sh", `${PATHS.files}/${PREPARE_FILE}`, PATHS.files, PATHS.secrets];

export const RELAY_COMMAND = ["sh", `${PATHS.files}/${RELAY_FILE}`];

/**
 * Before a relay ends: no new allocation, and the pod stays until the last call through it has ended, or its time is up.
 * coturn ends by itself then, and this command with it.
 */
export const DRAIN_COMMAND = ["sh", "-c", "kill -USR1 1; while sleep 5; do :; done"];

/** The scripts by their names in the ConfigMap. */
export const SCRIPTS: Readonly<Record<string, string>> = { [PREPARE_FILE]: PREPARE, [RELAY_FILE]: RELAY };
