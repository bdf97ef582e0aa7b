import { z } from "zod";
import { field, label, text, whole } from "./field";
import { country, sourced } from "./parts";

export const certificates = field(
  sourced({
    issuer: field(label(63), {
      title: "Issuer",
      description: "cert-manager ClusterIssuer.",
      example: "certigna-services-ca",
    }),
    authority: field(text(), {
      title: "Authority",
      description: "The certificate authority; mobile clients may pin it, and then another one locks them out.",
      example: "Certigna Services CA",
    }),
    issuedBy: field(
      sourced({
        country: country(),
        rgs: field(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal("none")]), {
          title: "RGS",
          description:
            "Stars of the référentiel général de sécurité that the authority's certificates of servers have; `none`: not qualified.",
          example: 1,
        }),
      }).optional(),
      {
        title: "Issued by",
        description:
          "Where the authority is established, and how it is qualified. Default: not declared, which rule TLS-08 objects to.",
        example: { country: "FR", rgs: 1, source: "ANSSI's list of qualified providers" },
      },
    ),
    pinned: field(z.boolean(), {
      title: "Pinned",
      description: "Whether clients refuse any other authority.",
      example: true,
    }),
    days: field(whole(1, 200), {
      title: "Days",
      description:
        "How long a certificate is valid; public authorities issue for 200 days at most since March 2026, 100 since March 2027 (CA/Browser Forum, SC-081v3).",
      unit: "days",
      example: 90,
    }),
    renewBeforeDays: field(whole(1, 100), {
      title: "Renewal",
      description: "How long before its end a certificate is renewed, with another key.",
      unit: "days",
      example: 30,
    }),
    key: field(z.enum(["rsa-3072", "ecdsa-p256"]), {
      title: "Key",
      description: "Kind and size of a certificate's key, at least what ANSSI asks for after 2030 (SDE-NT-35, R26).",
      example: "ecdsa-p256",
    }),
  }),
  {
    title: "Certificates",
    description: "Who signs the public certificates.",
    example: { issuer: "certigna-services-ca" },
  },
);
