import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { REDIS_RIGHTS } from "../../fleet/secrets";
import type { Plan } from "../../plan/plan";
import { type DatabaseOwner, databaseOwners } from "./databases";

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
  encryption: () => randomBytes(32).toString("hex"),
};

function databaseValues({ database, owner }: DatabaseOwner): Record<string, string> {
  const password = random();
  return { username: owner, password, pgpass: `postgres-rw:5432:${database}:${owner}:${password}\n` };
}

/** Values of Secrets by name and key. */
export type Secrets = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Values of a shard's Secrets, as those make them who do in production: the operator, the secrets program, people. */
export function secretValues(plan: Plan, namespace: string, authority: string): Secrets {
  const secrets = plan.facts.secrets.filter((secret) => secret.namespace === namespace);
  const owners = databaseOwners(plan, namespace);
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
      const made = keys.map((key) => [key, known?.[key] ?? FORMS[key]?.() ?? random()] as const);
      return [name, new Map([...Object.entries(known ?? {}), ...made])];
    }),
  );
}
