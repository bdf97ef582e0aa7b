import { changed } from "../../change";
import { FINANCES, JUSTICE } from "../../places";
import { appendAt, type Mutation, setAt, unsetAt } from "../../rule-case";

export const good = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "drill", namespace: "tchap-alpha-restore" },
  rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["postgres-ca"], verbs: ["get"] }],
};
export const bad = changed(good, ["rules", 0, "verbs"], ["get", "list"]);

const ROLE = JUSTICE.inRestore("Role", "restore-drill");
/** The rule of the drill's role that names one Secret. */
const OF_SECRETS = ["rules", 3];

export const mutations: readonly Mutation[] = [
  { name: "any Secret by its name", ...unsetAt(ROLE, [...OF_SECRETS, "resourceNames"]) },
  { name: "no name, which is every name", ...setAt(ROLE, [...OF_SECRETS, "resourceNames"], []) },
  { name: "a list, with all values in it", ...setAt(ROLE, [...OF_SECRETS, "verbs"], ["get", "list"]) },
  { name: "every change, with the value in it", ...setAt(ROLE, [...OF_SECRETS, "verbs"], ["watch"]) },
  {
    name: "new Secrets, that of any account's token among them",
    ...appendAt(FINANCES.inRestore("Role", "restore-drills"), ["rules"], {
      apiGroups: [""],
      resources: ["secrets"],
      verbs: ["create"],
    }),
  },
  { name: "Secrets beside something harmless", ...setAt(ROLE, ["rules", 2, "resources"], ["pods", "secrets"]) },
];
