import { imageUses } from "../../images";
import { plannedOf, planRule, remark } from "../../rule";

export default planRule({
  id: "SUP-02",
  title: { fr: "Images tirées du seul registre déclaré", en: "Images come from the declared registry only" },
  why: "Un registre public voit qui déploie quoi, peut être indisponible, et n'est pas sur le territoire national.",
  remedy: "Recopiez l'image dans le miroir et passez par images.lock.yaml.",
  severity: "high",
  controls: ["SNC:19.2.a", "SNC:12.10.a", "CIS:5.5.1"],
  admission: {
    match: "workloads",
    validations: [
      { at: "containers[].image", cel: 'variables.containers.all(c, c.image.startsWith(variables.registry + "/"))' },
      {
        at: "volumes[].image",
        cel: 'variables.pod.?volumes.orValue([]).all(v, !has(v.image) || v.image.reference.startsWith(variables.registry + "/"))',
      },
    ],
  },
  looksAt: "the image of every container, volume and PostgreSQL cluster, against environment.yaml registry.host",
  check: (plan) => {
    const uses = imageUses(plan);
    const foreign = uses.filter(
      ({ image }) => typeof image !== "string" || !image.startsWith(`${plan.facts.registry}/`),
    );
    return {
      looked: plannedOf(uses),
      findings: foreign.map(({ planned, field, image }) =>
        remark(planned, field, `${String(image)} is not in ${plan.facts.registry}.`),
      ),
    };
  },
});
