import { JUSTICE, SHARED } from "../../places";
import { type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { files, inFile, RELAY, SHIPPING } from "./named";

export const good = smallPlan({ objects: files(SHIPPING, RELAY) });
export const bad = smallPlan({ objects: files(SHIPPING.replace("+VERS-TLS1.2", "+VERS-TLS1.1"), RELAY) });

const relay = (line: string) => inFile(SHARED.turn, "turn-a-1.conf", /^use-auth-secret$/m, `use-auth-secret\n${line}`);
const collector = (pattern: RegExp, by: string) => inFile(SHARED.collector, "rsyslog.conf", pattern, by);
const router = (line: string) =>
  inFile(JUSTICE.at("ConfigMap", "router"), "haproxy.cfg", /^ {2}bind \*:8008$/m, `  bind *:8008\n${line}`);

export const mutations: readonly Mutation[] = [
  { name: "a relay that is asked for TLS 1.0", ...relay("tlsv1") },
  { name: "a relay that is asked for TLS 1.1, with a value", ...relay("tlsv1_1=1") },
  { name: "logs by TLS 1.1", ...collector(/\+VERS-TLS1\.2/, "+VERS-TLS1.1") },
  { name: "logs by any version", ...collector(/\+VERS-TLS1\.2/, "+VERS-TLS-ALL") },
  { name: "logs by whatever the library has", ...collector(/gnutlsPriorityString="[^"]*"/, "") },
  {
    name: "logs by a default that somebody adds to",
    ...collector(/gnutlsPriorityString="NONE:/, 'gnutlsPriorityString="NORMAL:'),
  },
  { name: "a router that ends TLS by its library's default", ...router("  bind *:8443 ssl crt /run/tls.pem") },
  { name: "a router that ends TLS 1.0", ...router("  bind *:8443 ssl crt /run/tls.pem ssl-min-ver TLSv1.0") },
  {
    name: "a database that speaks TLS 1.1",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "ssl_min_protocol_version"], "TLSv1.1"),
  },
  {
    name: "a database that speaks the first of all",
    ...setAt(JUSTICE.postgres, ["spec", "postgresql", "parameters", "ssl_min_protocol_version"], "TLSv1"),
  },
];
