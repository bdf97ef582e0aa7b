import { lacking, objectAt, set, unset } from "../../change";
import { configMap, deployment } from "../../objects";
import { AGENT, BORDER, CONTAINER, INIT, JUSTICE, MEDIA_STORE, POD, SECOND_INIT } from "../../places";
import { editAt, jsonAt, type Mutation, setAt, settingAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { elementOf } from "./elements";

const MOUNTS = [...CONTAINER, "volumeMounts"];

const pod = deployment({
  containers: [
    {
      name: "a",
      args: ["-f", "/etc/a/main.cfg"],
      volumeMounts: [
        { name: "config", mountPath: "/etc/a" },
        { name: "tmp", mountPath: "/tmp" },
      ],
    },
  ],
  volumes: [
    { name: "config", configMap: { name: "homeserver" } },
    { name: "tmp", emptyDir: {} },
  ],
});
// The image's own authorities, a URL and a regular expression are no mounts.
const config = configMap({ "main.cfg": "spool /tmp\nca /etc/ssl/certs/ca.crt\nask http://a/run/b\nmatch ^/media/\n" });

export const good = smallPlan({ objects: [pod, config] });
export const bad = smallPlan({ objects: [lacking(pod, [...MOUNTS, 1]), config] });

const MEDIA = JUSTICE.at("StatefulSet", "media-repository");
const SYNC = JUSTICE.at("StatefulSet", "sync");
const at = JUSTICE.homeserver;

/** Of a place's container, the mount at a path changed: gone, somewhere else, or read-only. */
function mount(of: typeof MEDIA, path: string, change: { to?: string; readOnly?: true } = {}, container = CONTAINER) {
  const mutate: Mutation["mutate"] = (plan) => {
    const object = objectAt(plan, of);
    const where = elementOf(object, [...container, "volumeMounts"], "mountPath", path);
    if (change.to !== undefined) set(object, [...where, "mountPath"], change.to);
    else if (change.readOnly) set(object, [...where, "readOnly"], true);
    else unset(object, where);
  };
  return { at: of, mutate };
}

export const mutations: readonly Mutation[] = [
  { name: "the signing key is not mounted", ...mount(at, "/run/secrets/signing-key") },
  { name: "the signing key elsewhere", ...mount(at, "/run/secrets/signing-key", { to: "/run/secrets/signing" }) },
  { name: "media without a volume", ...mount(MEDIA, "/media") },
  { name: "media that cannot be written", ...mount(MEDIA, "/media", { readOnly: true }) },
  { name: "no place for uploads on their way", ...mount(SYNC, "/tmp") },
  { name: "a place for uploads that cannot be written", ...mount(SYNC, "/tmp", { readOnly: true }) },
  {
    name: "the password's copy where its init container may not write",
    ...mount(at, "/run/passfile", { readOnly: true }, INIT),
  },
  {
    name: "the password's copy under another name",
    ...editAt(at, [...INIT, "command", 4], (path) => path.replace("pgpass", "pg.pass")),
  },
  {
    name: "the secret settings in another file than Synapse reads",
    ...editAt(at, [...SECOND_INIT, "args", 1], (path) => path.replace("secrets.yaml", "settings.yaml")),
  },
  { name: "the second init container cannot write", ...mount(at, "/run/settings", { readOnly: true }, SECOND_INIT) },
  {
    name: "a logging configuration that is not there",
    ...settingAt(JUSTICE.config, ["log_config"], "/etc/synapse/logging.yaml"),
    at,
  },
  {
    name: "a certificate of another name than the Secret's key",
    ...settingAt(JUSTICE.config, ["database", "args", "sslrootcert"], "/run/secrets/database-authority/root.crt"),
    at,
  },
  {
    name: "a key under another name in its volume",
    at,
    mutate: (plan) => {
      const homeserver = objectAt(plan, at);
      const volume = elementOf(homeserver, [...POD, "volumes"], "name", "homeserver-signing-key");
      set(homeserver, [...volume, "secret", "items", 0, "path"], "homeserver.key");
    },
  },
  {
    name: "more workers than have a configuration",
    ...setAt(JUSTICE.at("HorizontalPodAutoscaler", "sync"), ["spec", "maxReplicas"], 200),
    at: SYNC,
  },
  {
    name: "a worker's configuration of another name than its pod",
    at: JUSTICE.at("StatefulSet", "typing"),
    mutate: (plan) => {
      const files = objectAt(plan, JUSTICE.at("ConfigMap", "homeserver-typing"));
      set(files, ["data"], { "typing.yaml": "worker_name: typing-0\n" });
    },
  },
  {
    name: "the router asks a map that is not there",
    ...editAt(JUSTICE.at("ConfigMap", "router"), ["data", "haproxy.cfg"], (text) =>
      text.replace("/etc/router/routes.map", "/etc/router/paths.map"),
    ),
    at: JUSTICE.at("Deployment", "router"),
  },
  {
    name: "Redis without its access list",
    ...mount(JUSTICE.at("Deployment", "redis"), "/run/secrets/redis"),
  },
  {
    name: "the border keeps a cache on its root",
    ...editAt(BORDER.config, ["data", "squid.conf"], (text) => `${text}cache_dir ufs /var/cache/squid 100 16 256\n`),
    at: BORDER.deployment,
  },
  {
    name: "the border's configuration at another path",
    ...mount(BORDER.deployment, "/etc/border", { to: "/etc/squid" }),
  },
  {
    name: "the authentication service without its keys",
    ...mount(AGENT.at("Deployment", "authentication"), "/run/secrets/keys"),
  },
  {
    name: "a socket where nothing is mounted",
    ...setAt(BORDER.deployment, [...CONTAINER, "args"], ["--socket=unix:///run/secrets/x.sock", "/srv/www"]),
  },
  { name: "no command's file at all", ...unsetAt(BORDER.deployment, MOUNTS) },
  {
    name: "files of the media store where no volume is",
    ...editAt(MEDIA_STORE.zone, ["data", "garage.toml"], (text) => text.replaceAll("/data-1/", "/data-9/")),
    at: MEDIA_STORE.node,
  },
  {
    name: "a key of the copy that is not mounted",
    ...editAt(MEDIA_STORE.copyConfig, ["data", "rclone.conf"], (text) =>
      text.replaceAll("secrets/target", "secrets/there"),
    ),
    at: MEDIA_STORE.copy,
  },
  {
    name: "a key of a bucket that what makes it does not have",
    ...jsonAt(MEDIA_STORE.setup, "setup.json", ["buckets", 0, "keys", 0, "credentialsFile"], "/run/secrets/keys/none"),
    at: MEDIA_STORE.setupJob,
  },
  {
    name: "a drill without the password of its database",
    ...jsonAt(
      JUSTICE.inRestore("ConfigMap", "restore-drill"),
      "drill.json",
      ["database", "passwordFile"],
      "/run/secrets/database/password",
    ),
    at: JUSTICE.inRestore("CronJob", "restore-drill"),
  },
];
