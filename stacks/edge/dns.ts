import type { Fleet } from "../../fleet/fleet";
import type { Position } from "../../fleet/mistakes";
import { type HostKind, type PublicHost, publicHosts } from "./table";

/** Where something is declared: a place in a perimeter's file, or the path of a field of `environment.yaml`. */
export type Declared = Position | readonly (string | number)[];

/** A record that public DNS needs. */
export interface DnsRecord {
  /** Absolute name, without the dot at its end. */
  readonly name: string;
  readonly type: "A" | "CAA" | "MX" | "TXT";
  /** As a zone file writes it; undefined where it is not known yet. */
  readonly value?: string;
  readonly reason: string;
  readonly declared: Declared;
}

const REASONS: Readonly<Record<HostKind, string>> = {
  homeserver: "clients and other servers reach the shard",
  name: "its well-known files tell where the shard is",
  authentication: "agents sign in",
  "push-gateway": "homeservers reach the push gateway by the name that apps give them",
};

const whose = ({ shard }: PublicHost) => (shard === undefined ? "" : ` (${shard.name})`);

const declaredBy = ({ shard }: PublicHost): Declared => shard?.at ?? ["push", "host"];

/**
 * Names in CAA records by which authorities are meant, by the beginning of theirs. Certigna: its own page on CAA
 * (certigna.fr/dns-caa); that its page of today still holds is an assumption.
 */
const CAA_NAMES: readonly (readonly [authority: string, name: string])[] = [["Certigna", "certigna.fr"]];

/** Text in quotes, in pieces of 255 characters: a character string of DNS is no longer (RFC 1035). */
function text(value: string): string {
  const pieces = value.match(/.{1,255}/g) ?? [""];
  return pieces.map((piece) => `"${piece}"`).join(" ");
}

function addresses(fleet: Fleet, hosts: readonly PublicHost[]): DnsRecord[] {
  const edge = hosts.flatMap((each) =>
    fleet.edge.addresses.map(
      (value): DnsRecord => ({
        name: each.host,
        type: "A",
        value,
        reason: `${REASONS[each.kind]}${whose(each)}`,
        declared: declaredBy(each),
      }),
    ),
  );
  const relays = fleet.turn.relays.map(
    ({ host, address, zone }, index): DnsRecord => ({
      name: host,
      type: "A",
      value: address,
      reason: `calls are relayed; the node's own address, without a load balancer (${zone})`,
      declared: ["turn", "relays", index, "address"],
    }),
  );
  return [...edge, ...relays];
}

/** The names that a record at each of would cover all names: CAA holds for what is below (RFC 8659). */
function topmost(records: readonly DnsRecord[]): DnsRecord[] {
  const byName = new Map([...records].reverse().map((record) => [record.name, record]));
  const names = [...byName.keys()];
  return [...byName.values()].filter(({ name }) => !names.some((other) => name.endsWith(`.${other}`))).reverse();
}

/** Who may sign for our names: the declared authority alone, and nobody for wildcards. */
function authorities({ certificates }: Fleet, hosts: readonly DnsRecord[]): DnsRecord[] {
  const name = CAA_NAMES.find(([authority]) => certificates.authority.startsWith(authority))?.[1];
  const reason = `one authority signs certificates for this name and all below it (${certificates.authority})`;
  return topmost(hosts).flatMap((host): DnsRecord[] => {
    const record = { name: host.name, type: "CAA", declared: ["certificates", "authority"] } as const;
    return name === undefined
      ? [{ ...record, reason: `${reason}; its name in CAA records is not known` }]
      : [
          {
            ...record,
            value: `0 issue "${name}"`,
            reason: `${reason}; its name in CAA records: assumption, from its own page`,
          },
          { ...record, value: '0 issuewild ";"', reason: "nobody signs a certificate for every name below" },
        ];
  });
}

/** A host with an address and no MX is sent mail all the same (RFC 5321, 5.1); a null MX says not to (RFC 7505). */
function withoutMail(hosts: readonly DnsRecord[]): DnsRecord[] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return [...byName.values()].map(({ name, declared }) => ({
    name,
    type: "MX",
    value: "0 .",
    reason: "receives no mail",
    declared,
  }));
}

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);

/** Ed25519 keys are 32 bytes long (RFC 8463), 44 signs of base64; every other is RSA. */
const keyType = (publicKey: string) => (publicKey.length === 44 ? "ed25519" : "rsa");

function sender({ mail }: Fleet): DnsRecord[] {
  const { from, spf, dkim, dmarc } = mail;
  const domain = domainOf(from);
  const reports = domainOf(dmarc.reports);
  const record = (name: string, reason: string, field: string, value?: string): DnsRecord => ({
    name,
    type: "TXT",
    ...(value === undefined ? {} : { value: text(value) }),
    reason,
    declared: ["mail", field],
  });
  const key = `${dkim.selector}._domainkey.${domain}`;
  const signed = "receivers check the relay's signature";
  return [
    {
      name: domain,
      type: "MX",
      reason: `whoever runs ${domain} says where its mail goes; ${from} itself reads none`,
      declared: ["mail", "from"],
    },
    record(domain, `only the relay sends mail as ${from}`, "spf", ["v=spf1", ...spf, "-all"].join(" ")),
    dkim.publicKey === undefined
      ? record(key, `${signed}; its operator has not handed out the key, mail.dkim.publicKey`, "dkim")
      : record(key, signed, "dkim", `v=DKIM1; k=${keyType(dkim.publicKey)}; p=${dkim.publicKey}`),
    record(
      `_dmarc.${domain}`,
      "what receivers do with mail that neither vouches for, and where they report",
      "dmarc",
      `v=DMARC1; p=${dmarc.policy}; rua=mailto:${dmarc.reports}`,
    ),
    ...(reports === domain
      ? []
      : [
          record(
            `${domain}._report._dmarc.${reports}`,
            `${reports} takes reports about ${domain}`,
            "dmarc",
            "v=DMARC1",
          ),
        ]),
  ];
}

/**
 * Every record of public DNS that an environment needs. No SRV: servers find a shard by its well-known file, which names
 * host and port. No AAAA: no public IPv6 address is declared.
 */
export function dnsRecords(fleet: Fleet): DnsRecord[] {
  const hosts = publicHosts(fleet);
  const named = addresses(fleet, hosts);
  return [...named, ...authorities(fleet, named), ...withoutMail(named), ...sender(fleet)];
}
