import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from "node:crypto";

const unpadded = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");

/** What an event says of an encrypted file (Matrix specification, EncryptedFile). */
export interface EncryptedFile {
  readonly v: "v2";
  readonly url: string;
  readonly key: { kty: "oct"; key_ops: string[]; alg: "A256CTR"; k: string; ext: true };
  readonly iv: string;
  readonly hashes: { readonly sha256: string };
}

/** Encrypts a file as a Matrix client does before it uploads it. */
export function encrypted(url: string, content: Buffer): { uploaded: Buffer; file: EncryptedFile } {
  const key = randomBytes(32);
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const uploaded = createCipheriv("aes-256-ctr", key, iv).update(content);
  const jwk = { kty: "oct", key_ops: ["encrypt", "decrypt"], alg: "A256CTR", k: key.toString("base64url"), ext: true };
  const sha256 = unpadded(createHash("sha256").update(uploaded).digest());
  return {
    uploaded,
    file: {
      v: "v2",
      url,
      key: { ...jwk, kty: "oct", alg: "A256CTR", ext: true },
      iv: unpadded(iv),
      hashes: { sha256 },
    },
  };
}

/** The same file with another key: it decrypts to noise. */
export function withOtherKey(file: EncryptedFile): EncryptedFile {
  return { ...file, key: { ...file.key, k: randomBytes(32).toString("base64url") } };
}

/** DER of an X25519 public key, before its 32 bytes (RFC 8410). */
const X25519 = Buffer.from("302a300506032b656e032100", "hex");

/** Bytes that libolm takes of a MAC. */
const MAC_BYTES = 8;

/** Encrypts a request's body for the scanner's public key, as libolm's PkEncryption does. */
export function encryptedBody(publicKey: string, body: object) {
  const theirs = createPublicKey({
    key: Buffer.concat([X25519, Buffer.from(publicKey, "base64")]),
    format: "der",
    type: "spki",
  });
  const own = generateKeyPairSync("x25519");
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey: theirs });
  const keys = Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), Buffer.alloc(0), 80));
  const cipher = createCipheriv("aes-256-cbc", keys.subarray(0, 32), keys.subarray(64));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(body)), cipher.final()]);
  // libolm's MAC is of nothing, which all who speak with it keep to.
  const mac = createHmac("sha256", keys.subarray(32, 64)).digest().subarray(0, MAC_BYTES);
  const ephemeral = own.publicKey.export({ format: "der", type: "spki" }).subarray(X25519.length);
  return { encrypted_body: { ciphertext: unpadded(ciphertext), mac: unpadded(mac), ephemeral: unpadded(ephemeral) } };
}
