import { ourNamespaces, type Policy, type Settings } from "./policy";
import { JOBS } from "./resources";

/** The account that starts restore drills, the only one that may make Jobs. */
export const DRILLS_ACCOUNT = "system:serviceaccount:tchap-restore-drills:restore-drills";

/** Label of a namespace in which shards are restored. */
export const RESTORES = "tchap/restores";

/** What it makes a Job of, in the namespace of each shard's restores. */
const DRILL = "restore-drill";

/**
 * A right cannot say what a Job holds: whoever may make one has every secret of its namespace. This one may make the
 * Job that was deployed there beforehand, and no other: the same image, command, account and volumes.
 */
export function drillsPolicy(settings: Settings): Policy {
  return {
    id: "restore-drills",
    operations: ["CREATE"],
    resources: JOBS,
    conditions: [{ name: "by-the-drills", expression: `request.userInfo.username == "${DRILLS_ACCOUNT}"` }],
    validations: [
      {
        expression: "object.spec.template.spec == params.spec.jobTemplate.spec.template.spec",
        message: `ADM-01, Seul l'exercice de restauration déployé ici peut être lancé. Faites le Job du CronJob ${DRILL} sans rien y changer.`,
      },
    ],
    params: { kind: { apiVersion: "batch/v1", kind: "CronJob" }, name: DRILL },
    // Where nothing is found to compare with, the server refuses every Job, whoever makes it: only where one is deployed.
    selects: ourNamespaces(settings, { [RESTORES]: "true" }),
  };
}
