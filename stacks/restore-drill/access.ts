import { RESTORE_DRILLS_NAMESPACE, type Shard } from "../../fleet/fleet";
import type { Role, RoleBinding, RoleRule } from "../kubernetes/objects";
import { RESTORE_DRILLS } from "../restore-drills/places";
import { RESTORE_DRILL, RESULT } from "./places";

const RBAC = "rbac.authorization.k8s.io";

/** What a drill does in its own namespace: databases come and go, and the result stays. */
function drillRules(shard: Shard): RoleRule[] {
  return [
    {
      apiGroups: ["postgresql.cnpg.io"],
      resources: ["clusters"],
      verbs: ["create", "delete", "get", "list"],
    },
    { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["delete", "list"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
    { apiGroups: [""], resources: ["secrets"], resourceNames: [`${shard.stateful.database}-ca`], verbs: ["get"] },
    { apiGroups: [""], resources: ["configmaps"], resourceNames: [RESULT], verbs: ["get", "patch"] },
    // A name cannot narrow what is made.
    { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
  ];
}

/** What starts drills makes a Job of the one CronJob, and reads the result. */
const SCHEDULE_RULES: RoleRule[] = [
  { apiGroups: ["batch"], resources: ["cronjobs"], resourceNames: [RESTORE_DRILL], verbs: ["get"] },
  { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "list"] },
  { apiGroups: [""], resources: ["configmaps"], resourceNames: [RESULT], verbs: ["get"] },
];

/** The rights of a drill, and of what starts it, in a namespace of restores. */
export function drillAccess(shard: Shard): (Role | RoleBinding)[] {
  const namespace = shard.restoreNamespace;
  const granted = (name: string, rules: RoleRule[], account: string, of: string): (Role | RoleBinding)[] => [
    { apiVersion: `${RBAC}/v1`, kind: "Role", metadata: { name, namespace }, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: "RoleBinding",
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: of }],
    },
  ];
  return [
    ...granted(RESTORE_DRILL, drillRules(shard), RESTORE_DRILL, namespace),
    ...granted(RESTORE_DRILLS, SCHEDULE_RULES, RESTORE_DRILLS, RESTORE_DRILLS_NAMESPACE),
  ];
}
