import { objectRule } from "../../rule";

export default objectRule({
  id: "STA-01",
  title: { fr: "Ce qui porte des données survit à sa release", en: "What holds data outlives its release" },
  why: "Sans cette annotation, retirer un objet d'un chart ou désinstaller la release efface la base ou les médias.",
  remedy:
    "Rétablissez l'annotation helm.sh/resource-policy: keep, sans helm.sh/hook, et gardez les volumes d'un StatefulSet (Retain).",
  severity: "critical",
  controls: ["PSSIE:EXP-PROT-INF"],
  waivable: false,
  match: [
    { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
    { group: "", kinds: ["PersistentVolumeClaim"] },
    { group: "apps", kinds: ["StatefulSet"] },
  ],
  validations: [
    {
      at: "metadata.annotations",
      cel: 'object.kind == "StatefulSet" || object.metadata.annotations["helm.sh/resource-policy"] == "keep"',
    },
    // Helm deletes a hook before it makes it again, at every upgrade.
    {
      at: "metadata.annotations",
      cel: 'object.metadata.?annotations.orValue({}).all(name, name != "helm.sh/hook")',
    },
    // Written out where a StatefulSet makes volumes of its own.
    {
      at: "spec.persistentVolumeClaimRetentionPolicy",
      cel: 'object.kind != "StatefulSet" || object.spec.?volumeClaimTemplates.orValue([]).size() == 0 || ["whenDeleted", "whenScaled"].all(moment, object.spec.persistentVolumeClaimRetentionPolicy[moment] == "Retain")',
    },
    {
      at: "spec.persistentVolumeClaimRetentionPolicy",
      cel: 'object.kind != "StatefulSet" || object.spec.?persistentVolumeClaimRetentionPolicy.orValue({}).all(moment, object.spec.persistentVolumeClaimRetentionPolicy[moment] == "Retain")',
    },
  ],
});
