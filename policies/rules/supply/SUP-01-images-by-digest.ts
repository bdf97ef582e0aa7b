import { imageUses } from "../../images";
import { plannedOf, planRule, remark } from "../../rule";

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

export default planRule({
  id: "SUP-01",
  title: { fr: "Images désignées par empreinte", en: "Images are the locked ones, pinned by digest" },
  why: "Une étiquette peut désigner demain un autre contenu que celui qui a été jugé.",
  remedy:
    "Ajoutez l'empreinte dans images.lock.yaml ; une image de l'exploitant (origin: ours) reste indéterminée tant qu'elle n'y est pas.",
  severity: "high",
  controls: [
    "CKV:CKV_K8S_43",
    "SNC:12.10.a",
    "CKV:CKV_K8S_14",
    "CIS:5.5.1",
    "PA012:R19",
    "PSSIE:GDB-INVENT",
    "SNC:8.1.b",
    "SNC:14.2.c",
  ],
  admission: {
    match: "workloads",
    validations: [
      { at: "containers[].image", cel: 'variables.containers.all(c, c.image.matches("@sha256:[0-9a-f]{64}$"))' },
      {
        at: "volumes[].image",
        cel: 'variables.pod.?volumes.orValue([]).all(v, !has(v.image) || v.image.reference.matches("@sha256:[0-9a-f]{64}$"))',
      },
    ],
  },
  looksAt: "the image of every container, volume and PostgreSQL cluster, against images.lock.yaml",
  check: (plan) => {
    const uses = imageUses(plan);
    const locked = Object.values(plan.facts.images);
    const lockOf = (image: unknown) => locked.find(({ reference }) => reference === image);
    const said = (use: (typeof uses)[number], why: string) =>
      remark(use.planned, use.field, `${String(use.image)} ${why}.`);
    const loose = uses.filter(({ image }) => typeof image !== "string" || !BY_DIGEST.test(image));
    const awaited = loose.filter(({ image }) => lockOf(image)?.origin === "ours" && !lockOf(image)?.digestKnown);
    const strange = uses.filter((use) => !loose.includes(use) && lockOf(use.image) === undefined);
    return {
      looked: plannedOf(uses),
      findings: [
        ...loose.filter((use) => !awaited.includes(use)).map((use) => said(use, "is not named by its digest")),
        ...strange.map((use) => said(use, "is not in images.lock.yaml")),
      ],
      undetermined: awaited.map((use) => said(use, "is to be built by the operator, who has not filled in its digest")),
    };
  },
});
