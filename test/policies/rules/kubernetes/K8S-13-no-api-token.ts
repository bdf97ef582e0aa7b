import { changed } from "../../change";
import { deployment } from "../../objects";
import { BORDER, JUSTICE, POD } from "../../places";
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
];
