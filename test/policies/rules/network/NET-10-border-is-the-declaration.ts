import { objectAt, remove, set } from "../../change";
import { configMap } from "../../objects";
import { BORDER, environment, JUSTICE } from "../../places";
import { editAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const CONFIG = ["data", "squid.conf"];
const SQUID = `http_port 3128
acl clients src 10.64.0.0/12
acl CONNECT method CONNECT
acl port_443 port 443
acl hosts_443 dstdomain -n login.example
acl hosts_443 dstdomain -n backup.example
http_access allow CONNECT clients port_443 hosts_443
http_access deny all
`;

export const good = smallPlan({ objects: [configMap({ "squid.conf": SQUID }, "tchap-border")] });
export const bad = smallPlan({
  objects: [configMap({ "squid.conf": SQUID.replace("login.example", "matrix.org") }, "tchap-border")],
});

const FIRST_HOST = /^acl hosts_443 dstdomain -n .*$/m;
const before = (pattern: RegExp, line: string) =>
  editAt(BORDER.config, CONFIG, (text) => text.replace(pattern, (found) => `${line}\n${found}`));
const replaced = (pattern: RegExp, by: string) => editAt(BORDER.config, CONFIG, (text) => text.replace(pattern, by));
const DENY = /^http_access deny all$/m;

export const mutations: readonly Mutation[] = [
  { name: "one host more", ...before(FIRST_HOST, "acl hosts_443 dstdomain -n matrix.org") },
  { name: "a domain with all that is below it", ...before(FIRST_HOST, "acl hosts_443 dstdomain -n .gouv.fr") },
  {
    name: "two hosts on a line",
    ...before(FIRST_HOST, "acl hosts_443 dstdomain -n auth.agentconnect.gouv.fr matrix.org"),
  },
  { name: "a host by its reverse entry", ...before(FIRST_HOST, "acl hosts_443 dstdomain matrix.org") },
  {
    name: "two hosts by their reverse entries",
    ...before(FIRST_HOST, "acl hosts_443 dstdomain matrix.org auth.agentconnect.gouv.fr"),
  },
  { name: "hosts by a pattern", ...before(FIRST_HOST, "acl hosts_443 dstdom_regex .") },
  { name: "hosts from a file", ...before(FIRST_HOST, 'acl hosts_443 dstdomain -n "/tmp/hosts"') },
  { name: "one host less", ...replaced(/^acl hosts_443 dstdomain -n matrix\.agent\.justice\..*\n/m, "") },
  { name: "every port", ...before(FIRST_HOST, "acl port_443 port 1-65535") },
  { name: "one port more", ...before(FIRST_HOST, "acl port_443 port 22") },
  { name: "without deny all", ...replaced(/^http_access deny all\n/m, "") },
  { name: "allow all before it", ...before(DENY, "http_access allow all") },
  { name: "allow all, indented", ...before(DENY, "  http_access  allow all") },
  { name: "allow all after it", ...replaced(DENY, "http_access deny all\nhttp_access allow all") },
  { name: "a deny that cuts everyone off", ...before(/^http_access allow /m, "http_access deny clients") },
  { name: "a deny all swallowed by the line before", ...before(DENY, "cache deny all \\") },
  { name: "plain HTTP besides CONNECT", ...replaced(/allow CONNECT clients/, "allow clients") },
  {
    name: "other methods in the name of CONNECT",
    ...replaced(/^acl CONNECT method CONNECT$/m, "acl CONNECT method GET POST"),
  },
  { name: "hosts by address", ...before(FIRST_HOST, "acl hosts_443 dst -n 198.51.100.7") },
  { name: "any host, on a port of the list", ...before(DENY, "http_access allow CONNECT clients port_443") },
  { name: "any port, to a host of the list", ...before(DENY, "http_access allow CONNECT clients hosts_443") },
  { name: "clients that are no pods", ...replaced(/^acl clients src .*$/m, "acl clients src all") },
  { name: "not this list but its opposite", ...replaced(/port_443 hosts_443$/m, "port_443 !hosts_443") },
  { name: "another file read in", ...before(DENY, "include /tmp/more.conf") },
  { name: "a parent proxy", ...before(DENY, "cache_peer proxy.example parent 3128 0 default") },
  {
    name: "a second list under another name",
    at: BORDER.config,
    mutate: (plan) =>
      set(objectAt(plan, BORDER.config), ["data", "open.conf"], "http_port 3129\nhttp_access allow all\n"),
  },
  {
    name: "a proxy of a shard's own",
    at: JUSTICE.config,
    mutate: (plan) =>
      set(objectAt(plan, JUSTICE.config), ["data", "squid.conf"], "http_port 3128\nhttp_access allow all\n"),
  },
  { name: "no list at all", at: environment("border"), mutate: (plan) => remove(plan, BORDER.config) },
];
