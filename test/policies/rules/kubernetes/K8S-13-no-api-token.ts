import { addBeside, changed, remove } from "../../change";
import { deployment } from "../../objects";
import { BORDER, DRILLS, JUSTICE, POD } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = deployment({ automountServiceAccountToken: false, serviceAccountName: "homeserver" });
export const bad = changed(good, [...POD, "automountServiceAccountToken"], true);

export const mutations: readonly Mutation[] = [
  { name: "a token mounted", ...setAt(JUSTICE.homeserver, [...POD, "automountServiceAccountToken"], true) },
  { name: "the default, which mounts one", ...unsetAt(BORDER.deployment, [...POD, "automountServiceAccountToken"]) },
  { name: "the default account", ...setAt(JUSTICE.homeserver, [...POD, "serviceAccountName"], "default") },
  { name: "no account named", ...unsetAt(BORDER.deployment, [...POD, "serviceAccountName"]) },
  {
    name: "a token projected into a volume",
    ...appendAt(JUSTICE.homeserver, [...POD, "volumes"], {
      name: "api",
      projected: { sources: [{ serviceAccountToken: { path: "token" } }] },
    }),
  },
  {
    name: "an empty account, which is the default one",
    ...setAt(JUSTICE.homeserver, [...POD, "serviceAccountName"], ""),
  },
  {
    name: "rights that nobody bound to it",
    at: DRILLS.deployment,
    mutate: (plan) => {
      for (const { stack, object } of plan.objects)
        if (object.kind === "RoleBinding" && object.metadata.name === "restore-drills")
          remove(plan, { stack, object: `RoleBinding/${object.metadata.namespace}/restore-drills` });
    },
  },
  {
    name: "rights of an account that cannot use them",
    ...setAt(DRILLS.deployment, [...POD, "automountServiceAccountToken"], false),
  },
  {
    name: "a second pod with the account that has rights",
    at: { stack: DRILLS.deployment.stack, object: "Deployment/tchap-restore-drills/debug" },
    mutate: (plan) => {
      const pod = { serviceAccountName: "restore-drills", automountServiceAccountToken: true };
      addBeside(plan, DRILLS.deployment, deployment(pod, "debug", "tchap-restore-drills"));
    },
  },
];
