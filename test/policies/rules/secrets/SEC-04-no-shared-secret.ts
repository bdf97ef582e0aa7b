import { changed, set } from "../../change";
import { cluster, deployment } from "../../objects";
import { BORDER, FINANCES, JUSTICE, POD } from "../../places";
import { addedBeside, appendAt, type Mutation, setAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const key = (name: string, ...keys: readonly string[]) => ({
  name: "secret",
  secret: { secretName: name, ...(keys.length > 0 ? { items: keys.map((each) => ({ key: each, path: each })) } : {}) },
});
const reader = deployment({ containers: [], volumes: [key("homeserver-signing-key", "signing.key")] });

export const good = smallPlan({
  objects: [reader, cluster({ bootstrap: { initdb: { secret: { name: "postgres-owner" } } } })],
});
export const bad = smallPlan({
  objects: [changed(reader, [...POD, "volumes"], [key("somebody-s-key", "signing.key")])],
});

const VOLUMES = [...POD, "volumes"];
const mounts = (volume: object) => appendAt(JUSTICE.homeserver, VOLUMES, volume);

export const mutations: readonly Mutation[] = [
  { name: "a Secret that nobody declared", ...mounts(key("homeserver-admin", "token")) },
  { name: "a key that nobody declared", ...mounts(key("homeserver-signing-key", "old.key")) },
  { name: "a whole Secret, whatever else is put in it", ...mounts(key("homeserver-signing-key")) },
  {
    name: "one of another shard, projected",
    ...mounts({ name: "both", projected: { sources: [{ secret: { name: "finances-signing-key" } }] } }),
  },
  {
    name: "a reader that the declaration does not name",
    ...addedBeside(
      JUSTICE.homeserver,
      deployment(
        { containers: [], volumes: [key("homeserver-signing-key", "signing.key")] },
        "debug",
        JUSTICE.namespace,
      ),
    ),
  },
  {
    name: "the border reads what belongs to shards",
    ...appendAt(BORDER.deployment, VOLUMES, key("homeserver-signing-key", "signing.key")),
  },
  {
    name: "an undeclared pull secret",
    ...setAt(JUSTICE.homeserver, [...POD, "imagePullSecrets"], [{ name: "mirror" }]),
  },
  {
    name: "a driver's undeclared credentials",
    ...mounts({ name: "share", csi: { driver: "smb", nodePublishSecretRef: { name: "share-login" } } }),
  },
  {
    name: "PostgreSQL given another cluster's password",
    ...setAt(
      JUSTICE.postgres,
      ["spec", "externalClusters"],
      [{ name: "finances", password: { name: "finances-app", key: "password" } }],
    ),
  },
  {
    name: "PostgreSQL given a superuser's Secret",
    ...setAt(JUSTICE.postgres, ["spec", "superuserSecret"], { name: "postgres-superuser" }),
  },
  {
    name: "PostgreSQL given an authority by name alone",
    ...setAt(JUSTICE.postgres, ["spec", "certificates"], { serverCASecret: "shared-authority" }),
  },
  {
    name: "two shards' secrets declared in one namespace",
    at: JUSTICE.homeserver,
    also: [FINANCES.stack],
    mutate: (plan) => {
      const index = plan.facts.secrets.findIndex(({ namespace }) => namespace === FINANCES.namespace);
      set(plan, ["facts", "secrets", index, "namespace"], JUSTICE.namespace);
    },
  },
  {
    name: "a declared Secret without its reader",
    at: JUSTICE.homeserver,
    mutate: (plan) => {
      const index = plan.facts.secrets.findIndex(({ namespace }) => namespace === JUSTICE.namespace);
      set(plan, ["facts", "secrets", index, "readers"], ["nobody"]);
    },
  },
];
