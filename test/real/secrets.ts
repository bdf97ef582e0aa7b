import { createHash, createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { liveShards, MEDIA_STORE_NAMESPACE } from "../../fleet/fleet";
import { mediaStoreKeys, REDIS_RIGHTS, SHARD_SECRETS } from "../../fleet/secrets";
import type { Plan } from "../../plan/plan";
import { type DatabaseOwner, databaseOwners, objectsIn } from "./databases";
import type { Credentials } from "./s3";

const random = () => randomBytes(24).toString("hex");

/** As Synapse writes it: the algorithm, the key's own name, its seed in base64 without padding. */
export function signingKey(): string {
  const name = `a_${randomBytes(2).toString("hex")}`;
  return `ed25519 ${name} ${randomBytes(32).toString("base64").replaceAll("=", "")}\n`;
}

/** The one line of Redis' access list, as docs/generated/secrets.md states it. */
function accessList(password: string): string {
  return `user default on #${createHash("sha256").update(password).digest("hex")} ${REDIS_RIGHTS}\n`;
}

function pem({ privateKey }: ReturnType<typeof generateKeyPairSync>): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Values by the form that a key's reader demands; every other key takes any text. */
const FORMS: Readonly<Record<string, () => string>> = {
  "signing.key": signingKey,
  "rsa.pem": () => pem(generateKeyPairSync("rsa", { modulusLength: 2048 })),
  "ec.pem": () => pem(generateKeyPairSync("ec", { namedCurve: "P-256" })),
  "request-secret": () => randomBytes(32).toString("base64"),
  encryption: () => randomBytes(32).toString("hex"),
  "rpc-secret": () => randomBytes(32).toString("hex"),
};

/** What the operator writes into the Secret of a database's owner. */
export function databaseValues({ database, owner }: DatabaseOwner): Record<string, string> {
  const password = random();
  return { username: owner, password, pgpass: `postgres-rw:5432:${database}:${owner}:${password}\n` };
}

/** Values of Secrets by name and key. */
export type Secrets = ReadonlyMap<string, ReadonlyMap<string, string>>;

const seed = randomBytes(32);

/** A key of an object store in the form that Garage takes; the same for all who name its holder alike. */
export function storeKey(holder: string): Credentials {
  const digits = (part: string) => createHmac("sha256", seed).update(`${part} ${holder}`).digest("hex");
  return { id: `GK${digits("id").slice(0, 24)}`, secret: digits("secret") };
}

/** A file as AWS' programs read it. */
function credentialsFile({ id, secret }: Credentials): string {
  return `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
}

/** Whose key a Secret holds: a shard's namespaces know it by another name than the media store does. */
function holderOf(plan: Plan, namespace: string, name: string): string {
  if (name !== SHARD_SECRETS.mediaStoreKey.name) return `${namespace}/${name}`;
  const shard = liveShards(plan.facts).find((each) => [each.namespace, each.restoreNamespace].includes(namespace));
  if (shard === undefined) throw new Error(`${namespace} is no shard's namespace.`);
  const { own, read } = mediaStoreKeys(shard.name);
  return `${MEDIA_STORE_NAMESPACE}/${namespace === shard.namespace ? own : read}`;
}

/** Key of an object store that a Secret holds. */
export function storeKeyIn(plan: Plan, namespace: string, name: string): Credentials {
  return storeKey(holderOf(plan, namespace, name));
}

function storeValues(plan: Plan, namespace: string, name: string): Record<string, string> {
  const key = storeKeyIn(plan, namespace, name);
  return { credentials: credentialsFile(key), "access-key-id": key.id, "secret-access-key": key.secret };
}

/** Values of a namespace's Secrets, as those make them who do in production: the operator, the secrets program, people. */
export function secretValues(plan: Plan, namespace: string, authority: string): Secrets {
  const secrets = plan.facts.secrets.filter((secret) => secret.namespace === namespace);
  const owners = objectsIn(plan, namespace, "Cluster").length === 0 ? [] : databaseOwners(plan, namespace);
  const redis = random();
  const shared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "postgres-ca": { "ca.crt": authority },
    redis: { "users.acl": accessList(redis) },
    "redis-client": { password: redis },
  };
  return new Map(
    secrets.map(({ name, keys }) => {
      const owner = owners.find(({ secret }) => secret === name);
      const known = owner === undefined ? shared[name] : databaseValues(owner);
      const store = storeValues(plan, namespace, name);
      const made = keys.map((key) => [key, known?.[key] ?? store[key] ?? FORMS[key]?.() ?? random()] as const);
      return [name, new Map([...Object.entries(known ?? {}), ...made])];
    }),
  );
}
