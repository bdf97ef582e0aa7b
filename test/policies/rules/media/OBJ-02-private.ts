import type { Path } from "../../change";
import { deployment } from "../../objects";
import { JUSTICE, MEDIA_STORE, POD } from "../../places";
import { addedBeside, appendAt, editAt, jsonAt, type Mutation, setAt } from "../../rule-case";
import { SETTINGS, storePlan } from "./store-plan";

export const good = storePlan();
export const bad = storePlan({ ...SETTINGS, buckets: [] });

const garage = (from: string, to: string) =>
  editAt(MEDIA_STORE.zone, ["data", "garage.toml"], (text) => text.replace(from, to));
const setup = (path: Path, value: unknown) => jsonAt(MEDIA_STORE.setup, "setup.json", path, value);
const KEY = ["buckets", 0, "keys"];
const atPolicy = (ingress: object) => ({
  ...appendAt(MEDIA_STORE.policy, ["spec", "ingress"], ingress),
  at: MEDIA_STORE.zone,
});

export const mutations: readonly Mutation[] = [
  { name: "metrics for whoever asks, when the token is away", ...garage("metrics_require_token = true", "") },
  { name: "metrics without a token", ...garage("metrics_token_file", "# metrics_token_file") },
  { name: "administration without a token", ...garage("admin_token_file", "# admin_token_file") },
  {
    name: "a secret between nodes that anybody may write",
    ...garage("/run/secrets/rpc/", "/var/lib/media-store/metadata/"),
  },
  { name: "a secret in the configuration", ...garage("rpc_secret_file", 'rpc_secret = "0"\nrpc_secret_file') },
  { name: "buckets as web sites", ...garage("[admin]", '[s3_web]\nbind_addr = "0.0.0.0:3902"\n[admin]') },
  { name: "a shard without a bucket", ...setup(["buckets", 3, "bucket"], "media-elsewhere") },
  { name: "two shards in one bucket", ...setup(["buckets", 1, "bucket"], "media-agent") },
  {
    name: "a key that opens two buckets",
    ...setup([...KEY, 0, "credentialsFile"], "/run/secrets/keys/media-store-key-justice/credentials"),
  },
  { name: "a restore that may change what it reads", ...setup([...KEY, 1, "write"], true) },
  { name: "a bucket that nobody may write", ...setup([...KEY, 0, "write"], false) },
  { name: "no end to what a shard may fill", ...setup(["buckets", 0, "quotaBytes"], undefined) },
  { name: "an end of nothing, which is none", ...setup(["buckets", 0, "quotaBytes"], 0) },
  {
    name: "the copy's key writes a bucket too",
    ...setup(["readers", 0, "credentialsFile"], "/run/secrets/keys/media-store-key-agent/credentials"),
  },
  {
    name: "administration for every shard",
    ...atPolicy({ from: [{ namespaceSelector: {} }], ports: [{ port: 3903, protocol: "TCP" }] }),
  },
  {
    name: "a node's own port for every shard",
    ...atPolicy({ from: [{ namespaceSelector: {} }], ports: [{ port: 3901, protocol: "TCP" }] }),
  },
  {
    name: "administration for homeservers, by a range of ports",
    ...atPolicy({
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": JUSTICE.namespace } } }],
      ports: [{ port: 3900, endPort: 3910, protocol: "TCP" }],
    }),
  },
  {
    name: "a stranger beside the store that is taken for what sets it up",
    at: MEDIA_STORE.zone,
    mutate: addedBeside(MEDIA_STORE.service, deployment({ containers: [] }, "media-store-setup", "tchap-media-store"))
      .mutate,
  },
  {
    name: "a node whose token is in no Secret",
    ...setAt(MEDIA_STORE.node, [...POD, "volumes"], []),
    at: MEDIA_STORE.zone,
  },
];
