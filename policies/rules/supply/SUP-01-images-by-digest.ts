import type { PlannedObject } from "../../../plan/plan";
import { at, databases, workloads } from "../../../plan/vocabulary";
import { planRule, remark } from "../../rule";

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

interface Use {
  readonly planned: PlannedObject;
  readonly field: string;
  readonly image: unknown;
}

export default planRule({
  id: "SUP-01",
  title: { fr: "Images désignées par empreinte", en: "Images are pinned by digest" },
  why: "Une étiquette peut désigner demain un autre contenu que celui qui a été jugé.",
  remedy:
    "Ajoutez l'empreinte dans images.lock.yaml ; une image de l'exploitant (origin: ours) reste indéterminée tant qu'elle n'y est pas.",
  severity: "high",
  controls: ["CKV:CKV_K8S_43", "SNC:12.10.a"],
  looksAt: "the image of every container and of every PostgreSQL cluster",
  check: (plan) => {
    const uses: Use[] = [
      ...workloads(plan).flatMap(({ planned, containers }) =>
        containers.map((container, index) => ({
          planned,
          field: `containers[${index}].image`,
          image: at(container, "image"),
        })),
      ),
      ...databases(plan).map((planned) => ({
        planned,
        field: "spec.imageName",
        image: at(planned.object, "spec", "imageName"),
      })),
    ];
    const loose = uses.filter(({ image }) => typeof image !== "string" || !BY_DIGEST.test(image));
    const ours = new Set(
      Object.values(plan.facts.images).flatMap(({ origin, digestKnown, reference }) =>
        origin === "ours" && !digestKnown ? [reference] : [],
      ),
    );
    const said = ({ planned, field, image }: Use, why: string) => remark(planned, field, `${String(image)} ${why}.`);
    return {
      looked: uses.length,
      findings: loose
        .filter(({ image }) => !ours.has(String(image)))
        .map((use) => said(use, "is not named by its digest")),
      undetermined: loose
        .filter(({ image }) => ours.has(String(image)))
        .map((use) => said(use, "is to be built by the operator, who has not filled in its digest")),
    };
  },
});
