import type { Plan } from "../../../../plan/plan";
import { append, edit, objectAt, type Path, type Place, set, setYaml } from "../../change";
import { configMap, deployment } from "../../objects";
import { CONTAINER, JUSTICE, POD } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { MAIN_SET, OWN_FILE, ownFiles, scaler, synapseSet, workerFile } from "./homeserver-plan";
import { namedIn } from "./named";

const FOLDER = { mount: { mountPath: "/etc/synapse" }, source: { name: "homeserver" } };
const synapse = (args: readonly string[], { mount, source }: { mount: object; source: object } = FOLDER) =>
  deployment({
    containers: [
      { command: ["python", "-m", "synapse.app.homeserver"], args, volumeMounts: [{ name: "config", ...mount }] },
    ],
    volumes: [{ name: "config", configMap: source }],
  });
const files = configMap({
  "homeserver.yaml": "server_name: agent.alpha.example\n",
  "more.yaml": "enable_registration: true\n",
});
const HOMESERVER = ["-c", "/etc/synapse/homeserver.yaml"];

export const good = smallPlan({
  objects: [
    files,
    synapse(["--config-path=/etc/synapse/homeserver.yaml", "--no-secrets-in-config"]),
    synapse(["-c", "/etc/synapse/main.yaml"], {
      ...FOLDER,
      source: {
        name: "homeserver",
        items: [
          { key: "more.yaml", path: "homeserver.yaml" },
          { key: "homeserver.yaml", path: "main.yaml" },
        ],
      },
    }),
    synapse(["-c", "/main.yaml"], { ...FOLDER, mount: { mountPath: "/main.yaml", subPath: "homeserver.yaml" } }),
    synapseSet({ ...MAIN_SET, leaves: ["email.smtp_pass=/run/secrets/all/mail"] }),
    synapseSet({ name: "sync", own: [OWN_FILE] }),
    scaler("sync", 2),
    ownFiles("sync", { "sync-0": workerFile("sync-0"), "sync-1": workerFile("sync-1") }),
  ],
});
export const bad = smallPlan({ objects: [files, synapse([...HOMESERVER, "-c", "/etc/synapse/more.yaml"])] });

const ARGS = [...CONTAINER, "args"];
const given = (...args: readonly string[]) => appendAt(JUSTICE.homeserver, ARGS, ...args);
const withFile = (text: string, ...args: readonly string[]) => ({
  at: JUSTICE.homeserver,
  mutate: (plan: Plan) => {
    set(objectAt(plan, JUSTICE.config), ["data", "extra.yaml"], text);
    append(objectAt(plan, JUSTICE.homeserver), ARGS, ...args);
  },
});

/** A member of the container that writes secret settings, changed. */
const writer = (change: (pod: ReturnType<typeof namedIn>) => void) => ({
  at: JUSTICE.homeserver,
  mutate: (plan: Plan) => change(namedIn(plan, JUSTICE.homeserver, "initContainers", "secret-settings")),
});
const written = (member: string, value: unknown) => writer(({ object, path }) => set(object, [...path, member], value));
const leaf = (text: string) => writer(({ object, path }) => append(object, [...path, "args"], text));
const SYNC = JUSTICE.at("StatefulSet", "sync");
const ownSetting = (path: Path, value: unknown) => ({
  at: SYNC,
  mutate: (plan: Plan) =>
    setYaml(objectAt(plan, JUSTICE.at("ConfigMap", "homeserver-sync")), "sync-0.yaml", path, value),
});
const volume = (plan: Plan, place: Place) => namedIn(plan, place, "volumes", "secret-settings");

export const mutations: readonly Mutation[] = [
  {
    name: "a second file of settings",
    ...withFile("enable_registration: true\n", "-c", "/etc/synapse/extra.yaml"),
  },
  {
    name: "a second file that is a whole configuration",
    ...withFile('server_name: "agent.justice.tchap.gouv.fr"\n', "--config-path=/etc/synapse/extra.yaml"),
  },
  { name: "a second file that is no YAML", ...withFile(": [", "-c", "/etc/synapse/extra.yaml") },
  { name: "a file from a Secret, that nobody can judge", ...given("-c", "/run/secrets/shared-keys/extra.yaml") },
  { name: "a file from a volume that can be written", ...given("-c/tmp/extra.yaml") },
  { name: "a folder, of whatever files", ...given("-c", "/etc/synapse") },
  { name: "registration by a flag", ...given("--enable-registration") },
  { name: "a flag cut short, which Python completes", ...given("--config=/tmp/extra.yaml") },
  { name: "no configuration named", ...setAt(JUSTICE.homeserver, ARGS, []) },
  { name: "the image's own start, which reads variables", ...unsetAt(JUSTICE.homeserver, [...CONTAINER, "command"]) },
  {
    name: "a shell that starts it",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "command"], ["sh", "-c", "python -m synapse.app.homeserver -c /tmp/a"]),
  },
  {
    name: "another ConfigMap under the same path",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const homeserver = objectAt(plan, JUSTICE.homeserver);
      append(homeserver, [...POD, "volumes"], { name: "other", configMap: { name: "other" } });
      append(homeserver, [...CONTAINER, "volumeMounts"], {
        name: "other",
        mountPath: "/etc/synapse/homeserver.yaml",
        subPath: "homeserver.yaml",
      });
    },
  },
  {
    name: "another file of the ConfigMap under the same name",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      set(objectAt(plan, JUSTICE.config), ["data", "extra.yaml"], "enable_registration: true\n");
      set(objectAt(plan, JUSTICE.homeserver), [...POD, "volumes", 0], {
        name: "config",
        configMap: { name: "homeserver", items: [{ key: "extra.yaml", path: "homeserver.yaml" }] },
      });
    },
  },
  {
    name: "a second Synapse, started as it likes",
    ...addedBeside(
      JUSTICE.homeserver,
      deployment(
        { containers: [{ command: ["python", "-m", "synapse.app.homeserver", "-c", "/tmp/a.yaml"] }] },
        "second",
        JUSTICE.namespace,
      ),
    ),
  },
  { name: "secret settings written by a shell", ...written("command", ["sh", "-c", "tchap_synapse.secret_settings"]) },
  { name: "secret settings written by another image", ...written("image", "registry.tchap.example/mirror/busybox:1") },
  { name: "a writer whose Python is told more", ...written("env", [{ name: "PYTHONPATH", value: "/run/secrets" }]) },
  { name: "a writer that stays and writes again", ...written("restartPolicy", "Always") },
  { name: "a writer in another folder, of other modules", ...written("workingDir", "/run/secrets/shared-keys") },
  { name: "any setting from a Secret", ...leaf("enable_registration=/run/secrets/shared-keys/form") },
  { name: "a block from a Secret", ...leaf("database.args=/run/secrets/shared-keys/form") },
  { name: "a secret from a ConfigMap", ...leaf("email.smtp_pass=/etc/synapse/log.yaml") },
  { name: "a secret from outside its folder", ...leaf("email.smtp_pass=/run/secrets/mail-relay/../../settings/x") },
  {
    name: "secret settings made of another file",
    ...writer(({ object, path }) => set(object, [...path, "args", 0], "/etc/synapse/log.yaml")),
  },
  {
    name: "secret settings written elsewhere than they are read",
    ...writer(({ object, path }) => set(object, [...path, "args", 1], "/run/settings/other.yaml")),
  },
  {
    name: "secret settings on a path that leaves their volume",
    ...writer(({ object, path }) => {
      const away = "/run/settings/../../tmp/secrets.yaml";
      set(object, [...path, "args", 1], away);
      edit(object, [...ARGS, 3], () => away);
    }),
  },
  {
    name: "a mount that hides the writing program",
    ...writer(({ object, path }) =>
      append(object, [...path, "volumeMounts"], { name: "shared-keys", mountPath: "/usr/local/lib/python3.13" }),
    ),
  },
  {
    name: "a second writer",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const { object, path } = namedIn(plan, JUSTICE.homeserver, "initContainers", "passfile");
      append(object, [...path, "volumeMounts"], { name: "secret-settings", mountPath: "/run/settings" });
    },
  },
  {
    name: "a writer beside Synapse",
    ...appendAt(JUSTICE.homeserver, [...POD, "containers"], {
      name: "helper",
      volumeMounts: [{ name: "secret-settings", mountPath: "/run/settings" }],
    }),
  },
  {
    name: "secret settings that Synapse's own container may change",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const homeserver = objectAt(plan, JUSTICE.homeserver);
      append(homeserver, [...CONTAINER, "volumeMounts"], { name: "secret-settings", mountPath: "/settings" });
    },
  },
  {
    name: "a part of the volume in place of the whole",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const homeserver = objectAt(plan, JUSTICE.homeserver);
      append(homeserver, [...CONTAINER, "volumeMounts"], {
        name: "secret-settings",
        mountPath: "/run/settings/secrets.yaml",
        subPath: "other.yaml",
        readOnly: true,
      });
    },
  },
  {
    name: "a volume that outlives the pod",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const { object, path } = volume(plan, JUSTICE.homeserver);
      set(object, path, { name: "secret-settings", persistentVolumeClaim: { claimName: "media" } });
    },
  },
  {
    name: "secret settings without the judged file before them",
    ...setAt(JUSTICE.homeserver, ARGS, ["-c", "/run/settings/secrets.yaml", "-c", "/etc/synapse/homeserver.yaml"]),
  },
  { name: "a setting of all in one pod's file", ...ownSetting(["enable_registration"], true) },
  { name: "a secret in one pod's file", ...ownSetting(["worker_replication_secret"], "hunter2") },
  { name: "a debugging door in one pod's file", ...ownSetting(["worker_manhole"], 9000) },
  { name: "another pod's name", ...ownSetting(["worker_name"], "sync-1") },
  { name: "another application than the one started", ...ownSetting(["worker_app"], "synapse.app.media_repository") },
  {
    name: "a pod that autoscaling adds has no file",
    at: SYNC,
    mutate: (plan) => set(objectAt(plan, JUSTICE.at("HorizontalPodAutoscaler", "sync")), ["spec", "maxReplicas"], 99),
  },
  { name: "a pod too many, without a file", ...setAt(JUSTICE.at("StatefulSet", "typing"), ["spec", "replicas"], 2) },
  {
    name: "pods that count from elsewhere",
    ...setAt(JUSTICE.at("StatefulSet", "typing"), ["spec", "ordinals"], { start: 5 }),
  },
  {
    name: "a pod that is told another name",
    at: SYNC,
    mutate: (plan) => {
      append(objectAt(plan, SYNC), [...CONTAINER, "env"], { name: "POD_NAME", value: "sync-0" });
    },
  },
  { name: "a file by a variable", ...appendAt(SYNC, ARGS, "-c", "/etc/synapse-worker/$(HOSTNAME).yaml") },
  {
    name: "a worker's file for the main process",
    ...appendAt(JUSTICE.homeserver, ARGS, "-c", "/etc/synapse/log.yaml"),
  },
];
