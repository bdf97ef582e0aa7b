/** How a Secret comes to be: made by the secrets program, handed in from outside, or made by an operator. */
type SecretKind = "password" | "shared-key" | "signing-key" | "token" | "supplied" | "operator";

/** Whether a restore needs the same value, and why; what is made anew costs what is said. */
interface Escrow {
  readonly kept: "escrow" | "made anew";
  readonly why: string;
}

/** A Kubernetes Secret that the plan refers to: names and keys only, never a value. */
export interface Secret {
  readonly id: string;
  /** `shard <name>` or `service <name>`. */
  readonly owner: string;
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly kind: SecretKind;
  /** Systems that read it. */
  readonly readers: readonly string[];
  readonly escrow: Escrow;
}

/** What is to be known of a Secret before there are shards that have it. */
export interface ShardSecret extends Pick<Secret, "name" | "keys" | "kind" | "readers" | "escrow"> {
  /** Type of the Kubernetes object, where its reader or its maker asks for one; else Opaque. */
  readonly type?: string;
  /** What its values must look like; never a value. */
  readonly form: string;
}

/** A Secret of one owner in one namespace. */
export const declared = (owner: string, namespace: string, key: string, secret: ShardSecret): Secret => {
  const { name, keys, kind, readers, escrow } = secret;
  return { id: `${owner.split(" ").at(-1)}/${key}`, owner, namespace, name, keys, kind, readers, escrow };
};

/** No more than its readers take alike: some of them keep a line break, or read a sign as part of an address. */
export const RANDOM = "at least 32 random bytes as hexadecimal digits, without line break";

/** A key of an S3 store. */
export const CREDENTIALS =
  "a file as AWS' programs read it, profile `default`: `[default]`, `aws_access_key_id = GK<24 hexadecimal digits>`, `aws_secret_access_key = <64 hexadecimal digits>`";

/** Of every key to one bucket of the media store. */
export const ANOTHER_KEY: Escrow = { kept: "made anew", why: "The media store takes another key for the same bucket." };

/** A certificate as cert-manager makes it. */
function certificate(name: string, reader: string): ShardSecret {
  return {
    name,
    keys: ["tls.crt", "tls.key"],
    kind: "operator",
    readers: [reader],
    type: "kubernetes.io/tls",
    form: "a certificate with its chain and its key, in PEM; cert-manager makes it and renews it",
    escrow: { kept: "made anew", why: "The same authority issues another for the same name." },
  };
}

export const edgeCertificate = (name: string): ShardSecret => certificate(name, "edge");
export const turnCertificate = (name: string): ShardSecret => certificate(name, "turn");
