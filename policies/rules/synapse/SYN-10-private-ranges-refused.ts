import { within } from "../../../plan/network/cidr";
import { list } from "../../../plan/vocabulary";
import { planRule } from "../../rule";
import { absent, checkSettings } from "./settings";

/** Ranges that Synapse refuses to call by default (synapse/config/server.py, 1.163). */
const DEFAULT = [
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.0.0/24",
  "169.254.0.0/16",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "::1/128",
  "fe80::/10",
  "fc00::/7",
  "2001:db8::/32",
  "ff00::/8",
  "fec0::/10",
];

function holdsDefault(value: unknown): boolean {
  return DEFAULT.every((range) => list(value).some((each) => each === range || within(range, String(each))));
}

export default planRule({
  id: "SYN-10",
  title: { fr: "Adresses internes refusées, sans exception", en: "Private addresses stay refused, without exception" },
  why: "Qui choisit le nom d'un serveur ou d'une passerelle choisit où Synapse se connecte : la liste par défaut lui ferme le réseau interne. Le mandataire de la bordure n'y est pas soumis. Règle propre : aucun référentiel ne parle de cette liste.",
  remedy: "Dans stacks/homeserver/config.ts, ne réglez ni ip_range_blacklist ni ip_range_whitelist.",
  severity: "high",
  controls: ["own"],
  looksAt: "address range settings of every homeserver.yaml, against Synapse's default",
  check: (plan) =>
    checkSettings(plan, [
      {
        field: "ip_range_blacklist",
        right: (value) => value === undefined || holdsDefault(value),
        must: "absent, or hold Synapse's default",
      },
      // The second replaces the first for federation.
      ...absent("ip_range_whitelist", "federation_ip_range_blacklist"),
    ]),
});
