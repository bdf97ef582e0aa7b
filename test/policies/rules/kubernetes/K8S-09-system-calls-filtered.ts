import { changed } from "../../change";
import { withContainer } from "../../objects";
import { BORDER, CONTAINER, INIT, JUSTICE, POD } from "../../places";
import { type Mutation, setAt, unsetAt } from "../../rule-case";

const PROFILE = [...POD, "securityContext", "seccompProfile"];

export const good = withContainer({ name: "a" }, { securityContext: { seccompProfile: { type: "RuntimeDefault" } } });
export const bad = changed(good, PROFILE, { type: "Unconfined" });

export const mutations: readonly Mutation[] = [
  { name: "the pod's profile is Unconfined", ...setAt(JUSTICE.homeserver, [...PROFILE, "type"], "Unconfined") },
  { name: "no profile at the border", ...unsetAt(BORDER.deployment, PROFILE) },
  {
    name: "one container overrides the pod's profile",
    ...setAt(JUSTICE.homeserver, [...CONTAINER, "securityContext", "seccompProfile"], { type: "Unconfined" }),
  },
  {
    name: "an init container does",
    ...setAt(JUSTICE.homeserver, [...INIT, "securityContext", "seccompProfile"], { type: "Unconfined" }),
  },
  {
    name: "AppArmor switched off",
    ...setAt(BORDER.deployment, [...POD, "securityContext", "appArmorProfile"], { type: "Unconfined" }),
  },
  {
    name: "AppArmor switched off for one container",
    ...setAt(BORDER.deployment, [...CONTAINER, "securityContext", "appArmorProfile"], { type: "Unconfined" }),
  },
];
