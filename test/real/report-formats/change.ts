import type { KubernetesObject, Plan } from "../../../plan/plan";

/** What ends up in messages, as objects are named by whoever writes a chart. */
const HOSTILE = ['=1+1;"x"\r\n', "</failure>]]>&amp;", "\u0000\u001b[31m\u202e", "\ud800", "é…"];

/** A plan whose ConfigMaps stand again in the default namespace, under hostile names. */
export function change(plan: Plan): Plan {
  const strange = HOSTILE.flatMap((name) =>
    plan.objects
      .filter(({ object }) => object.kind === "ConfigMap")
      .slice(0, 3)
      .map((planned) => {
        const object: KubernetesObject = { ...planned.object, metadata: { name, namespace: "default" } };
        return { ...planned, object };
      }),
  );
  return { ...plan, objects: [...plan.objects, ...strange] };
}
