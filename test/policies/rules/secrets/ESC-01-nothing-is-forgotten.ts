import type { Plan } from "../../../../plan/plan";
import { addBeside, changed, objectAt, set, setJson } from "../../change";
import { deployment } from "../../objects";
import { environment, JUSTICE, MEDIA_STORE, POD } from "../../places";
import { addedBeside, appendAt, factAt, type Mutation } from "../../rule-case";
import { smallPlan } from "../../small-plan";
import { archiving } from "../archived";

const reader = deployment({
  volumes: [
    { name: "key", secret: { secretName: "homeserver-signing-key", items: [{ key: "signing.key", path: "key" }] } },
  ],
});

export const good = smallPlan({ objects: [reader, archiving()] });
export const bad = smallPlan({
  objects: [changed(reader, [...POD, "volumes", 0, "secret", "secretName"], "another-key"), archiving()],
});

/** The list without what stands there under an id. */
const unlisted = (id: string) => (plan: Plan) => {
  const left = plan.facts.escrowList.filter((each) => each.id !== id);
  set(plan, ["facts", "escrowList"], left);
};

function listed(plan: Plan, id: string): number {
  return plan.facts.escrowList.findIndex((each) => each.id === id);
}

const SIGNING_KEY = `Secret/${JUSTICE.namespace}/homeserver-signing-key`;

const claim = (name: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, namespace: JUSTICE.namespace },
  spec: { resources: { requests: { storage: "1Gi" } } },
});

export const mutations: readonly Mutation[] = [
  { name: "a signing key that nobody keeps", at: JUSTICE.homeserver, also: ["prod"], mutate: unlisted(SIGNING_KEY) },
  {
    name: "a new Secret",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], { name: "new", secret: { secretName: "new", items: [] } }),
  },
  {
    name: "a database that is not on the list",
    at: JUSTICE.postgres,
    mutate: unlisted(`Cluster/${JUSTICE.namespace}/postgres`),
  },
  { name: "a new volume", ...addedBeside(JUSTICE.media, claim("exports")) },
  {
    name: "volumes that a new StatefulSet makes for itself",
    at: JUSTICE.at("StatefulSet", "search"),
    mutate: (plan) => {
      const spec = { volumeClaimTemplates: [{ metadata: { name: "index" } }], template: { spec: {} } };
      const metadata = { name: "search", namespace: JUSTICE.namespace };
      addBeside(plan, JUSTICE.homeserver, { apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec });
    },
  },
  {
    name: "a new bucket",
    at: MEDIA_STORE.setup,
    mutate: (plan) => setJson(objectAt(plan, MEDIA_STORE.setup), "setup.json", ["buckets", 0, "bucket"], "exports"),
  },
  {
    name: "an item without a place",
    at: environment(SIGNING_KEY),
    mutate: (plan) => set(plan, ["facts", "escrowList", listed(plan, SIGNING_KEY), "place"], " "),
  },
  {
    name: "an item that a drawer keeps",
    at: environment(SIGNING_KEY),
    mutate: (plan) => set(plan, ["facts", "escrowList", listed(plan, SIGNING_KEY), "place"], "a drawer"),
  },
  {
    name: "an item that says no reason",
    at: environment("media-store"),
    mutate: (plan) => set(plan, ["facts", "escrowList", listed(plan, "media-store"), "why"], ""),
  },
  {
    name: "a signing key that would be made anew",
    at: environment(SIGNING_KEY),
    mutate: (plan) => {
      const index = plan.facts.secrets.findIndex(({ id }) => id === "justice/signingKey");
      set(plan, ["facts", "secrets", index, "escrow", "kept"], "made anew");
    },
  },
  {
    name: "a Secret that is declared and read by nobody yet",
    at: environment(`Secret/${JUSTICE.namespace}/later`),
    mutate: (plan) => {
      const { namespace } = JUSTICE;
      const [first] = plan.facts.secrets;
      const later = { ...first, id: "justice/later", namespace, name: "later" };
      set(plan, ["facts", "secrets"], [...plan.facts.secrets, later]);
    },
  },
  {
    name: "kept on the cluster's own site",
    at: environment("escrow"),
    mutate: (plan) => set(plan, ["facts", "escrow", "place"], plan.facts.cluster.site),
  },
  { name: "one custodian, named twice", ...factAt("escrow", ["escrow", "custodians"], ["RSSI", "RSSI"]) },
];
