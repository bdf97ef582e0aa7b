import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const CONTEXT = [...POD, "securityContext"];

export const good = withContainer({ name: "a" }, { securityContext: { runAsNonRoot: true, runAsUser: 991 } });
export const bad = changed(good, [...CONTEXT, "runAsUser"], 0);

export const mutations: readonly Mutation[] = [
  { name: "the pod may run as root", ...unsetAt(JUSTICE.homeserver, [...CONTEXT, "runAsNonRoot"]) },
  { name: "the border is user 0", ...setAt(BORDER.deployment, [...CONTEXT, "runAsUser"], 0) },
  {
    name: "one container overrides what its pod says",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "securityContext", "runAsNonRoot"], false),
  },
  {
    name: "an init container is root, to change owners",
    ...setAt(JUSTICE.homeserver, [...INIT, "securityContext", "runAsUser"], 0),
  },
];
