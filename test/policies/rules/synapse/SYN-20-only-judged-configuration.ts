import type { Plan } from "../../../../plan/plan";
import { append, objectAt, set } from "../../change";
import { configMap, deployment } from "../../objects";
import { CONTAINER, JUSTICE, POD } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

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
  "worker.yaml": "worker_app: synapse.app.generic_worker\n",
  "more.yaml": "enable_registration: true\n",
});
const HOMESERVER = ["-c", "/etc/synapse/homeserver.yaml"];

export const good = smallPlan({
  objects: [
    files,
    synapse([...HOMESERVER, "--config-path=/etc/synapse/worker.yaml", "--no-secrets-in-config"]),
    synapse(["-c", "/etc/synapse/main.yaml"], {
      ...FOLDER,
      source: {
        name: "homeserver",
        items: [
          { key: "worker.yaml", path: "worker.yaml" },
          { key: "homeserver.yaml", path: "main.yaml" },
        ],
      },
    }),
    synapse(["-c", "/main.yaml"], { ...FOLDER, mount: { mountPath: "/main.yaml", subPath: "homeserver.yaml" } }),
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
];
