import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const FIELD = ["securityContext", "allowPrivilegeEscalation"];

export const good = withContainer({ securityContext: { allowPrivilegeEscalation: false } });
export const bad = changed(good, [...CONTAINER, ...FIELD], true);

export const mutations: readonly Mutation[] = [
  { name: "the border's container may gain privileges", ...setAt(BORDER.deployment, [...CONTAINER, ...FIELD], true) },
  { name: "an init container that leaves it to the default", ...unsetAt(JUSTICE.homeserver, [...INIT, ...FIELD]) },
  { name: "an init container without security context", ...unsetAt(JUSTICE.homeserver, [...INIT, "securityContext"]) },
  {
    name: "a debug container without security context",
    ...setAt(JUSTICE.homeserver, [...POD, "ephemeralContainers"], [{ name: "debug" }]),
  },
];
