import { allDatabases, at, ofKind } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import { claimVolume, databaseVolumes } from "../../volumes";

export default planRule({
  id: "STA-03",
  title: {
    fr: "Un volume de données survit à sa demande, celui d'un exercice non",
    en: "A volume of data outlives its claim, that of a restore to be looked at does not",
  },
  why: "Sur une classe en Delete, effacer une base par erreur efface aussi ses disques ; en Retain, chaque exercice de restauration laisse derrière lui une copie complète des messages.",
  remedy:
    "Dans environment.yaml, storageClasses.database et media en reclaimPolicy: Retain, restore en Delete ; les classes viennent de stacks/postgres/cluster.ts.",
  severity: "critical",
  controls: ["PSSIE:EXP-PROT-INF"],
  looksAt:
    "the storage classes of every PostgreSQL, live or restored, and of every claim that outlives its release, against the environment's",
  check: (plan) => {
    const classes = Object.values(plan.facts.storageClasses).flatMap((each) =>
      typeof each === "object" ? [each] : [],
    );
    const restores = new Set(
      plan.facts.perimeters.flatMap(({ shards }) => shards).map(({ restoreNamespace }) => restoreNamespace),
    );
    const stored = allDatabases(plan).flatMap((planned) => {
      const due = restores.has(planned.object.metadata.namespace ?? "") ? "Delete" : "Retain";
      return databaseVolumes(planned).map((volume) => ({ ...volume, due }));
    });
    const kept = ofKind(plan, "PersistentVolumeClaim")
      .filter(({ object }) => at(object, "metadata", "annotations", "helm.sh/resource-policy") === "keep")
      .map((planned) => ({ ...claimVolume(planned), due: "Retain" }));
    const volumes = [...stored, ...kept];
    return {
      looked: plannedOf(volumes),
      findings: volumes.flatMap(({ planned, field, storageClass, due }) => {
        const found = classes.filter(({ name }) => name === storageClass);
        const policies = found.map(({ reclaimPolicy }) => reclaimPolicy);
        if (found.length > 0 && policies.every((each) => each === due)) return [];
        const declared = [...new Set(policies)].join(" and ") || "nothing";
        const name = String(storageClass ?? "the default class");
        return [remark(planned, field, `is of ${name}, declared ${declared}; it must be ${due}.`)];
      }),
    };
  },
});
