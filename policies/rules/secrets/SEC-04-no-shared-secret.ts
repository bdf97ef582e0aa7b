import type { PlannedObject } from "../../../plan/plan";
import { at, workloads } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";
import { declaredSecret, secretReferences } from "../../secret-references";

const SYSTEM = "app.kubernetes.io/name";

export default planRule({
  id: "SEC-04",
  title: {
    fr: "Chaque secret lu est déclaré, et n'appartient qu'à un périmètre",
    en: "Every Secret that is read is declared, for its own shard and these readers only",
  },
  why: "Un secret partagé entre périmètres fait tomber les deux ensemble ; un secret que personne n'a déclaré n'est ni créé, ni sauvegardé, ni renouvelé.",
  remedy: "Déclarez le Secret et ses clés dans fleet/secrets.ts, avec son propriétaire et ses lecteurs.",
  severity: "high",
  controls: [
    "SNC:9.7.a",
    "SNC:10.5.c",
    "PA075:R5-",
    "PA075:R40",
    "PSSIE:RES-SECRET",
    "PSSIE:EXP-CONF-AUTH",
    "PSSIE:EXP-DOM-SERV",
  ],
  looksAt:
    "every Secret that a workload or PostgreSQL is given, against the fleet's declared secrets, across all namespaces",
  check: (plan) => {
    const references = secretReferences(plan);
    const systems = new Map(workloads(plan).map(({ planned, labels }) => [planned, labels[SYSTEM]]));
    const systemOf = (planned: PlannedObject) =>
      systems.get(planned) ?? String(at(planned.object, "metadata", "labels", SYSTEM));
    const findings = references.flatMap(({ planned, field, namespace, name, keys }) => {
      const declared = declaredSecret(plan, namespace, name);
      if (declared === undefined)
        return [remark(planned, field, `reads the Secret ${name}, which is not declared for ${namespace}.`)];
      const stranger = declared.readers.includes(systemOf(planned))
        ? []
        : [remark(planned, field, `reads ${name}, which is declared for ${declared.readers.join(", ")} only.`)];
      if (keys === undefined)
        return [...stranger, remark(planned, field, `takes the whole Secret ${name}; name its keys.`)];
      const unknown = keys
        .filter((key) => !declared.keys.includes(key))
        .map((key) => remark(planned, field, `reads the key ${key} of ${name}, which is not declared.`));
      return [...stranger, ...unknown];
    });
    const owners = new Map<string, Set<string>>();
    for (const { owner, namespace } of plan.facts.secrets)
      owners.set(namespace, (owners.get(namespace) ?? new Set()).add(owner));
    const shared = references.flatMap(({ planned, field, namespace, name }) => {
      const all = owners.get(namespace ?? "");
      return all && all.size > 1
        ? [remark(planned, field, `reads ${name} in a namespace of several owners: ${[...all].join(", ")}.`)]
        : [];
    });
    return { looked: plannedOf(references), findings: [...findings, ...shared] };
  },
});
