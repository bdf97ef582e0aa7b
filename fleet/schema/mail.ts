import { z } from "zod";
import { cidr } from "./cidr";
import { domainName } from "./domain-name";
import { checked, email, field, label } from "./field";
import { country, port, sourced } from "./parts";

const spfMechanism = () =>
  checked(z.string(), (value) =>
    /^(ip4:[0-9./]+|ip6:[0-9a-f:/]+|(include|a|mx):[a-z0-9_.-]+|a|mx)$/.test(value)
      ? undefined
      : { wrong: `${JSON.stringify(value)} is no mechanism of SPF.`, write: "Write ip4:192.0.2.25 or include:host." },
  );

const publicKey = () =>
  checked(z.string(), (value) =>
    /^[A-Za-z0-9+/]{40,}={0,2}$/.test(value)
      ? undefined
      : { wrong: "It is not the base64 of a key.", write: "Write what stands behind p= in the relay's DKIM record." },
  );

export const mail = field(
  sourced({
    relay: field(domainName(), { title: "Relay", description: "SMTP host.", example: "smtp.tchap.example" }),
    port: port("SMTP submission port, with STARTTLS.", 587),
    addresses: field(z.array(cidr()).min(1), {
      title: "Relay addresses",
      description: "Ranges the relay answers at: Synapse sends mail directly and a network policy cannot name a host.",
      example: ["192.0.2.25/32"],
    }),
    from: field(email(), {
      title: "Sender",
      description: "From address of the service.",
      example: "ne-pas-repondre@tchap.gouv.fr",
    }),
    spf: field(z.array(spfMechanism()).min(1), {
      title: "SPF",
      description: "Who may send for the sender's domain, as SPF writes it; every other is refused.",
      example: ["ip4:192.0.2.25"],
    }),
    dkim: field(
      z.strictObject({
        selector: field(label(63), {
          title: "Selector",
          description: "Name of the relay's key in the sender's domain.",
          example: "tchap-2026",
        }),
        publicKey: field(publicKey().optional(), {
          title: "Public key",
          description: "Base64 of the relay's public key; absent while its operator has not handed it out.",
          example: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA",
        }),
      }),
      { title: "DKIM", description: "The key that the relay signs with.", example: { selector: "tchap-2026" } },
    ),
    dmarc: field(
      z.strictObject({
        policy: field(z.enum(["none", "quarantine", "reject"]), {
          title: "Policy",
          description: "What receivers do with mail that neither SPF nor DKIM vouches for.",
          example: "reject",
        }),
        reports: field(email(), {
          title: "Reports",
          description: "Where receivers report what they saw.",
          example: "dmarc@tchap.gouv.fr",
        }),
      }),
      { title: "DMARC", description: "What receivers are told.", example: { policy: "reject" } },
    ),
    country: country(),
  }),
  { title: "Mail", description: "Relay for invitations and reminders.", example: { relay: "smtp.tchap.example" } },
);
