import { objectRule } from "../../rule";

export default objectRule({
  id: "STA-01",
  title: { fr: "Ce qui porte des données survit à sa release", en: "What holds data outlives its release" },
  why: "Sans cette annotation, retirer un objet d'un chart ou désinstaller la release efface la base ou les médias.",
  remedy: "Rétablissez l'annotation helm.sh/resource-policy: keep.",
  severity: "critical",
  controls: ["PSSIE:EXP-PROT-INF"],
  waivable: false,
  match: [
    { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
    { group: "", kinds: ["PersistentVolumeClaim"] },
  ],
  validations: [
    { at: "metadata.annotations", cel: 'object.metadata.annotations["helm.sh/resource-policy"] == "keep"' },
  ],
});
