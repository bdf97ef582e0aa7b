import { once, oncePerText } from "../../../plan/once";
import type { Plan } from "../../../plan/plan";
import { ofKind } from "../../../plan/vocabulary";
import { planRule, remark, remarkAtStack, subjectAtStack } from "../../rule";
import { findSecrets } from "./secret-texts";

/** Declared names, one a line; equal ones are one set, so that texts are read once for all plans that declare the same. */
const namesIn = oncePerText((lines) => new Set(lines.split("\n")), 16);

/** What was found in data that stays the same from plan to plan, for the declared Secrets of one of them. */
const search = once((secrets: Plan["facts"]["secrets"]) => {
  const names = namesIn(secrets.map(({ name }) => name).join("\n"));
  return once((data: object) => findSecrets(data, names));
});

export default planRule({
  id: "SEC-01",
  title: { fr: "Aucune valeur de secret dans le plan", en: "No secret value anywhere in the plan" },
  why: "Terraform garde son état en clair et Helm ses valeurs : un secret qui y entre est lu par tous ceux qui les lisent.",
  remedy: "Montez le Secret comme fichier et donnez son chemin ; déclarez-le dans fleet/secrets.ts.",
  severity: "critical",
  controls: ["SNC:10.5.c", "PA075:R40", "PSSIE:EXP-CONF-AUTH", "PSSIE:EXP-DOM-SERV"],
  waivable: false,
  looksAt:
    "the Terraform JSON of every stack with its Helm values, every object, texts within texts and base64 included; and any Secret object at all",
  check: (plan) => {
    const find = search(plan.facts.secrets);
    const terraform = plan.terraform.flatMap(({ name, terraform: json }) =>
      find(json).map(({ path, message }) => remarkAtStack(plan, name, path, `${message}.`)),
    );
    const objects = plan.objects.flatMap((planned) =>
      find(planned.object).map(({ path, message }) => remark(planned, path, `${message}.`)),
    );
    const made = ofKind(plan, "Secret").map((planned) =>
      remark(planned, "", "is a Secret with its value; only names belong in a plan."),
    );
    return {
      looked: [...plan.terraform.map(({ name }) => subjectAtStack(plan, name)), ...plan.objects],
      findings: [...terraform, ...objects, ...made],
    };
  },
});
