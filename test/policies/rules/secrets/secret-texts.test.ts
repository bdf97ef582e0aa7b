import fc from "fast-check";
import { canBeSecret, findSecrets, namesSecret } from "../../../../policies/rules/secrets/secret-texts";

const found = (data: unknown) => findSecrets(data).map(({ path, message }) => `${path}: ${message}`);

test.each([
  "password",
  "smtp_pass",
  "SMTP_PASSWORD",
  "smtpPassword",
  "--db-password",
  "password2",
  "db.password.value",
  "OLD_API_KEY",
  "clientSecret",
  "macaroon_secret_key",
  "signing-key",
  "requirepass",
])("%s names a secret", (name) => {
  expect(namesSecret(name)).toBe(true);
});

test.each([
  "password_config",
  "secretName",
  "client_secret_path",
  "token_endpoint_auth_method",
  "automountServiceAccountTokens",
  "topologyKey",
  "key",
  "tls.key",
  "keys_directory",
  "passfile",
  "bypass",
  "",
])("%s names none", (name) => {
  expect(namesSecret(name)).toBe(false);
});

test.each(["", "true", "null", "5", "/run/secrets/form", "file:///run/secrets/form", "$(PASSWORD)"])(
  "%s is no secret, whatever it is called",
  (value) => {
    expect(canBeSecret(value)).toBe(false);
  },
);

test.each(["x", "2026", "/9j4AAQSkZJRg", "//", "hunter2", "true-ish"])("%s may be one", (value) => {
  expect(canBeSecret(value)).toBe(true);
});

test("what only looks like a secret is left alone", () => {
  const innocent = {
    image: `registry.example/synapse:v1.162.0@sha256:${"a".repeat(64)}`,
    checksum: "61a70841aa8d466fdd69ff0ca7d3fa8236bffab389c13dfc999135ff7500e3e8",
    volumes: [
      { secret: { secretName: "proconnect-client", items: [{ key: "client-secret", path: "client-secret" }] } },
    ],
    env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db-password", key: "password" } } }],
    text: 'client_secret_path: "/run/secrets/client-secret"\npassword_config:\n  enabled: false\nport: 5432\n',
    mapping: "secret:\n  secretName: form\n",
    prose: "The token of a Secret is mounted, never set.",
    squid: "acl clients src 10.64.0.0/12\nhttp_access deny all\n",
    address: "https://auth.agentconnect.gouv.fr:443/api/v2",
  };
  expect(found(innocent)).toEqual([]);
});

test("a secret is found where it stands, and not told", () => {
  expect(found({ env: [{ name: "TURN_SECRET", value: "hunter2" }] })).toEqual(["env[0].value: sets TURN_SECRET"]);
  expect(found({ args: ["--password", "hunter2"] })).toEqual(["args[1]: sets --password"]);
  expect(found({ values: ['{"a":{"b":"password: hunter2\\n"}}'] })).toEqual(["values[0]: sets password"]);
});

test("whatever a text is made of, looking for secrets neither fails nor tells them", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (data, text) => {
      expect(Array.isArray(findSecrets(data))).toBe(true);
      expect(Array.isArray(findSecrets({ text }))).toBe(true);
    }),
  );
  const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/).filter((text) => canBeSecret(text) && !namesSecret(text));
  fc.assert(
    fc.property(secret, (value) => {
      const messages = found({ smtp_password: value, text: `password = ${value}` });
      expect(messages.length).toBeGreaterThanOrEqual(2);
      expect(messages.join()).not.toContain(value);
    }),
  );
});

test("the name of a Secret is none, where a member asks for one; as a password it is", () => {
  const names = new Set(["postgres-ca"]);
  expect(findSecrets({ caSecret: "postgres-ca" }, names)).toEqual([]);
  expect(findSecrets({ caSecret: "hunter2" }, names)).toEqual([{ path: "caSecret", message: "sets caSecret" }]);
  expect(findSecrets({ password: "postgres-ca" }, names)).toEqual([{ path: "password", message: "sets password" }]);
});
