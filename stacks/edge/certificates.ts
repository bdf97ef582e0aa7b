import type { Fleet } from "../../fleet/fleet";
import type { CertificateValues } from "./values";

/** A public host whose certificate is to be in a Secret. */
export interface CertificateOf {
  /** Name of the Certificate object. */
  readonly name: string;
  readonly host: string;
  readonly secretName: string;
}

type Key = Fleet["certificates"]["key"];

const KEYS: Readonly<Record<Key, Pick<CertificateValues["spec"], "privateKey" | "usages">>> = {
  "rsa-3072": {
    privateKey: { algorithm: "RSA", size: 3072, encoding: "PKCS8", rotationPolicy: "Always" },
    // Encipherment: TLS 1.2 clients that know no elliptic curve.
    usages: ["digital signature", "key encipherment", "server auth"],
  },
  "ecdsa-p256": {
    privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
    usages: ["digital signature", "server auth"],
  },
};

/** A certificate of the declared issuer, with another key at each renewal; cert-manager keeps it in the Secret. */
export function certificate(fleet: Fleet, { name, host, secretName }: CertificateOf): CertificateValues {
  const { issuer, days, renewBeforeDays, key } = fleet.certificates;
  return {
    name,
    spec: {
      secretName,
      dnsNames: [host],
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuer },
      duration: `${days * 24}h`,
      renewBefore: `${renewBeforeDays * 24}h`,
      ...KEYS[key],
    },
  };
}
