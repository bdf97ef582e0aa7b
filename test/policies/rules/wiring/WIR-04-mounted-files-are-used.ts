import { append, changed, objectAt, setYaml } from "../../change";
import { configMap, deployment } from "../../objects";
import { AGENT, BORDER, CONTAINER, JUSTICE, POD, SECOND_INIT } from "../../places";
import { appendAt, editAt, type Mutation, setAt, settingAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const pod = deployment({
  containers: [
    {
      name: "a",
      args: ["-f", "/etc/a/main.cfg", "--extra", "/etc/more"],
      volumeMounts: [
        { name: "config", mountPath: "/etc/a" },
        { name: "more", mountPath: "/etc/more" },
      ],
    },
  ],
  volumes: [
    { name: "config", configMap: { name: "homeserver" } },
    // A folder that is given as a whole.
    { name: "more", configMap: { name: "homeserver", items: [{ key: "hosts.map", path: "hosts.map" }] } },
  ],
});

export const good = smallPlan({
  objects: [pod, configMap({ "main.cfg": "use map(/etc/a/hosts.map,none)", "hosts.map": "" })],
});
export const bad = smallPlan({
  objects: [pod, changed(configMap({ "main.cfg": "", "hosts.map": "" }), ["data", "main.cfg"], "# /etc/a/hosts.map")],
});

const ROUTER = JUSTICE.at("Deployment", "router");
const MAS = AGENT.at("Deployment", "authentication");

export const mutations: readonly Mutation[] = [
  {
    name: "a key that Synapse is no longer told of",
    ...settingAt(JUSTICE.config, ["form_secret_path"], undefined),
    at: JUSTICE.homeserver,
  },
  {
    name: "a logging configuration that nobody reads",
    ...settingAt(JUSTICE.config, ["log_config"], undefined),
    at: JUSTICE.homeserver,
  },
  {
    name: "a map that the router does not ask",
    ...editAt(JUSTICE.at("ConfigMap", "router"), ["data", "haproxy.cfg"], (text) =>
      text.replace("map_str(/etc/router/hosts.map,unknown)", "lower"),
    ),
    at: ROUTER,
  },
  {
    name: "a file left over from another release",
    ...setAt(JUSTICE.at("ConfigMap", "router"), ["data", "old.map"], "/ main\n"),
    at: ROUTER,
  },
  {
    name: "a file for a process that can never run",
    ...setAt(JUSTICE.at("ConfigMap", "homeserver-sync"), ["data", "sync-999.yaml"], "worker_name: sync-999\n"),
    at: JUSTICE.at("StatefulSet", "sync"),
  },
  {
    name: "one Squid configuration mounted, another read",
    ...setAt(BORDER.deployment, [...CONTAINER, "command"], ["squid", "-N", "-f", "/etc/squid/squid.conf"]),
  },
  {
    name: "a configuration that only a comment names",
    ...editAt(JUSTICE.at("ConfigMap", "router"), ["data", "haproxy.cfg"], (text) =>
      text.replace(/^(.*unavailable\.http)$/m, "# $1"),
    ),
    at: ROUTER,
  },
  {
    name: "the signing key given to an init container that does not need it",
    ...appendAt(JUSTICE.homeserver, [...SECOND_INIT, "volumeMounts"], {
      name: "homeserver-signing-key",
      mountPath: "/run/secrets/signing-key",
    }),
  },
  {
    name: "the database's password given to Synapse beside its copy",
    ...appendAt(JUSTICE.homeserver, [...CONTAINER, "volumeMounts"], {
      name: "postgres-app",
      mountPath: "/run/secrets/database",
    }),
  },
  {
    name: "a Secret mounted a second time, under a name that nothing reads",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const homeserver = objectAt(plan, JUSTICE.homeserver);
      const items = [{ key: "form", path: "form" }];
      append(homeserver, [...POD, "volumes"], { name: "old", secret: { secretName: "homeserver-shared-keys", items } });
      append(homeserver, [...CONTAINER, "volumeMounts"], { name: "old", mountPath: "/run/secrets/old" });
    },
  },
  {
    name: "a signing key that the authentication service is not told of",
    at: MAS,
    mutate: (plan) =>
      setYaml(objectAt(plan, AGENT.at("ConfigMap", "authentication")), "config.yaml", ["secrets", "keys"], []),
  },
  {
    name: "an OAuth client's secret that the job does not open",
    at: AGENT.at("CronJob", "account-expiry"),
    mutate: (plan) =>
      setYaml(objectAt(plan, AGENT.at("ConfigMap", "account-expiry")), "settings.yaml", ["client_secret_path"], ""),
  },
];
