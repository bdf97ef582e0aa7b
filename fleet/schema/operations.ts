import { z } from "zod";
import { cidr } from "./cidr";
import { domainName } from "./domain-name";
import { field, text, whole } from "./field";
import { country, https, port, sourced } from "./parts";

export const antivirus = field(
  sourced({
    signatures: field(domainName(), {
      title: "Signatures",
      description: "Host that signatures of viruses are fetched from; a mirror of the State's where there is one.",
      example: "database.clamav.net",
    }),
    country: country(),
  }),
  { title: "Antivirus", description: "What files are scanned with.", example: { signatures: "database.clamav.net" } },
);

export const logs = field(
  sourced({
    host: field(domainName(), {
      title: "Host",
      description: "The central store of logs, and the name in its certificate.",
      example: "logs.tchap.example",
    }),
    port: port("Syslog over TLS (RFC 5425).", 6514),
    addresses: field(z.array(cidr()).min(1), {
      title: "Store addresses",
      description: "Ranges the store answers at: syslog knows no proxy, and a network policy cannot name a host.",
      example: ["192.0.2.50/32"],
    }),
    country: country(),
    retentionMonths: field(whole(1, 60), {
      title: "Retention",
      description: "How long the store keeps them; twelve rolling months for the State (PSSIE, EXP-CONS-JOUR).",
      unit: "months",
      example: 12,
    }),
    longerBecause: field(text().optional(), {
      title: "Longer because",
      description:
        "Why longer than twelve months, which the CNIL asks for (délibération 2021-122). Default: no reason, so twelve at most.",
      example: "an inquiry that is under way, until its end",
    }),
    clock: field(z.array(domainName()).min(2), {
      title: "Clock",
      description: "Time servers that the platform's nodes follow; what joins the logs of several nodes.",
      example: ["ntp-1.tchap.example", "ntp-2.tchap.example"],
    }),
  }),
  { title: "Logs", description: "Where logs are kept.", example: { host: "logs.tchap.example", port: 6514 } },
);

export const monitoring = field(
  sourced({
    runbooks: field(https(), {
      title: "Runbooks",
      description: "Where whoever is called reads docs/runbooks; an alert's link is this, a slash and the file's name.",
      example: "https://gitlab.example/tchap/footprint/-/blob/main/docs/runbooks",
    }),
  }),
  {
    title: "Monitoring",
    description: "What whoever is called is shown.",
    example: { runbooks: "https://gitlab.example/tchap/footprint/-/blob/main/docs/runbooks" },
  },
);
