import { type Place, plannedAt, set } from "../../change";
import { configMap, namespace } from "../../objects";
import { BORDER, FINANCES, JUSTICE } from "../../places";
import { addedBeside, type Mutation, unsetAt } from "../../rule-case";
import { plannedIn, smallPlan } from "../../small-plan";

export const good = smallPlan({ objects: [namespace(), configMap({})] });
export const bad = smallPlan({ objects: [...good.objects, plannedIn("test-beta", configMap({}))] });

/** The same object in another stack, or in another release or version of the same one. */
function copied(
  from: Place,
  to: { stack?: string; release?: string; apiVersion?: string },
): Pick<Mutation, "at" | "mutate"> {
  return {
    at: { stack: to.stack ?? from.stack, object: from.object },
    mutate: (plan) => {
      const planned = plannedAt(plan, from);
      const { apiVersion = planned.object.apiVersion, ...place } = to;
      set(plan, ["objects"], [...plan.objects, { ...planned, ...place, object: { ...planned.object, apiVersion } }]);
    },
  };
}

const stray = (kind: string, apiVersion: string, within?: string) => ({
  apiVersion,
  kind,
  metadata: { name: "stray", ...(within === undefined ? {} : { namespace: within }) },
});

export const mutations: readonly Mutation[] = [
  {
    name: "two stacks hold one object; the one whose namespace it is not is at fault",
    perimeter: "justice",
    ...copied(JUSTICE.service, { stack: FINANCES.stack }),
  },
  {
    name: "the same where the intruder comes first",
    perimeter: "justice",
    ...copied(JUSTICE.config, { stack: "prod-agent" }),
  },
  { name: "two releases of a stack hold one object", ...copied(JUSTICE.service, { release: "justice-data" }) },
  {
    name: "two releases hold one object, in two versions of its API",
    ...copied(BORDER.budget, { release: "border-2", apiVersion: "policy/v1beta1" }),
  },
  {
    name: "two stacks hold one object of the cluster",
    ...copied({ stack: "prod-platform", object: "PriorityClass/tchap-data" }, { stack: "prod-services" }),
  },
  {
    name: "a perimeter's object in another perimeter's namespace",
    ...addedBeside(JUSTICE.service, stray("ConfigMap", "v1", FINANCES.namespace)),
  },
  { name: "an object in the default namespace", ...addedBeside(JUSTICE.service, stray("ConfigMap", "v1", "default")) },
  { name: "a namespace that nobody owns", ...addedBeside(JUSTICE.space, stray("Namespace", "v1")) },
  {
    name: "a template that names no namespace, so that it is seen in none",
    ...unsetAt(JUSTICE.postgresPolicy, ["metadata", "namespace"]),
    at: { stack: JUSTICE.stack, object: "NetworkPolicy/postgres" },
  },
  {
    name: "an object of the whole cluster in a perimeter's stack",
    ...addedBeside(JUSTICE.space, stray("PriorityClass", "scheduling.k8s.io/v1")),
  },
  {
    name: "an object of the whole cluster that feigns a namespace",
    ...addedBeside(JUSTICE.space, stray("PriorityClass", "scheduling.k8s.io/v1", JUSTICE.namespace)),
  },
];
