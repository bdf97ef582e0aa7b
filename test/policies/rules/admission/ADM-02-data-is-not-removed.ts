import { HOLDS_DATA } from "../../../../policies/admission/removal";
import { cluster, namespace } from "../../objects";
import { JUSTICE } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const LABEL = ["metadata", "labels", HOLDS_DATA];

export const good = smallPlan({ objects: [cluster({}), namespace("tchap-alpha", { [HOLDS_DATA]: "true" })] });
export const bad = smallPlan({ objects: [cluster({}), namespace("tchap-alpha")] });

const MEDIA_STORE = { stack: "prod-services", object: "Namespace/tchap-media-store" };
const IDENTITY_SERVER = { stack: "prod-services", object: "Namespace/tchap-identity-server" };

export const mutations: readonly Mutation[] = [
  { name: "a shard's namespace without the label", ...unsetAt(JUSTICE.space, LABEL) },
  { name: "the media store's", ...unsetAt(MEDIA_STORE, LABEL) },
  { name: "who belongs to what, unprotected", ...setAt(IDENTITY_SERVER, LABEL, "false") },
  { name: "a namespace of restores that keeps all", ...setAt(JUSTICE.restoreSpace, LABEL, "true") },
  {
    name: "a removal that the plan acknowledges itself",
    ...setAt(JUSTICE.postgres, ["metadata", "annotations", "tchap/removal-acknowledged"], "postgres"),
  },
  {
    name: "a kept object of a kind that nothing protects",
    ...setAt(JUSTICE.config, ["metadata", "annotations"], { "helm.sh/resource-policy": "keep" }),
  },
];
