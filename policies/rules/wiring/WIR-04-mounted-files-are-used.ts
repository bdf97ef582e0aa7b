import { once } from "../../../plan/once";
import { at } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import type { DeclaredFile } from "./mounts";
import { filesAt, type Reads, readsOf } from "./reads";

const usedBy = once(({ mounts, named }: Reads): readonly DeclaredFile[] =>
  [...new Set(named.map(({ path }) => path))].flatMap((path) => filesAt(mounts, path)),
);

function filesOf({ mounts }: Reads): DeclaredFile[] {
  return mounts.flatMap(({ files = [] }) => files);
}

/**
 * Files of a container that nothing names, neither alone nor by their folder. What is no secret may be in a folder that
 * another container of the pod needs whole.
 */
function unused(pod: readonly Reads[], reads: Reads): DeclaredFile[] {
  const here = new Set(usedBy(reads).map(({ path }) => path));
  const others = pod.filter((each) => each !== reads).flatMap(usedBy);
  const elsewhere = new Set(others.map(({ source }) => source));
  return filesOf(reads).filter(({ path, source, secret }) => !here.has(path) && (secret || !elsewhere.has(source)));
}

export default planRule({
  id: "WIR-04",
  title: {
    fr: "Chaque fichier monté sert au conteneur qui le reçoit",
    en: "Every mounted file is used by the container that has it",
  },
  why: "Un fichier que rien ne nomme est un réglage qui ne s'applique pas, ou un secret donné à qui n'en a pas besoin. Règle propre, entre objets.",
  remedy: "Nommez le fichier dans la configuration, la commande ou l'environnement du conteneur, ou ne l'y montez pas.",
  severity: "medium",
  controls: ["own"],
  looksAt:
    "every key of a ConfigMap or Secret that is mounted, against the paths that commands, environments and the configuration files behind them name; an init container's own words only",
  check: (plan) => {
    const all = readsOf(plan).flatMap((pod) => pod.map((reads) => ({ pod, reads })));
    return {
      looked: plannedOf(all.flatMap(({ reads }) => (filesOf(reads).length > 0 ? [reads.workload] : []))),
      findings: all.flatMap(({ pod, reads }) =>
        unused(pod, reads).map(({ path, source }) =>
          remark(
            reads.workload.planned,
            `${String(at(reads.container, "name"))}.volumeMounts`,
            `finds ${source} at ${path}, which nothing there names.`,
          ),
        ),
      ),
    };
  },
});
