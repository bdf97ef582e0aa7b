import type { Plan } from "../../../plan/plan";
import { at, list, ofKind, type Workload, workloads } from "../../../plan/vocabulary";
import { plannedOf, planRule, remark } from "../../rule";

function projectsToken(pod: unknown): boolean {
  return list(at(pod, "volumes")).some((volume) =>
    list(at(volume, "projected", "sources")).some((source) => at(source, "serviceAccountToken") !== undefined),
  );
}

/** Accounts that some binding gives rights to, as namespace/name. */
function boundAccounts(plan: Plan): ReadonlySet<string> {
  return new Set(
    ofKind(plan, "RoleBinding").flatMap(({ object }) =>
      list(at(object, "subjects")).map(
        (subject) => `${String(at(subject, "namespace") ?? object.metadata.namespace)}/${String(at(subject, "name"))}`,
      ),
    ),
  );
}

const accountOf = ({ planned, pod }: Workload) =>
  `${planned.object.metadata.namespace}/${String(at(pod, "serviceAccountName"))}`;

interface Fault {
  readonly field: string;
  readonly message: string;
}

function faults(workload: Workload, bound: ReadonlySet<string>, all: readonly Workload[]): Fault[] {
  const { planned, pod } = workload;
  const [name, mounts] = [at(pod, "serviceAccountName"), at(pod, "automountServiceAccountToken")];
  const account = accountOf(workload);
  const isOwn = typeof name === "string" && name !== "" && name !== "default";
  const has = mounts === true || projectsToken(pod);
  const isShared = has && all.some((each) => each.planned !== planned && accountOf(each) === account);
  return [
    ...(isOwn ? [] : [{ field: "spec.serviceAccountName", message: "has no account of its own." }]),
    ...(typeof mounts === "boolean"
      ? []
      : [{ field: "spec.automountServiceAccountToken", message: "does not say whether a token is mounted." }]),
    ...(has && !bound.has(account)
      ? [{ field: "spec.automountServiceAccountToken", message: "has an API token, and no right to use it for." }]
      : []),
    ...(isShared
      ? [{ field: "spec.serviceAccountName", message: "shares an account that has rights with another workload." }]
      : []),
    ...(!has && bound.has(account)
      ? [{ field: "spec.serviceAccountName", message: "has an account with rights, and no token to use them." }]
      : []),
  ];
}

/** Accounts that have rights, which one object alone cannot show; that of PostgreSQL is made by its operator. */
const WITH_RIGHTS = JSON.stringify(["drift", "postgres", "restore-drill", "restore-drills"]);
const HAS_RIGHTS = `variables.pod.?serviceAccountName.orValue("default") in ${WITH_RIGHTS}`;

export default planRule({
  id: "K8S-13",
  title: {
    fr: "Compte de service dédié, sans jeton d'API que là où un rôle lui est lié",
    en: "A dedicated service account, and an API token only where a role is bound to it alone",
  },
  why: "Un serveur Matrix n'a rien à demander à Kubernetes : un jeton monté ne servirait qu'à un intrus.",
  remedy:
    "Nommez un compte de service du locataire et écrivez automountServiceAccountToken: false, sans volume serviceAccountToken ; un programme qui pilote le cluster a son compte, son Role et son RoleBinding.",
  severity: "medium",
  controls: [
    "CIS:5.1.5",
    "CIS:5.1.6",
    "CKV:CKV_K8S_38",
    "CKV:CKV_K8S_41",
    "PSSIE:EXP-DOM-NOMENCLAT",
    "PSSIE:EXP-DOM-LIMITSERV",
  ],
  admission: {
    match: "workloads",
    validations: [
      {
        at: "spec.serviceAccountName",
        cel: '!(variables.pod.?serviceAccountName.orValue("default") in ["", "default"])',
      },
      {
        at: "spec.automountServiceAccountToken",
        cel: `${HAS_RIGHTS} || variables.pod.?automountServiceAccountToken.orValue(true) == false`,
      },
      {
        at: "spec.volumes[].projected",
        cel: `${HAS_RIGHTS} || variables.pod.?volumes.orValue([]).all(v, v.?projected.?sources.orValue([]).all(s, !has(s.serviceAccountToken)))`,
      },
    ],
  },
  looksAt: "the account and the token of every workload, against every RoleBinding",
  check: (plan) => {
    const all = workloads(plan);
    const bound = boundAccounts(plan);
    return {
      looked: plannedOf(all),
      findings: all.flatMap((workload) =>
        faults(workload, bound, all).map(({ field, message }) => remark(workload.planned, field, message)),
      ),
    };
  },
});
