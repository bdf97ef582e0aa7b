import type { Plan, PlannedObject } from "../../../plan/plan";
import { at, list, ofKind, texts } from "../../../plan/vocabulary";
import { planRule, type Remark, remark } from "../../rule";

/** Verbs that take the rights of others. */
const VERBS = ["bind", "escalate", "impersonate"];

/**
 * Resources through which rights are changed, borrowed or gone around, whatever the verb: a Service's status takes the
 * traffic of others (CVE-2020-8554), a volume of the cluster reads any path of a node, and logs are read in their store.
 */
const RESOURCES =
  /^(roles|rolebindings|clusterroles|clusterrolebindings|serviceaccounts\/token|certificatesigningrequests(\/.*)?|.*webhookconfigurations|nodes(\/.*)?|persistentvolumes(\/.*)?|pods\/(exec|attach|portforward|proxy|ephemeralcontainers|log)|services\/(proxy|status))$/;

/** What runs pods of whoever writes it, with any account and any Secret of its namespace. */
const RUNNING = [
  "pods",
  "deployments",
  "statefulsets",
  "daemonsets",
  "replicasets",
  "replicationcontrollers",
  "jobs",
  "cronjobs",
  "clusters",
];
const WRITING = ["create", "update", "patch"];

/** Namespaces in which nothing runs but restores that the plan wrote. */
function restoreNamespaces(plan: Plan): string[] {
  return plan.facts.perimeters.flatMap(({ shards }) => shards.map(({ restoreNamespace }) => restoreNamespace));
}

function faults(plan: Plan, { object }: PlannedObject): string[] {
  const inRestore = restoreNamespaces(plan).some((each) => each === object.metadata.namespace);
  return list(at(object, "rules")).flatMap((rule) => {
    const [verbs, resources] = [texts(at(rule, "verbs")), texts(at(rule, "resources"))];
    const running = resources.filter((each) => RUNNING.includes(each.split("/")[0] ?? ""));
    const writing = verbs.filter((each) => WRITING.includes(each));
    return [
      ...verbs.filter((each) => VERBS.includes(each)).map((each) => `may ${each}`),
      ...resources.filter((each) => RESOURCES.test(each)).map((each) => `gives rights on ${each}`),
      ...(inRestore || writing.length === 0
        ? []
        : running.map((each) => `may ${writing.join(", ")} ${each} where a shard or a service runs`)),
    ];
  });
}

export default planRule({
  id: "K8S-16",
  title: {
    fr: "Aucun rôle ne donne pouvoir sur les droits, ni sur ce qui tourne",
    en: "No role gives power over rights, or over what runs outside of restores",
  },
  why: "Qui lie un rôle, prend une identité ou crée un pod dans un espace y a tous les droits et tous les secrets, quoi que dise son propre rôle.",
  remedy:
    "Retirez bind, escalate, impersonate, pods/exec, pods/log, services/status, nœuds, volumes du cluster et écritures de rôles ; seuls les espaces de restauration créent des objets qui tournent.",
  severity: "high",
  controls: [
    "CIS:5.1.4",
    "CIS:5.1.8",
    "CIS:5.1.9",
    "CIS:5.1.10",
    "CIS:5.1.11",
    "CIS:5.1.12",
    "CIS:5.1.13",
    "PSSIE:EXP-DROITS",
    "CKV:CKV2_K8S_1",
    "CKV:CKV2_K8S_2",
    "CKV:CKV2_K8S_3",
    "CKV:CKV2_K8S_4",
    "CKV:CKV_K8S_155",
    "CKV:CKV_K8S_156",
    "CKV:CKV_K8S_157",
    "CKV:CKV_K8S_158",
    "PA012:R27",
    "PA075:R41",
    "PSSIE:EXP-SECX-DIST",
    "PSSIE:EXP-DOM-LIMITSERV",
  ],
  looksAt: "every rule of every Role, against the namespaces of restores",
  check: (plan) => {
    const roles = ofKind(plan, "Role");
    return {
      looked: roles,
      findings: roles.flatMap((planned): Remark[] =>
        faults(plan, planned).map((fault) => remark(planned, "rules", `${fault}.`)),
      ),
    };
  },
});
