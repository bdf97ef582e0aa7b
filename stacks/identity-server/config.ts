import type { Fleet, Shard } from "../../fleet/fleet";
import type { Template } from "./mail";
import { DATABASE_FILE, PATHS, PORTS } from "./places";

/** Port of SMTP with TLS from its first byte (RFC 8314, 3.3); at any other the relay is asked for STARTTLS. */
const SMTPS = 465;

/** Any port of Sydent's own defaults that is not set here is off: replication, the internal API, Prometheus. */
export type SydentConfig = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Secrets by section and option: Sydent takes them from its one configuration file and from nowhere else. */
export const SECRET_OPTIONS = [
  { section: "crypto", option: "ed25519.signingkey", file: `${PATHS.signingKey}/signing.key` },
  { section: "email", option: "email.smtppassword", file: `${PATHS.mailRelay}/password` },
] as const;

const template = (name: Template): string => `${PATHS.config}/${name}`;

/**
 * The shard in whose name the identity server speaks: the one that most of its mails invite to. Every homeserver's host
 * answers for it, but links in mails and keys of invitations name one host, for years.
 */
function spokesman(fleet: Fleet): Shard {
  const live = fleet.perimeters.filter(({ state }) => state !== "closed");
  const chosen = live.find(({ role }) => role === "externals") ?? live[0];
  const shard = chosen?.shards[0];
  if (shard === undefined) throw new Error("No shard is open; loading checks it.");
  return shard;
}

/** Sydent's options (branch dinsic, CONFIG_DEFAULTS of sydent/sydent.py), those that are not its defaults or matter. */
export function sydentConfig(fleet: Fleet): SydentConfig {
  const { host } = spokesman(fleet);
  const { mail, edge } = fleet;
  const hosts = fleet.perimeters.flatMap(({ shards }) =>
    shards.flatMap((each) => [each.host, each.authenticationHost]),
  );
  return {
    general: {
      "server.name": host,
      // At INFO it writes the codes of its mails, and addresses with every request.
      "log.level": "WARNING",
      "log.path": "",
      "pidfile.path": `${PATHS.secretConfig}/sydent.pid`,
      info_path: `${PATHS.config}/info.yaml`,
      // Empty: agents accepted the service's terms when they signed in.
      "terms.path": "",
      // Empty would let a mail's link lead anywhere.
      "next_link.domain_whitelist": [...new Set(hosts)].sort().join(","),
      // Associations only for who has an account here, which a homeserver vouched for.
      enable_v1_associations: "false",
      delete_tokens_on_bind: "true",
      // Thirty days, as long as one looks for an invitation in a mailbox; by default it is valid for ever. Assumption.
      "invites.validity_period": "30d",
      // A thousand people of one address book at a time; its default is ten thousand. Assumption.
      address_lookup_limit: "1000",
      // It asks homeservers and nobody else, all of them through the environment's own edge: it knows no proxy.
      "ip.blacklist": "0.0.0.0/0,::/0",
      "ip.whitelist": edge.addresses.map((address) => `${address}/32`).join(","),
    },
    db: { "db.file": DATABASE_FILE },
    http: {
      "clientapi.http.bind_address": "0.0.0.0",
      "clientapi.http.port": String(PORTS.public),
      // Empty: no other Sydent, so that neither its server nor its client for replication starts.
      "replication.https.certfile": "",
      "internalapi.http.port": "",
      // As far as the branch goes: the authority of a homeserver's certificate is verified, its name is not.
      "federation.verifycerts": "True",
      verify_response_template: template("verification.html"),
      client_http_base: `https://${host}`,
    },
    email: {
      // Named one by one, although Sydent would rather have folders of them: a request could choose among those.
      "email.template": template("verification.eml"),
      "email.invite_template": template("invitation.eml"),
      "email.from": `Tchap <${mail.from}>`,
      // Without the name that the sender chose: anybody may call himself anything.
      "email.invite.subject": "Une invitation sur Tchap",
      "email.smtphost": mail.relay,
      "email.smtpport": String(mail.port),
      "email.smtpusername": mail.from,
      "email.tlsmode": mail.port === SMTPS ? "TLS" : "STARTTLS",
      // Not the pod's name, which its default would tell every mailbox.
      "email.hostname": host,
      // Its default is a client of others.
      "email.default_web_client_location": `https://${host}`,
      // What others see of an invited address in a room.
      "email.always_obfuscate": "true",
      "email.third_party_invite_username_reveal_characters": "3",
      "email.third_party_invite_domain_reveal_characters": "3",
    },
    // Empty: nobody may replicate profiles to it or search them.
    userdir: { "userdir.allowed_homeservers": "" },
  };
}

/** As Python's ConfigParser reads it: a percent sign begins a reference, and two are one. */
export function iniFile(config: SydentConfig): string {
  const section = ([name, options]: [string, Readonly<Record<string, string>>]) => [
    `[${name}]`,
    ...Object.entries(options).map(([option, text]) => `${option} = ${text.replaceAll("%", "%%")}`.trimEnd()),
    "",
  ];
  return Object.entries(config).flatMap(section).join("\n");
}
