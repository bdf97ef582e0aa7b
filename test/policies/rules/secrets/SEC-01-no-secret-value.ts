import type { Plan } from "../../../../plan/plan";
import { edit, set, stackOf } from "../../change";
import { configMap } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE } from "../../places";
import { addedBeside, appendAt, editAt, jsonAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const HOMESERVER = ["data", "homeserver.yaml"];
const CERTIFICATE_KEY = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n";

export const good = smallPlan({
  objects: [configMap({ "homeserver.yaml": 'form_secret_path: "/run/secrets/form"\n' })],
});
export const bad = smallPlan({ objects: [configMap({ "homeserver.yaml": 'form_secret: "s3cr3t-of-mine"\n' })] });

const inConfig = (line: string) => editAt(JUSTICE.config, HOMESERVER, (text) => `${text}${line}\n`);
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** In the Helm values of the homeserver's release, as JSON within Terraform's JSON. */
const inValues = (from: string, to: string) => ({
  at: JUSTICE.terraform,
  mutate: (plan: Plan) =>
    edit(stackOf(plan, JUSTICE.stack).terraform, ["resource", "helm_release", "justice", "values", 0], (text) =>
      text.replace(from, to),
    ),
});

export const mutations: readonly Mutation[] = [
  { name: "the database's password", ...settingAt(JUSTICE.config, ["database", "args", "password"], "correct horse") },
  { name: "a number as password", ...settingAt(JUSTICE.config, ["database", "args", "password"], 20_261_201) },
  { name: "a secret that begins like a path", ...settingAt(JUSTICE.config, ["form_secret"], "/9j4AAQSkZJRg") },
  { name: "a mail password, under Synapse's short name", ...settingAt(JUSTICE.config, ["email"], { smtp_pass: "x9" }) },
  { name: "a pgpass", ...inConfig("# postgres-rw:5432:homeserver:homeserver:hunter2") },
  { name: "a connection string", ...inConfig('redis_url: "redis://:hunter2@redis:6379"') },
  { name: "a signing key", ...inConfig(`signing_key: "ed25519 a_AbCd ${"k".repeat(42)}+"`) },
  { name: "a value on the line after its name", ...inConfig("macaroon_secret_key:\n  hunter2-hunter2") },
  { name: "an access token", ...inConfig('- "syt_YWRtaW4_abcdefgh"') },
  { name: "a private key, as base64", ...inConfig(`extra: "${base64(CERTIFICATE_KEY)}"`) },
  { name: "a password, as base64 of JSON", ...inConfig(`extra: "${base64('{"password":"hunter2"}')}"`) },
  { name: "settings as JSON in a text", ...inConfig('extra: "{\\"client_secret\\":\\"hunter2\\"}"') },
  {
    name: "a private key in a binary file",
    ...setAt(JUSTICE.config, ["binaryData"], { "tls.key": base64(CERTIFICATE_KEY) }),
  },
  {
    name: "a Redis password, as redis.conf writes it",
    ...setAt(JUSTICE.config, ["data", "redis.conf"], "port 6379\nrequirepass hunter2\n"),
  },
  {
    name: "a TURN secret, as coturn writes it",
    ...setAt(JUSTICE.config, ["data", "turnserver.conf"], "use-auth-secret\nstatic-auth-secret=hunter2\n"),
  },
  {
    name: "a password as a variable",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "env"], { name: "SMTP_PASSWORD", value: "hunter2" }),
  },
  {
    name: "a token as a variable of an innocent name",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "env"], { name: "EXTRA", value: `glpat-${"a".repeat(20)}` }),
  },
  {
    name: "a password as an argument",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "args"], "--password", "hunter2"),
  },
  {
    name: "a password within a command",
    ...setAt(JUSTICE.homeserver, [...INIT, "command"], ["sh", "-c", "echo --db-password=hunter2"]),
  },
  {
    name: "a key in an annotation of the border",
    ...setAt(BORDER.deployment, ["metadata", "annotations"], { note: CERTIFICATE_KEY }),
  },
  {
    name: "a value where the name of a Secret should stand",
    ...jsonAt(JUSTICE.inRestore("ConfigMap", "restore-drill"), "drill.json", ["database", "caSecret"], "hunter2"),
  },
  {
    name: "a password that is called as a Secret is",
    ...jsonAt(JUSTICE.inRestore("ConfigMap", "restore-drill"), "drill.json", ["database", "password"], "postgres-ca"),
  },
  {
    name: "a Secret with its value",
    ...addedBeside(JUSTICE.config, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "x", namespace: JUSTICE.namespace },
      data: { a: "b" },
    }),
  },
  { name: "a password in Helm's values", ...inValues('{"homeserver":{', '{"homeserver":{"dbPassword":"hunter2",') },
  {
    name: "a password in a file within Helm's values",
    ...inValues("presence:\\n", "password: hunter2\\npresence:\\n"),
  },
  {
    name: "a backend's password",
    at: JUSTICE.terraform,
    mutate: (plan) =>
      set(stackOf(plan, JUSTICE.stack).terraform, ["terraform", "backend", "http", "password"], "hunter2"),
  },
  {
    name: "a password that Terraform would make, and keep in its state",
    at: JUSTICE.terraform,
    mutate: (plan) =>
      set(stackOf(plan, JUSTICE.stack).terraform, ["output"], {
        admin_password: { value: `\${random_password.a.result}` },
      }),
  },
];
