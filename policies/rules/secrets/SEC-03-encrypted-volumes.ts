import { allDatabases, at, list, ofKind, workloads } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import { claimVolume, databaseVolumes } from "../../volumes";

export default planRule({
  id: "SEC-03",
  title: { fr: "Volumes sur une classe chiffrée", en: "Every volume is of a storage class that encrypts" },
  why: "Ni PostgreSQL ni Synapse ne chiffrent leurs fichiers : un disque rendu ou volé livre les messages et les médias.",
  remedy: "Nommez une classe déclarée encrypted: true dans storageClasses de environment.yaml.",
  severity: "critical",
  controls: ["SNC:10.1.a", "PSSIE:EXP-PROT-INF", "PSSIE:PDT-CHIFF-SENS"],
  looksAt:
    "the storage class of every volume claim, template and PostgreSQL volume, those of a restore included, against the environment's classes",
  check: (plan) => {
    const claims = ofKind(plan, "PersistentVolumeClaim").map(claimVolume);
    const templates = workloads(plan).flatMap(({ planned, pod }) => [
      ...list(at(planned.object, "spec", "volumeClaimTemplates")).map((each, index) => ({
        planned,
        field: `spec.volumeClaimTemplates[${index}]`,
        storageClass: at(each, "spec", "storageClassName"),
      })),
      ...list(at(pod, "volumes")).flatMap((volume, index) => {
        const template = at(volume, "ephemeral", "volumeClaimTemplate");
        const storageClass = at(template, "spec", "storageClassName");
        return template === undefined ? [] : [{ planned, field: `volumes[${index}].ephemeral`, storageClass }];
      }),
    ]);
    const stored = allDatabases(plan).flatMap(databaseVolumes);
    const encrypted = Object.values(plan.facts.storageClasses).flatMap((each) =>
      typeof each === "object" && each.encrypted ? [each.name] : [],
    );
    const volumes = [...claims, ...templates, ...stored];
    return {
      looked: plannedOf(volumes),
      findings: volumes
        .filter(({ storageClass }) => !encrypted.some((name) => name === storageClass))
        .map(({ planned, field, storageClass }) =>
          remark(planned, field, `is of ${String(storageClass ?? "the default class")}, not declared as encrypted.`),
        ),
    };
  },
});
