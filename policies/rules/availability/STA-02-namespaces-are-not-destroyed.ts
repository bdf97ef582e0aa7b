import type { PlannedStack } from "../../../plan/plan";
import { at } from "../../../plan/vocabulary";
import { planRule, remarkAtStack, subjectAtStack } from "../../rule";

const NAMESPACE = "kubernetes_namespace_v1";

function namespaces({ terraform }: PlannedStack): [string, unknown][] {
  const all = at(terraform, "resource", NAMESPACE);
  return typeof all === "object" && all !== null ? Object.entries(all) : [];
}

export default planRule({
  id: "STA-02",
  title: { fr: "Aucun espace de noms ne se détruit par mégarde", en: "Terraform refuses to destroy a namespace" },
  why: "Supprimer un espace de noms efface la base et les médias qu'il contient, quelles que soient leurs annotations.",
  remedy:
    "Rétablissez preventDestroy dans stacks/kubernetes/kinds.ts ; pour fermer un périmètre, passez-le à closed et reconnaissez la perte.",
  severity: "critical",
  controls: ["PSSIE:EXP-PROT-INF"],
  waivable: false,
  looksAt: "the lifecycle of every namespace in the Terraform JSON",
  check: (plan) => {
    const all = plan.terraform.flatMap((stack) =>
      namespaces(stack).map(([name, resource]) => ({ stack, name, resource })),
    );
    const findings = all
      .filter(({ resource }) => at(resource, "lifecycle", "prevent_destroy") !== true)
      .map(({ stack, name }) =>
        remarkAtStack(
          plan,
          stack.name,
          `${NAMESPACE}.${name}.lifecycle.prevent_destroy`,
          "is not true: a destroy would take the namespace and all that it holds.",
        ),
      );
    return { looked: all.map(({ stack }) => subjectAtStack(plan, stack.name)), findings };
  },
});
