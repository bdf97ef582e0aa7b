import { objectRule } from "../../rule";

export default objectRule({
  id: "PG-05",
  title: {
    fr: "PostgreSQL : ses pods suivent les règles de tous",
    en: "The pods that the operator makes for PostgreSQL keep the rules of all pods",
  },
  why: "L'opérateur fabrique ces pods hors du plan : ce que la ressource Cluster leur donne est le seul endroit où les juger.",
  remedy:
    "Dans charts/shard-data, donnez resources, gardez le profil seccomp, et n'ajoutez ni secret en variable ni jeton projeté ni contexte de sécurité.",
  severity: "high",
  controls: ["CIS:5.6.2", "CIS:5.6.3", "CIS:5.4.1", "PSSIE:EXP-CI-LTD"],
  match: { group: "postgresql.cnpg.io", kinds: ["Cluster"] },
  validations: [
    {
      at: "spec.resources",
      cel: '["cpu", "memory"].all(name, quantity(string(object.spec.resources.requests[name])).isGreaterThan(quantity("0")) && !quantity(string(object.spec.resources.limits[name])).isLessThan(quantity(string(object.spec.resources.requests[name]))))',
    },
    {
      at: "spec.seccompProfile",
      cel: 'object.spec.?seccompProfile.?type.orValue("RuntimeDefault") in ["RuntimeDefault", "Localhost"]',
    },
    { at: "spec.securityContext", cel: "!has(object.spec.securityContext) && !has(object.spec.podSecurityContext)" },
    {
      at: "spec.env",
      cel: "object.spec.?env.orValue([]).all(e, !has(e.valueFrom) || !has(e.valueFrom.secretKeyRef)) && object.spec.?envFrom.orValue([]).all(e, !has(e.secretRef))",
    },
    {
      at: "spec.projectedVolumeTemplate",
      cel: "object.spec.?projectedVolumeTemplate.?sources.orValue([]).all(s, !has(s.serviceAccountToken))",
    },
  ],
});
