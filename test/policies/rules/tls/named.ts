import type { Place } from "../../change";
import { configMap } from "../../objects";
import { editAt } from "../../rule-case";

/** rsyslog's action as the collector has it. */
export const SHIPPING = `module(load="imfile")
action(name="store" type="omfwd" target="logs.example" port="6514" protocol="tcp"
  streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="logs.example"
  gnutlsPriorityString="NONE:+VERS-TLS1.3:+VERS-TLS1.2:+ECDHE-RSA:+AES-256-GCM:+AES-128-GCM:+AEAD:+GROUP-X25519:+SIGN-RSA-PSS-RSAE-SHA256:+CTYPE-X509:+COMP-NULL")
`;

export const RELAY = `listening-port=3478
tls-listening-port=5349
use-auth-secret
cipher-list=ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384
`;

export const files = (collector: string, relay: string) => [
  configMap({ "rsyslog.conf": collector }, "tchap-log-collector"),
  configMap({ "turn-a.conf": relay }, "tchap-turn"),
];

/** One change of one file. */
export const inFile = (place: Place, file: string, pattern: RegExp | string, by: string) =>
  editAt(place, ["data", file], (text) => text.replace(pattern, by));
