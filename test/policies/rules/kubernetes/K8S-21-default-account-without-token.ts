import { remove } from "../../change";
import { BORDER, JUSTICE } from "../../places";
import { addedBeside, type Mutation, setAt, unsetAt } from "../../rule-case";
import { smallPlan } from "../../small-plan";

const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "tchap-alpha" } };
const account = (automountServiceAccountToken: boolean) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "default", namespace: "tchap-alpha" },
  automountServiceAccountToken,
});

export const good = smallPlan({ objects: [namespace, account(false)] });
export const bad = smallPlan({ objects: [namespace, account(true)] });

const FIELD = ["automountServiceAccountToken"];

export const mutations: readonly Mutation[] = [
  {
    name: "a shard's that mounts it",
    ...setAt(JUSTICE.at("ServiceAccount", "default"), FIELD, true),
    at: JUSTICE.space,
  },
  {
    name: "one that does not say, where restores run",
    ...unsetAt(JUSTICE.inRestore("ServiceAccount", "default"), FIELD),
    at: JUSTICE.restoreSpace,
  },
  {
    name: "a service's that nobody changed",
    at: BORDER.space,
    mutate: (plan) => remove(plan, { stack: "prod-services", object: "ServiceAccount/tchap-border/default" }),
  },
  {
    name: "a namespace that was made without its frame",
    ...addedBeside(BORDER.space, { ...namespace, metadata: { name: "tchap-new" } }),
  },
];
